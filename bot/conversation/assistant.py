"""One turn of conversation: (state, message, now) → replies and the next state. Knows no channel and stores nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.conversation.awaited_answers import AwaitedAnswerSkill
from bot.conversation.faq_skill import FaqSkill
from bot.conversation.notices.talks_apart import opened
from bot.conversation.parting import Parting
from bot.conversation.privacy import Privacy, said_beside, warned
from bot.conversation.reminder_skill import ReminderSkill
from bot.conversation.role_skill import RoleSkill
from bot.conversation.short_word_reader import ShortWordReader
from bot.conversation.turn import TALK_ONLY, Channel, Conversation, Message, Skill, Turn
from bot.faq.answer import Answer, Answerer
from bot.hearing.learned_acts import LearnedActs, learn_acts
from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.engine.texts import naming
from bot.interview.talk.person_called import called
from bot.language.markup import without_markup
from bot.language.ordinals import chosen, names_day, ordinal
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_line, in_order
from bot.pack.model import Pack
from bot.pack.spoken import clause_line, days_left, state
from bot.replies.act_ids import act_in_words, id_of, tag_of
from bot.replies.acts import (
    Act,
    AnswerQuestion,
    BeginInterview,
    ChangeAnswer,
    InNotice,
    NoticeAct,
    OrderReminders,
    PickEntry,
    RunCommand,
)
from bot.replies.reply import Choice, Kind, Reply

if TYPE_CHECKING:
    from bot.conversation.interview_skill import InterviewSkill
    from bot.conversation.people_list import Person
    from bot.conversation.people_skill import PeopleSkill
    from bot.interview.result.passages import Passage
    from bot.interview.result.result import Result
    from bot.interview.talk.dialogue import Dialogue, Typed
    from bot.interview.talk.progress import Progress
    from bot.knowledge import Knowledge


_WELCOMES_OTHERS = ("nothing", "day", "item")
"""What is awaited where any other message is as welcome."""
LEAST_SEEN = timedelta(milliseconds=400)
"""For how long a choice must have been in view to be picked: nobody reads a question in less, and a double tap is quicker."""
_MOST_QUESTIONS = 3
"""How many questions are offered where what can be done is told."""


class Assistant:
    """Takes turns by one pack: asks its skills in order. Without a `dialogue` it holds no interviews.

    `acts` gives what was learned of how people ask; it is asked for when it is first needed.
    """

    several = False
    """Whether it speaks of several notices."""

    def __init__(
        self,
        pack: Pack,
        answerer: Answerer,
        dialogue: Dialogue | None = None,
        acts: Callable[[], LearnedActs] = learn_acts,
    ) -> None:
        self.pack = pack
        self.answerer = answerer
        self._faq = FaqSkill(pack, answerer)
        self._interview: InterviewSkill | None = None
        self._people: PeopleSkill | None = None
        reminders = ReminderSkill(pack, answerer, acts)
        self._reminders = reminders
        before: tuple[Skill, ...] = ()
        others: tuple[Skill, ...] = (self._faq,)
        if dialogue is not None:
            from bot.conversation.interview_skill import InterviewSkill
            from bot.conversation.people_skill import PeopleSkill

            self._interview = InterviewSkill(answerer, dialogue)
            self._people = PeopleSkill(pack, self._interview, acts)
            before, others = (self._people,), (self._interview, self._faq)
        self._roles = RoleSkill(pack.facts, self._asked_now)
        awaited = AwaitedAnswerSkill(pack.facts)
        self._skills: tuple[Skill, ...] = (self._roles, awaited, *before, reminders, *others)
        self._parting = Parting(reminders, (*before, *others))
        self._short_words = ShortWordReader(reminders, self._interview, self._faq, self.does())
        self.privacy = Privacy(answerer.private, reminders, pack.notice)
        """Masks the numbers that nobody should send, and addresses."""

    def of(self, conversation: Conversation) -> Assistant:
        """The assistant of the notice that is spoken of."""
        return self

    def default(self, now: datetime) -> Assistant:
        """The assistant of the notice that is meant at `now` (aware) by who names none."""
        return self

    def in_notice(self, notice: str) -> Assistant | None:
        """The assistant of the notice with this id; None if the bot does not speak of it."""
        return self if notice == self.pack.facts.id else None

    @property
    def notices(self) -> tuple[Assistant, ...]:
        """The assistant of each notice, in the order in which the packs were given."""
        return (self,)

    def notice_of(self, conversation: Conversation) -> str:
        """The id of the notice that is spoken of; empty if of several none is yet."""
        return self.pack.facts.id

    def opened(self, conversation: Conversation, notice: str) -> Conversation:
        """The conversation with the talk about `notice` open, as if the person had named it."""
        return conversation

    @property
    def title(self) -> str:
        """What it speaks of, in a few words."""
        return self.pack.facts.short_title

    def has_entry(self, entry: str) -> bool:
        """Whether a notice has this entry."""
        return entry in self.pack.entries

    def own(self, conversation: Conversation) -> Conversation:
        """The conversation with the wishes of the notice that is spoken of alone."""
        return conversation

    def talk_about(self, conversation: Conversation, one: Assistant) -> Conversation:
        """The talk about the notice of `one`, as its assistant knows it."""
        return conversation

    def list_notices(self, conversation: Conversation, now: datetime) -> Reply:
        """The notices and how they stand."""
        lines = self.greeting(now)
        return Reply("\n".join((self.pack.facts.title, lines[-1])), kind=Kind.NOTICE)

    def greeting(self, now: datetime) -> tuple[str, ...]:
        """The greeting: what this is, that it is not official, and whether the call is open."""
        facts = self.pack.facts
        submission = facts.submission
        if submission is None:
            title = message("chat_title", notice=facts.short_title)
            return title, message("chat_unofficial"), message("chat_no_deadline")
        values = {
            "notice": facts.short_title,
            "name": submission.name,
            "year": facts.year,
            "date": facts.substitutions[f"date.{submission.id}"],
        }
        closed = days_left(submission, now, facts) < 0
        standing = "chat_closed" if closed else "chat_open"
        return (
            message("chat_title", **values),
            message("chat_unofficial"),
            message(standing, state=state(submission, now, facts), **values),
        )

    def deadlines(self, now: datetime) -> Reply:
        """The deadlines of the notice, each with the days left or that it is over."""
        facts = self.pack.facts
        days = in_order(facts)
        rows = [deadline_line(one, facts, now) for one in days]
        return Reply("\n".join(rows), deadline_clauses(days), kind=Kind.DEADLINES)

    def turn(
        self,
        conversation: Conversation,
        said: str | Act,
        now: datetime,
        channel: Channel = TALK_ONLY,
        seen_for: timedelta | None = None,
    ) -> Turn:
        """Take one turn at `now` (aware), through `channel`: `said` is what was written, or the act that was picked.

        `seen_for` is how long what was picked had been in view, if the channel knows that: the second tap of a double tap
        is for what was there before, and picks nothing.
        """
        said = without_markup(said) if isinstance(said, str) else said
        local = now.astimezone(self.pack.facts.zone)
        if conversation.apart:
            conversation = opened(conversation, self.pack.facts.id)
        if isinstance(said, NoticeAct):
            if said.tag != tag_of(self.pack.facts.id):
                return _of_a_notice_gone(conversation)
            said = said.act if isinstance(said, InNotice) else RunCommand("/notices")
        if seen_for is not None and seen_for < LEAST_SEEN and not isinstance(said, str):
            return self._too_soon(conversation, local)
        back = None
        if channel.pushes:
            conversation, back = self._reminders.returned(conversation, local)
        picked = self.picked(conversation, said)
        text = picked.label if picked is not None else said if isinstance(said, str) else id_of(said)
        message = Message(text, conversation, local, channel)
        if text == "/notices":
            return Turn((self.list_notices(conversation, local),), conversation)
        turn = self._written(message) if picked is None else self._carried_out(picked.does, message)
        turn = turn if back is None else self._reminders.offering(turn, back, local)
        turn = _older(turn)
        return replace(turn, replies=tuple(map(self.based, turn.replies)))

    def returned(self, conversation: Conversation, now: datetime) -> Turn | None:
        """A turn without a message, of somebody who can be reached again: what rests is offered; None if nothing does."""
        local = now.astimezone(self.pack.facts.zone)
        conversation, back = self._reminders.returned(conversation, local)
        return None if back is None else self._reminders.offering(Turn((), conversation), back, local)

    def _too_soon(self, conversation: Conversation, now: datetime) -> Turn:
        """A turn in which nothing happens; what could be picked still can."""
        said = Reply(message("tapped_too_soon"), choices=conversation.offered, kind=Kind.TOO_SOON)
        question = self._asked_now(conversation, now)
        replies = (said,) if question is None else (replace(said, choices=()), self.based(question))
        return Turn(replies, conversation)

    def reachable(self, conversation: Conversation, now: datetime) -> Turn:
        """A turn without a message, of somebody who can be sent messages from now on: what was noted for them begins."""
        turn = self._reminders.reachable(conversation, now.astimezone(self.pack.facts.zone))
        return replace(turn, replies=tuple(map(self.based, turn.replies)))

    def occupied(self, conversation: Conversation) -> bool:
        """Whether some skill awaits an answer that no other skill may take."""
        return any(skill.awaits(conversation) not in _WELCOMES_OTHERS for skill in self._skills)

    def _written(self, message: Message) -> Turn:
        """Take words; of private numbers nothing is heard, and a word says not to send them."""
        masked = self.privacy.masked(message)
        rest = said_beside(masked)
        if rest:
            turn = self._listed(replace(message, text=rest))
            return replace(turn, replies=warned(turn.replies, rest))
        if rest is None:
            return self._listed(replace(message, text=masked))
        question = self.open_question(message.conversation, message.now)
        replies = warned((question,) if question is not None else (), "")
        return self._carried_out(Turn(replies, message.conversation), replace(message, text=""))

    def _listed(self, message: Message) -> Turn:
        """Take words; of a numbered list each item as a message of its own, and what is asked at the end once."""
        answered = self._reminders.answered(replace(message, occupied=self.occupied(message.conversation)))
        if answered is not None:
            turn, rest = answered
            done = self._carried_out(turn, message)
            return self._one_by_one_after(done, rest, message)
        message = self._roles.told_first(message, self._of_people)
        first, *others = self._parting.listed(message)
        turn = self._in_parts(replace(message, text=first))
        for item in others:
            afresh = replace(turn.conversation, topics=())  # an item follows up no other
            after = self._in_parts(replace(message, text=item, conversation=afresh))
            again = [reply for reply in turn.replies if reply not in after.replies]
            turn = replace(after, replies=(*again, *after.replies))
        return turn

    def _one_by_one_after(self, turn: Turn, rest: str, message: Message) -> Turn:
        """The turn, and behind it that of what else was said."""
        if not rest:
            return turn
        after = self._in_parts(replace(message, text=rest, conversation=turn.conversation))
        return replace(after, replies=(*turn.replies, *after.replies))

    def _of_people(self, message: Message) -> bool:
        """Whether a message is surely about the persons for whom somebody asks."""
        return self._people is not None and self._people.claims(message)

    def _in_parts(self, message: Message) -> Turn:
        """Take words; a message that says several things, part by part.

        What is asked last stands last: a question about reminders, or that of the interview.
        """
        message = self._beside_questions(message)
        before, order, behind = self._parting.parts(message)
        turn = self._one_by_one((*before, order, *behind), message)
        if not (before or behind) or not self.occupied(turn.conversation):
            return turn
        asks = turn.conversation.reminders.missing or turn.conversation.reminders.asked
        others = (*before, *behind)
        return self._one_by_one((*others, order) if asks else (order, *others), message)

    def _beside_questions(self, message: Message) -> Message:
        """A message with what is awaited as it is said."""
        talk = message.conversation
        return replace(message, occupied=self.occupied(talk), typed=self.typed(talk) is not None)

    def _one_by_one(self, parts: tuple[str, ...], message: Message) -> Turn:
        turn = Turn((), message.conversation)
        for part in parts:
            before = turn.conversation
            one = self._beside_questions(replace(message, text=part, conversation=before))
            after = self._carried_out(self._heard(one), one)
            turn = replace(after, replies=(*turn.replies, *after.replies))
        return turn

    def _carried_out(self, taken: Turn | Act, message: Message) -> Turn:
        while not isinstance(taken, Turn):
            taken = self._skill_of(taken).pick(taken, message)
        for skill in self._skills:
            taken = skill.complete(taken, message)
        return taken

    def does(self) -> tuple[Choice, ...]:
        """What can be done: the questions asked most, the interview, reminders."""
        asked = [entry for id in self.pack.most_asked if (entry := self.pack.entries.get(id)) is not None]
        questions = [Choice(PickEntry(one.id), one.title) for one in asked if not one.action]
        interview = (Choice(BeginInterview(), message("interview_label")),) if self.interviews else ()
        remind = Choice(OrderReminders("begin"), message("remind_label"))
        return (*questions[:_MOST_QUESTIONS], *interview, remind)

    def _heard(self, said: Message) -> Turn | Act:
        """Take a short word that people type to any bot; else ask the skills in order, the last of which takes any words."""
        short = self._short_words.hear(said)
        if short is not None:
            return short
        return next(taken for skill in self._skills if (taken := skill.hear(said)) is not None)

    def _skill_of(self, act: Act) -> Skill:
        """The skill that an act belongs to; without an interview the FAQ skill takes the interview's acts."""
        return next((skill for skill in self._skills if isinstance(act, skill.acts)), self._faq)

    def ask(self, question: str, now: datetime) -> tuple[str, Answer]:
        """The answer to a question outside any conversation, and the id of its notice; empty if it is asked which is meant."""
        return self.pack.facts.id, self.answerer.answer(question, now)

    def suggestions(self, said: str, now: datetime, most: int = 5) -> tuple[tuple[str, Reply], ...]:
        """Answers to `said` outside any conversation, the likeliest first, each with its title."""
        return self._faq.suggestions(said, now, most)

    def tells_role(self, text: str) -> bool:
        """Whether words say who somebody is, and nothing else."""
        return self._roles.is_told_in(text)

    @property
    def rules(self) -> str:
        """A version of the interview's rules that changes when they do; empty if there is no interview."""
        return self._interview.dialogue.rules if self._interview is not None else ""

    @property
    def interviews(self) -> bool:
        """Whether it can hold interviews."""
        return self._interview is not None

    def started(self, answers: Mapping[str, Any], asking: str | None, now: datetime) -> Progress:
        """The state of an interview that holds `answers` and asks `asking` (None: whatever comes next)."""
        assert self._interview is not None
        return self._interview.dialogue.started(answers, asking, now.astimezone(self.pack.facts.zone))

    def interview(self, conversation: Conversation) -> Progress | None:
        """The state of the open interview; None if none is open."""
        return conversation.interview if self._interview is not None else None

    def typed(self, conversation: Conversation) -> Typed | None:
        """How the answer that the open interview awaits now is typed; None if it is picked, or none is awaited."""
        progress = conversation.interview
        if progress is None or self._interview is None:
            return None
        return self._interview.dialogue.typed(progress)

    def open_question(self, conversation: Conversation, now: datetime) -> Reply | None:
        """Repeat the open question of the interview; None if it asks nothing."""
        if self._interview is None:
            return None
        question = self._interview.open_question(conversation, now.astimezone(self.pack.facts.zone))
        return None if question is None else self.based(question)

    def _asked_now(self, conversation: Conversation, now: datetime) -> Reply | None:
        """The open question of the interview if it awaits an answer now; None if there is none, or it rests."""
        progress = conversation.interview
        awaits = progress is not None and progress.awaits_answer
        return self.open_question(conversation, now) if awaits else None

    def result(self, conversation: Conversation, now: datetime) -> Result | None:
        """The result of the open interview; None if there is none or it has no verdict."""
        progress = conversation.interview
        if progress is None or self._interview is None or not progress.verdict:
            return None
        local = now.astimezone(self.pack.facts.zone)
        result = self._interview.about(conversation.name).result(progress, local)
        return naming(result, called(conversation.name))

    def people(self, conversation: Conversation, now: datetime) -> tuple[Person, ...]:
        """The persons for whom somebody asked, as they stand at `now` (aware)."""
        return () if self._people is None else self._people.people(conversation, now)

    def document(self, conversation: Conversation, now: datetime) -> tuple[Passage, ...]:
        """The result of the open interview as a text to keep; empty if there is none or it has no verdict."""
        result = self.result(conversation, now)
        if result is None:
            return ()
        from bot.conversation.people_list import shown_name
        from bot.interview.result.document import document

        return document(result, shown_name(conversation.name), self.pack, now)

    def questions_left(self, conversation: Conversation, now: datetime) -> int:
        """An estimate of how many questions the open interview still has; 0 if none is open or it is done."""
        progress = conversation.interview
        if progress is None or self._interview is None:
            return 0
        if not self._interview.dialogue.knows(progress.asking):
            return 0
        return self._interview.dialogue.left(progress, now.astimezone(self.pack.facts.zone))

    def based(self, reply: Reply) -> Reply:
        """Name the clauses below the reply, unless its text does so."""
        if reply.basis or reply.cited:
            return reply
        return replace(reply, basis=clause_line(reply.clauses, self.pack))

    def picked(self, conversation: Conversation, said: str | Act) -> Choice | None:
        """The choice that `said` is or names by id, label or position; choices of older messages count too."""
        wanted = unicodedata.normalize("NFKC", said).strip() if isinstance(said, str) else id_of(said)
        for choice in conversation.offered:
            if wanted in (choice.id, unicodedata.normalize("NFKC", choice.label)):
                return choice
        act = act_in_words(wanted) if isinstance(said, str) else said
        if isinstance(act, PickEntry):
            if act.entry in self.pack.entries:
                return Choice(act, self.pack.entries[act.entry].title)
        elif act is not None:
            return Choice(act, wanted)
        answers = _answers(conversation.offered)
        place = ordinal(wanted, among_options=bool(answers))
        awaited = {skill.awaits(conversation) for skill in self._skills}
        day = names_day(wanted) and awaited & {"day", "item"}
        if place is None or day or awaited & {"number", "item"}:
            return None
        return chosen((answers or conversation.offered) if place < 1 else conversation.offered, place)


def _of_a_notice_gone(conversation: Conversation) -> Turn:
    """A turn for what was offered when the bot spoke of another notice."""
    return Turn((Reply(message("notice_gone"), kind=Kind.STALE),), conversation)


def _older(turn: Turn) -> Turn:
    """The turn, after which the last reminders are a turn older."""
    after = turn.conversation
    reminders = after.reminders.after_turn()
    return (
        turn
        if reminders is after.reminders
        else replace(turn, conversation=replace(after, reminders=reminders))
    )


def _answers(offered: Sequence[Choice]) -> Sequence[Choice]:
    """The choices of an interview that places count: the answers alone, so that the last is neither 不清楚 nor 先到这里."""
    return [
        choice
        for choice in offered
        if isinstance(choice.does, ChangeAnswer)
        or (isinstance(choice.does, AnswerQuestion) and choice.does.value != UNKNOWN_ANSWER)
    ]


def assistant_of(knowledge: Knowledge) -> Assistant:
    """Create the assistant of `knowledge`, with its interview."""
    interview = knowledge.interview
    if interview is None:
        return Assistant(knowledge.pack, knowledge.answerer(), acts=lambda: knowledge.acts)
    from bot.interview.engine.assessment import Assessor
    from bot.interview.talk.dialogue import Dialogue

    def acts() -> LearnedActs:
        return knowledge.acts

    dialogue = Dialogue(knowledge.pack, Assessor(interview), lambda: knowledge.reader, knowledge.rules, acts)
    return Assistant(knowledge.pack, knowledge.answerer(), dialogue, acts)
