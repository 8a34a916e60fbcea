"""What the assistant of several notices leaves to that of one: a turn in its talk, and all that is asked about that talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_marks import of_notice, without_notice
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.conversation.notices.notice_speech import NoticeSpeech
from bot.conversation.notices.talks_apart import opened, own_book, with_own
from bot.conversation.turn import Channel, Conversation, NoticeAsked, Turn
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, OpenNotice
from bot.replies.reply import Choice, Kind, Reply

if TYPE_CHECKING:
    from bot.conversation.people_list import Person
    from bot.interview.result.passages import Passage
    from bot.interview.result.result import Result
    from bot.interview.talk.dialogue import Typed
    from bot.interview.talk.progress import Progress

_Take = Callable[[Assistant, Conversation], Turn | None]
_ABOUT_WISHES = (Kind.WISHES, Kind.STOPPED)


class OneOfSeveral(Assistant):
    """An assistant above those of several notices, by id: each question about a talk goes to the assistant of its notice."""

    several = True
    _speech: NoticeSpeech

    def __init__(self, assistants: Mapping[str, Assistant], shelf: NoticeShelf) -> None:
        self._by_id = assistants
        self._shelf = shelf
        first = assistants[shelf.home[""]]
        self.pack, self.answerer, self.privacy = first.pack, first.answerer, first.privacy

    # Which notice

    def of(self, conversation: Conversation) -> Assistant:
        """The assistant of the notice that is spoken of; before any is, of the first."""
        return self._by_id.get(conversation.notice) or self._by_id[self._shelf.home[""]]

    def default(self, now: datetime) -> Assistant:
        """The assistant of the notice that is shown at `now` (aware) to who has named none."""
        return self._by_id[self._shelf.default(now)]

    def in_notice(self, notice: str) -> Assistant | None:
        """The assistant of the notice with this id; None if there is none."""
        return self._by_id.get(notice)

    @property
    def notices(self) -> tuple[Assistant, ...]:
        """The assistant of each notice, in the order in which the packs were given."""
        return tuple(self._by_id.values())

    def notice_of(self, conversation: Conversation) -> str:
        """The id of the notice that is spoken of; empty if none is yet."""
        return conversation.notice

    def own(self, conversation: Conversation) -> Conversation:
        """The conversation with the wishes of the notice that is spoken of alone."""
        facts = self.of(conversation).pack.facts
        return replace(
            conversation, subscriptions=own_book(conversation.subscriptions, facts, self._shelf.home_of)
        )

    def talk_about(self, conversation: Conversation, one: Assistant) -> Conversation:
        """The talk about the notice of `one`, as its assistant knows it."""
        return self._inner(conversation, one.pack.facts.id)

    @property
    def title(self) -> str:
        """What it speaks of, in a few words."""
        return self._speech.title()

    def has_entry(self, entry: str) -> bool:
        """Whether some notice has this entry."""
        return any(one.has_entry(entry) for one in self._by_id.values())

    # A turn in one talk

    def _taken(
        self,
        notice: str,
        conversation: Conversation,
        said: str | Act,
        now: datetime,
        channel: Channel,
        seen_for: timedelta | None = None,
    ) -> Turn:
        """A turn that the assistant of `notice` takes in its talk, which is open afterwards."""
        before = self._inner(conversation, notice)
        turn = self._by_id[notice].turn(before, said, now, channel, seen_for)
        return self._outer(turn, conversation, before, notice, now)

    def _inner(self, conversation: Conversation, notice: str) -> Conversation:
        """The talk about `notice` as its assistant knows it: with the wishes of this notice alone."""
        talk = without_notice(opened(conversation, notice), notice)
        book = own_book(conversation.subscriptions, self._by_id[notice].pack.facts, self._shelf.home_of)
        return replace(talk, subscriptions=book, notice_asked=NoticeAsked(), apart={})

    def _outer(
        self, turn: Turn, whole: Conversation, before: Conversation, notice: str, now: datetime
    ) -> Turn:
        """The turn as one of the conversation about all notices, which was `whole`, and `before` in its talk."""
        talk = opened(whole, notice)
        after = turn.conversation
        book = with_own(whole.subscriptions, before.subscriptions, after.subscriptions)
        marked = of_notice(turn, notice)
        conversation = replace(
            marked.conversation,
            subscriptions=book,
            notice=notice,
            opened=talk.opened,
            notice_asked=NoticeAsked(),
            apart=talk.apart,
        )
        return self._with_wishes_elsewhere(replace(marked, conversation=conversation), notice)

    def _with_wishes_elsewhere(self, turn: Turn, notice: str) -> Turn:
        """The turn; where it tells of the wishes of one notice, with a word of those of the others."""
        if not any(reply.kind in _ABOUT_WISHES for reply in turn.replies):
            return turn
        counts = self._running(turn.conversation, without=notice)
        if not counts:
            return turn
        told, choices = self._speech.wishes_elsewhere(counts)
        *others, last = turn.replies
        last = replace(last, text=f"{last.text}\n{told}", choices=(*last.choices, *choices))
        after = replace(turn.conversation, offered=(*turn.conversation.offered, *choices))
        return Turn((*others, last), after)

    def _running(self, conversation: Conversation, without: str) -> dict[str, int]:
        """How many reminders run of each notice that has some, but for that one."""
        books = {
            id: own_book(conversation.subscriptions, one.pack.facts, self._shelf.home_of)
            for id, one in self._by_id.items()
            if id != without
        }
        return {id: len(book.running) for id, book in books.items() if book.running}

    # Turns without a message

    def returned(self, conversation: Conversation, now: datetime) -> Turn | None:
        """A turn without a message, of somebody who can be reached again: what rests of each notice is offered."""
        return self._each(conversation, now, lambda one, talk: one.returned(talk, now))

    def reachable(self, conversation: Conversation, now: datetime) -> Turn:
        """A turn without a message, of somebody who can be sent messages from now on: what was noted in each talk begins."""

        def take(one: Assistant, talk: Conversation) -> Turn | None:
            concerned = talk.reminders.noted or talk.reminders.draft is not None or talk.subscriptions.away
            return one.reachable(talk, now) if concerned else None

        turn = self._each(conversation, now, take)
        return turn if turn is not None else self.of(conversation).reachable(conversation, now)

    def _with_those_back(self, turn: Turn, before: Conversation, now: datetime, channel: Channel) -> Turn:
        """The turn; to somebody who can be reached again, with the offer of what rests of the other notices."""
        if not channel.pushes or not turn.conversation.subscriptions.away:
            return turn
        back = self.returned(turn.conversation, now)
        return turn if back is None else Turn((*back.replies, *turn.replies), back.conversation)

    def _each(self, conversation: Conversation, now: datetime, take: _Take) -> Turn | None:
        """What `take` makes of the talk about each notice, together; the open talk stays open. None if it is nothing."""
        replies: tuple[Reply, ...] = ()
        after, offered = conversation, conversation.offered
        taken = False
        for id, one in self._by_id.items():
            talk = self._inner(after, id)
            turn = take(one, talk)
            if turn is None:
                continue
            taken = True
            told = self._outer(turn, after, talk, id, now)
            replies += told.replies
            offered = told.conversation.offered or offered
            after = told.conversation
        if not taken:
            return None
        if conversation.notice:
            after = replace(opened(after, conversation.notice), opened=conversation.opened)
        return Turn(replies, replace(after, offered=offered))

    # What is asked about the open talk

    def deadlines(self, now: datetime) -> Reply:
        """The deadlines of the notice that is shown to who has named none."""
        return self.default(now).deadlines(now)

    def suggestions(self, said: str, now: datetime, most: int = 5) -> tuple[tuple[str, Reply], ...]:
        """Answers to `said` outside any conversation, from the notices of now in turn, each with its title."""
        found = [self._by_id[id].suggestions(said, now, most) for id in self._shelf.asked_among(now)]
        places = range(max(map(len, found), default=0))
        mixed = [one[place] for place in places for one in found if place < len(one)]
        return tuple(mixed[:most])

    @property
    def rules(self) -> str:
        """A version of all interviews' rules that changes when those of one do."""
        return " ".join(one.rules for one in self._by_id.values())

    @property
    def interviews(self) -> bool:
        """Whether it can hold interviews under some notice."""
        return any(one.interviews for one in self._by_id.values())

    def started(self, answers: Mapping[str, Any], asking: str | None, now: datetime) -> Progress:
        """The state of an interview under the notice that is shown to who has named none: see `Assistant.started`."""
        return self.default(now).started(answers, asking, now)

    def interview(self, conversation: Conversation) -> Progress | None:
        """The state of the open interview; None if none is open."""
        return self.of(conversation).interview(conversation)

    def occupied(self, conversation: Conversation) -> bool:
        """Whether an answer is awaited that may be nothing else."""
        return self.of(conversation).occupied(conversation)

    def picked(self, conversation: Conversation, said: str | Act) -> Choice | None:
        """The choice that `said` is or names in the talk that is open."""
        return self.of(conversation).picked(conversation, said)

    def does(self) -> tuple[Choice, ...]:
        """What can be done: a notice opened."""
        return tuple(
            Choice(OpenNotice(tag_of(id)), self._by_id[id].pack.facts.short_title)
            for id in self._shelf.latest
        )

    def tells_role(self, text: str) -> bool:
        """Whether words say who somebody is, under some notice."""
        return any(one.tells_role(text) for one in self._by_id.values())

    def based(self, reply: Reply) -> Reply:
        """A reply of no notice has no clauses to name."""
        return reply

    def typed(self, conversation: Conversation) -> Typed | None:
        """How the answer that is awaited is typed: see `Assistant.typed`."""
        return self.of(conversation).typed(conversation)

    def open_question(self, conversation: Conversation, now: datetime) -> Reply | None:
        """Repeat the open question of the interview; None if it asks nothing."""
        question = self.of(conversation).open_question(conversation, now)
        if question is None or not conversation.notice:
            return question
        return of_notice(Turn((question,)), conversation.notice).replies[0]

    def result(self, conversation: Conversation, now: datetime) -> Result | None:
        """The result of the open interview; None if there is none or it has no verdict."""
        return self.of(conversation).result(conversation, now)

    def people(self, conversation: Conversation, now: datetime) -> tuple[Person, ...]:
        """The persons for whom somebody asked under the notice that is spoken of."""
        return self.of(conversation).people(conversation, now)

    def document(self, conversation: Conversation, now: datetime) -> tuple[Passage, ...]:
        """The result of the open interview as a text to keep."""
        return self.of(conversation).document(conversation, now)

    def questions_left(self, conversation: Conversation, now: datetime) -> int:
        """An estimate of how many questions the open interview still has."""
        return self.of(conversation).questions_left(conversation, now)
