"""The assistant of several notices: each turn is taken by the assistant of the notice that is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_choice import Chosen, NoticeChoice
from bot.conversation.notices.notice_marks import of_notice, without_notice
from bot.conversation.notices.notice_names import NoticeNames
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.conversation.notices.notice_speech import NoticeSpeech
from bot.conversation.notices.one_of_several import OneOfSeveral
from bot.conversation.notices.parts_apart import PartsApart
from bot.conversation.notices.talks_apart import opened, sorted_out
from bot.conversation.turn import TALK_ONLY, Channel, Conversation, Message, NoticeAsked, Turn
from bot.faq.answer import SURE, Answer
from bot.language.markup import without_markup
from bot.language.question_words import may_ask
from bot.language.spoken_parts import message_parts
from bot.messages import message
from bot.replies.act_ids import tag_of
from bot.replies.acts import (
    Act,
    AskRole,
    BeginInterview,
    InNotice,
    OpenNotice,
    OrderReminders,
    PickEntry,
    RemindRole,
    RunCommand,
    TakeRole,
    TellNextDay,
    UnknownReminderAct,
    WishAct,
)
from bot.replies.reply import Kind, Reply, offered_by

_OF_ANY = BeginInterview | OrderReminders | RemindRole | TellNextDay | AskRole
"""Acts that mean something in every notice: it is asked in which."""
_OF_A_WISH = WishAct | UnknownReminderAct
_ANSWERS = (Kind.ANSWER, Kind.NOT_SAID)
_LIST, _DAYS = "/notices", "/deadlines"


class SeveralNotices(OneOfSeveral):
    """Takes turns by several packs. What is not said of a notice here, the assistant of the one that is spoken of says."""

    def __init__(self, assistants: Sequence[Assistant]) -> None:
        """`assistants` have different notices; the first of them is the one that is shown to who has not spoken yet."""
        facts = [one.pack.facts for one in assistants]
        self._shelf = NoticeShelf(facts)
        self._speech = NoticeSpeech(self._shelf)
        self._names = NoticeNames(facts)
        super().__init__({one.pack.facts.id: one for one in assistants}, self._shelf)
        self._choice = NoticeChoice(self._by_id, self._shelf, self._names)
        self._parts = PartsApart(self._by_id, self._choice)
        self._tags = {tag_of(id): id for id in self._by_id}

    def greeting(self, now: datetime) -> tuple[str, ...]:
        """The greeting: that it speaks of several notices, that it is not official, and how those of now stand."""
        return self._speech.greeting(now)

    def list_notices(self, conversation: Conversation, now: datetime) -> Reply:
        """The notices and how they stand, those of now first."""
        return self._speech.listed(conversation.notice, now)

    def ask(self, question: str, now: datetime) -> tuple[str, Answer]:
        """The answer to a question outside any conversation, and the id of its notice; empty if it is asked which is meant."""
        question = without_markup(question)
        chosen = self._choice.of(Conversation(), question, now)
        if chosen.among:
            which = self._speech.which(chosen.among, None, now)
            return "", Answer("choices", (), None, which.text, (), SURE, which.choices)
        notice, answer = self._by_id[chosen.notice].ask(chosen.rest or question, now)
        all_of_them = self._speech.introduced(answer, notice, now) if chosen.vague else ""
        if not all_of_them:
            return notice, answer
        return notice, replace(answer, body=all_of_them, choices=self._speech.choices(now))

    def opened(self, conversation: Conversation, notice: str) -> Conversation:
        """The conversation with the talk about `notice` open, as if the person had named it."""
        return replace(opened(sorted_out(conversation, self._by_id), notice), opened=True)

    def turn(
        self,
        conversation: Conversation,
        said: str | Act,
        now: datetime,
        channel: Channel = TALK_ONLY,
        seen_for: timedelta | None = None,
    ) -> Turn:
        """Take one turn at `now` (aware): see `Assistant.turn`."""
        conversation = sorted_out(conversation, self._by_id)
        said = without_markup(said) if isinstance(said, str) else said

        def take(notice: str, said: str | Act) -> Turn:
            return self._taken(notice, conversation, said, now, channel, seen_for)

        act = self._act_of(conversation, said, now)
        turn = self._done(act, conversation, take, now) if act is not None else None
        if turn is None:
            assert isinstance(said, str)
            taken = partial(self._taken, now=now, channel=channel, seen_for=seen_for)
            turn = self._apart(said, conversation, taken, now)
            turn = turn or self._words_heard(said, conversation, take, now)
        turn = self._of_those_elsewhere(turn, said, conversation, take, now)
        return self._with_those_back(turn, conversation, now, channel)

    def _of_those_elsewhere(
        self,
        turn: Turn,
        said: str | Act,
        conversation: Conversation,
        take: Callable[[str, str | Act], Turn],
        now: datetime,
    ) -> Turn:
        """The turn; an order for reminders of which this notice has none, as one for those of the notice that has some.

        Of several it is asked which. A tap is for the notice that it names.
        """
        if not any(one.kind is Kind.NONE_RUNNING for one in turn.replies) or isinstance(said, InNotice):
            return turn
        others = tuple(self._running(conversation, without=turn.conversation.notice))
        if not others:
            return turn
        if len(others) > 1:
            return self._asked_back(others, conversation, said, now)
        there = take(others[0], said)
        return self._told_of(Chosen(others[0], named=True), conversation, there, now)

    def _act_of(self, conversation: Conversation, said: str | Act, now: datetime) -> Act | None:
        """The act that was picked, or that words pick where they are not for the notice that is spoken of; None for words."""
        if not isinstance(said, str):
            return said
        notice = conversation.notice if conversation.notice in self._by_id else self._shelf.default(now)
        inner = without_notice(conversation, notice)
        picked = self._by_id[notice].picked(inner, said)
        if picked is None:
            return RunCommand(_LIST) if self._names.asks_for_list(said) else None
        of_this = picked in inner.offered or conversation.notice == notice
        if of_this and not isinstance(picked.does, OpenNotice | InNotice | RunCommand):
            return InNotice(tag_of(notice), picked.does)
        return picked.does

    def _done(
        self, act: Act, conversation: Conversation, take: Callable[[str, str | Act], Turn], now: datetime
    ) -> Turn:
        """The turn for an act."""
        if isinstance(act, OpenNotice | InNotice):
            notice = self._tags.get(act.tag, "")
            if not notice:
                stale = Reply(message("notice_gone"), choices=self._speech.choices(now), kind=Kind.STALE)
                return Turn((stale,), replace(conversation, offered=stale.choices))
            if isinstance(act, InNotice):
                return _chosen_by_name(take(notice, act.act))
            return self._opened(notice, conversation, take, now)
        if isinstance(act, RunCommand) and act.command == _LIST:
            listed = self.list_notices(conversation, now)
            return Turn((listed,), replace(conversation, offered=listed.choices))
        if isinstance(act, RunCommand) and act.command == _DAYS:
            notice = self._choice.talk_of(conversation)
            ids = (notice,) if notice else self._shelf.asked_among(now)
            return Turn(tuple(self._speech.days(self._by_id[id], now) for id in ids), conversation)
        return self._bare(act, conversation, take, now)

    def _bare(
        self, act: Act, conversation: Conversation, take: Callable[[str, str | Act], Turn], now: datetime
    ) -> Turn:
        """The turn for an act that names no notice, such as one of a menu or of a time with one notice."""
        notice, among = self._choice.talk_of(conversation), self._shelf.asked_among(now)
        wish = conversation.subscriptions.wishes.get(act.wish) if isinstance(act, _OF_A_WISH) else None
        if wish is not None:
            return take(self._shelf.home_of(wish.notice, wish.series), act)
        if isinstance(act, PickEntry):
            holders = [id for id, one in self._by_id.items() if act.entry in one.pack.entries]
            among = tuple(id for id in among if id in holders) or tuple(holders) or among
            notice = notice if notice in holders else ""
        if notice or len(among) == 1:
            return take(notice or among[0], act)
        if isinstance(act, TakeRole) and act.role not in self._by_id[among[0]].pack.facts.roles:
            holders = [id for id in among if act.role in self._by_id[id].pack.facts.roles]
            return self._vaguely(holders[0] if holders else among[0], act, conversation, take)
        if isinstance(act, PickEntry | _OF_ANY):
            return self._asked_back(among, conversation, act, now)
        return self._vaguely(among[0], act, conversation, take)

    def _apart(
        self, said: str, conversation: Conversation, taken: Callable[..., Turn], now: datetime
    ) -> Turn | None:
        """The turn in which questions for different notices are answered, each under the title of its notice; None if there are
        none, or one is not simply answered."""
        replies: list[Reply] = []
        after = conversation
        for notice, asked in self._parts.of(conversation, said, now):
            turn = taken(notice, after, asked)
            if _begins_something(after, turn) or not all(one.kind in _ANSWERS for one in turn.replies):
                return None
            replies += (self._speech.heading(notice), *turn.replies)
            after = turn.conversation
        if not replies:
            return None
        return Turn(tuple(replies), replace(after, offered=offered_by(replies)))

    def _words_heard(
        self, said: str, conversation: Conversation, take: Callable[[str, str | Act], Turn], now: datetime
    ) -> Turn:
        """The turn for words."""
        waiting = conversation.notice_asked
        named = self._choice.named(conversation, said, now)
        meant = named.notices & frozenset(waiting.notices)
        if named.alone and len(meant or named.notices) == 1:
            return self._opened(min(meant or named.notices), conversation, take, now)
        other = self._same_of_another(said, conversation, take, now)
        if other is not None:
            return other
        chosen = self._choice.of(conversation, said, now)
        if chosen.among:
            return self._asked_back(chosen.among, conversation, said, now)
        if chosen.vague:
            turn = self._vaguely(chosen.notice, said, conversation, take)
            if _begins_something(conversation, turn):
                return self._asked_back(self._shelf.asked_among(now), conversation, said, now)
            return self._with_all_introduced(turn, chosen.notice, conversation, said, now)
        turn = take(chosen.notice, chosen.rest or self._without_had(said, chosen, conversation, now))
        return self._told_of(chosen, conversation, turn, now)

    def _same_of_another(
        self, said: str, conversation: Conversation, take: Callable[[str, str | Act], Turn], now: datetime
    ) -> Turn | None:
        """The turn in which what was asked last is asked of the other notice (另一个呢); None if it is not that.

        Of several others it is asked back which. Where a list was shown, another of that is meant.
        """
        talk, last = self._choice.talk_of(conversation), next(iter(conversation.topics), None)
        others = [one for one in self._shelf.asked_among(now) if one != talk]
        if not (talk and talk == conversation.notice and others and self._names.asks_for_another(said)):
            return None
        if last is None or not last.question or last.items or self._by_id[talk].occupied(conversation):
            return None
        if len(others) > 1:
            return self._asked_back(others, conversation, last.question, now)
        turn = take(others[0], last.question)
        return self._told_of(Chosen(others[0], named=True), conversation, turn, now)

    def _without_had(self, said: str, chosen: Chosen, conversation: Conversation, now: datetime) -> str:
        """What is asked of a named notice, without what only says which title one has: 我是甲级，乙级要满几年."""
        first, *rest = message_parts(said)
        asked = "".join(rest)
        if not (chosen.named and asked and may_ask(asked)) or may_ask(first):
            return said
        if not self._names.hinted(first) or self._by_id[chosen.notice].occupied(conversation):
            return said
        named = self._choice.named(conversation, asked, now).notices
        return asked if named == {chosen.notice} else said

    def _with_all_introduced(
        self, turn: Turn, notice: str, conversation: Conversation, said: str, now: datetime
    ) -> Turn:
        """The turn in which a greeting names all notices and not the one that answered, as long as none is spoken of."""
        first, *others = turn.replies
        if conversation.notice or others or first.kind not in (Kind.SMALLTALK, Kind.UNKNOWN):
            return turn
        text = self._speech.introduced(self._by_id[notice].answerer.answer(said, now), notice, now)
        if not text:
            return turn
        reply = replace(first, text=text, choices=self._speech.choices(now))
        return Turn((reply,), replace(turn.conversation, offered=reply.choices))

    def _opened(
        self,
        notice: str,
        conversation: Conversation,
        take: Callable[[str, str | Act], Turn],
        now: datetime,
    ) -> Turn:
        """The turn that opens a notice: what awaited it is taken, or it is said how it stands."""
        waiting = conversation.notice_asked
        if waiting.said and notice in waiting.notices:
            turn = _chosen_by_name(take(notice, waiting.said))
            return self._told_of(Chosen(notice, named=True), conversation, turn, now)
        after = replace(opened(conversation, notice), opened=True, notice_asked=NoticeAsked())
        reply = self._speech.opened(self._by_id[notice], now)
        question = self._by_id[notice].open_question(after, now)
        replies = (reply,) if question is None else (replace(reply, choices=()), question)
        turn = of_notice(Turn(replies, replace(after, offered=replies[-1].choices)), notice)
        return replace(turn, conversation=replace(turn.conversation, apart=after.apart))

    def _asked_back(
        self, among: Sequence[str], conversation: Conversation, said: str | Act, now: datetime
    ) -> Turn:
        """The turn that asks which of these notices is meant; words wait for the answer, without private numbers."""
        if isinstance(said, str):
            of = self._by_id[among[0]]
            masked = of.privacy.masked(Message(said, conversation, now))
            asked, reply = NoticeAsked(masked, tuple(among)), self._speech.which(among, None, now)
        else:
            asked, reply = NoticeAsked("", tuple(among)), self._speech.which(among, said, now)
        return Turn((reply,), replace(conversation, offered=reply.choices, notice_asked=asked))

    def _vaguely(
        self,
        notice: str,
        said: str | Act,
        conversation: Conversation,
        take: Callable[[str, str | Act], Turn],
    ) -> Turn:
        """A turn that is about no notice in particular: none is spoken of after it that was not before."""
        turn = take(notice, said)
        after = turn.conversation
        if conversation.notice or _begins_something(conversation, turn):
            return turn
        kept = replace(conversation, role=after.role, offered=after.offered, notice_asked=NoticeAsked())
        return replace(turn, conversation=kept)

    def _told_of(self, chosen: Chosen, before: Conversation, turn: Turn, now: datetime) -> Turn:
        """The turn with a word of which notice is spoken, where it was another before."""
        if chosen.named:
            turn = _chosen_by_name(turn)
        if chosen.notice == before.notice:
            return turn
        told = self._speech.turned_to(chosen.notice, before.notice, now, named=chosen.named)
        return replace(turn, replies=(told, *turn.replies))


def _chosen_by_name(turn: Turn) -> Turn:
    """The turn after which the notice counts as named by the person."""
    return replace(turn, conversation=replace(turn.conversation, opened=True))


def _begins_something(before: Conversation, turn: Turn) -> bool:
    """Whether a turn began or changed more than what was spoken of."""
    after = turn.conversation
    frame = (after.reminders.missing, after.reminders.asked, after.reminders.draft, after.reminders.noted)
    return bool(after.interviews) or after.naming or after.subscriptions != before.subscriptions or any(frame)
