"""One turn of conversation: (state, message, now) → replies and the next state. Knows no channel and keeps nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from bot.faq.answer import Answer, Answerer
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.speech import clause_line, days_left, state

if TYPE_CHECKING:
    from bot.interview.dialogue import Dialogue, Line, Outcome, Progress
    from bot.knowledge import Knowledge

NONE = "none"
"""The id of the choice 都不是."""
ME = "本人"
_INTERVIEW = "action_interview"
_ORDINAL = re.compile(r"^(?:第|选|选择|我选|要)?\s*([0-9]{1,2})(?:\s*个|\s*号|\s*项|\s*条)?[.。、)]?$")
_CHINESE_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_ASKS = re.compile(r"[?？]|吗|什么|啥|怎么|咋|如何|哪|几|多少|是不是|要不要|为什么|谁")
_OTHER = re.compile(r"^(?:换一?个?人|换人|给别人问|帮别人问|再问一个人|换一个)$")
_FOR = re.compile(
    r"^(?:给|帮|替)(?!别人|人家|其他人|忙|你|我(?:问|看|查|测|算))(我?\S{1,6}?)(?:问|看|查|测|算)(?:一下|一问|问看|问|看看?)?[吧。]?$"
)
_LIST = re.compile(r"^(?:名单|都有谁|有哪些人)$")
_CANCEL = re.compile(r"^(?:算了|取消|不用了?|不问了|先到这里?|暂停|退出|返回)$")
_LONGEST_NAME = 20
SURE = 0.9
"""Confidence from which a question in the middle of an interview is answered before it is read as a reply."""


@dataclass(frozen=True)
class Choice:
    """Something that can be picked: its id, and the label that people see."""

    id: str
    label: str


@dataclass(frozen=True)
class Reply:
    """One message to the person: text, the clauses it rests on, and what can be picked under it.

    `attachment` names a file that belongs to it, which the channel gives in its own form; `entry` is the first entry
    that it answers with, for feedback.
    """

    text: str
    clauses: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    basis: str = ""
    attachment: Literal["", "calendar"] = ""
    entry: str = ""

    @property
    def whole(self) -> str:
        """The text with its clause line below."""
        return f"{self.text}\n{self.basis}" if self.basis else self.text

    def to_plain(self) -> dict[str, Any]:
        """The reply as JSON can hold it."""
        choices = [[choice.id, choice.label] for choice in self.choices]
        return {**self.__dict__, "clauses": list(self.clauses), "choices": choices}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Reply:
        """A reply out of what `to_plain` gave. Raises TypeError or KeyError where it is none."""
        choices = tuple(Choice(id, label) for id, label in plain["choices"])
        return cls(**{**plain, "clauses": tuple(plain["clauses"]), "choices": choices})


@dataclass(frozen=True)
class Channel:
    """What the assistant must know of the channel that a message came through: whether it can send by itself."""

    pushes: bool = False


TALK_ONLY = Channel()
"""A channel that answers and no more, such as a terminal or a page."""


@dataclass(frozen=True)
class Conversation:
    """What a conversation must remember between turns.

    The question before and what answered it, what was offered; whose interview is open (`name`, empty where none
    is), whether a name is awaited, all interviews by name and all subscriptions by id as plain data.
    """

    question: str = ""
    entry: str = ""
    offered: tuple[Choice, ...] = ()
    name: str = ""
    naming: bool = False
    interviews: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    subscriptions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """All but the interviews and subscriptions, as JSON can hold it."""
        offered = [[choice.id, choice.label] for choice in self.offered]
        return {
            "question": self.question,
            "entry": self.entry,
            "offered": offered,
            "name": self.name,
            "naming": self.naming,
        }

    @classmethod
    def from_plain(
        cls,
        plain: Mapping[str, Any],
        interviews: Mapping[str, Mapping[str, Any]],
        subscriptions: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Conversation:
        """A conversation out of what `to_plain` gave, with its interviews and subscriptions. Unknown parts are left out."""
        offered = tuple(Choice(id, label) for id, label in plain.get("offered", ()))
        return cls(
            question=str(plain.get("question", "")),
            entry=str(plain.get("entry", "")),
            offered=offered,
            name=str(plain.get("name", "")),
            naming=bool(plain.get("naming")),
            interviews=interviews,
            subscriptions=subscriptions or {},
        )


@dataclass(frozen=True)
class Turn:
    """The replies to one message, and the conversation after it."""

    replies: tuple[Reply, ...]
    conversation: Conversation = field(default_factory=Conversation)


class Assistant:
    """Takes turns from one pack; without a dialogue it answers questions alone."""

    def __init__(self, pack: Pack, answerer: Answerer, dialogue: Dialogue | None = None) -> None:
        self.pack = pack
        self._answerer = answerer
        self._dialogue = dialogue

    def greeting(self, now: datetime) -> tuple[str, ...]:
        """The lines at the start: what this is, that it is not official, how the call stands."""
        facts = self.pack.facts
        first = min(facts.milestones.values(), key=lambda milestone: (milestone.derived, milestone.day))
        values = {
            "notice": facts.short_title,
            "year": facts.year,
            "date": facts.substitutions[f"date.{first.id}"],
        }
        closed = days_left(first, now, facts) < 0
        standing = "chat_closed" if closed else "chat_open"
        return (
            message("chat_title", **values),
            message("chat_unofficial"),
            message(standing, state=state(first, now, facts), **values),
        )

    def deadlines(self, now: datetime) -> Reply:
        """The days of the notice, each with how it stands."""
        facts = self.pack.facts
        rows = [
            message(
                "deadline_line",
                name=milestone.name,
                date=facts.substitutions[f"date.{milestone.id}"],
                state=state(milestone, now, facts),
            )
            for milestone in sorted(facts.milestones.values(), key=lambda milestone: milestone.day)
        ]
        clauses = tuple(dict.fromkeys(c for m in facts.milestones.values() for c in m.clauses))
        return Reply("\n".join(rows), clauses)

    def turn(
        self, conversation: Conversation, said: str, now: datetime, channel: Channel = TALK_ONLY
    ) -> Turn:
        """One turn: what `said` is answered with at `now` (aware), through `channel`."""
        local = now.astimezone(self.pack.facts.zone)
        picked = self._picked(conversation, said)
        if self._dialogue is not None:
            turn = self._interview_turn(self._dialogue, conversation, said, picked, local)
            if turn is not None:
                return turn
        if picked is not None:
            return self._pick(conversation, picked, local)
        answer = self._answerer.answer(said, now, conversation.question, conversation.entry)
        if answer.action == "interview" and answer.outcome == "action" and self._dialogue is not None:
            return self._open(self._dialogue, conversation, conversation.name or ME, local)
        return self._turn(conversation, said, answer)

    def status(self, conversation: Conversation) -> dict[str, str] | None:
        """How the open interview stands: what it asks, or its verdict; None where none is open."""
        progress = self._progress(conversation)
        if progress is None:
            return None
        return {"asking": progress.asking} if progress.asking else {"verdict": progress.verdict}

    @property
    def interviews(self) -> bool:
        """Whether it can hold interviews."""
        return self._dialogue is not None

    def interview(self, conversation: Conversation) -> Progress | None:
        """The open interview as it stands; None where none is open."""
        return self._progress(conversation)

    def open_question(self, conversation: Conversation, now: datetime) -> Reply | None:
        """What the open interview asks, once more; None where it asks nothing."""
        progress = self._progress(conversation)
        if progress is None or self._dialogue is None or not self._dialogue.knows(progress.asking):
            return None
        local = now.astimezone(self.pack.facts.zone)
        return self._reply(self._dialogue.question(progress, local)[-1])

    def outcome(self, conversation: Conversation, now: datetime) -> Outcome | None:
        """What the open interview came to, taken apart; None where there is none or it has no verdict."""
        progress = self._progress(conversation)
        if progress is None or self._dialogue is None or not progress.verdict:
            return None
        return self._dialogue.outcome(progress, now.astimezone(self.pack.facts.zone))

    def questions_left(self, conversation: Conversation, now: datetime) -> int:
        """About how many questions the open interview still has; 0 where none is open or it is done."""
        progress = self._progress(conversation)
        if progress is None or self._dialogue is None or not self._dialogue.knows(progress.asking):
            return 0
        return self._dialogue.left(progress, now.astimezone(self.pack.facts.zone))

    # ── the interview ──

    def _progress(self, conversation: Conversation) -> Progress | None:
        plain = conversation.interviews.get(conversation.name) if conversation.name else None
        if plain is None:
            return None
        from bot.interview.dialogue import Progress

        return Progress.from_plain(plain)

    def _interview_turn(
        self, dialogue: Dialogue, conversation: Conversation, said: str, picked: Choice | None, now: datetime
    ) -> Turn | None:
        """What the interview makes of a message; None where it is not for the interview."""
        if picked is not None and picked.id == _INTERVIEW:
            return self._open(dialogue, conversation, conversation.name or ME, now)
        whose = self._whose(dialogue, conversation, said.strip(), now)
        if whose is not None:
            return whose
        conversation = replace(conversation, naming=False)
        if picked is not None and picked.id.startswith("iv:name:"):
            return self._open(dialogue, conversation, picked.id.removeprefix("iv:name:"), now)
        progress = self._progress(conversation)
        if progress is None or (picked is not None and not picked.id.startswith("iv:")):
            return None
        asking = bool(progress.asking) and not progress.paused
        if picked is None and asking and _ASKS.search(said) and not dialogue.is_command(said):
            aside = self._aside(dialogue, conversation, progress, said, now, SURE)
            if aside is not None:
                return aside
        heard = dialogue.hear(progress, picked.id if picked else said, now)
        if heard is not None:
            return self._said(conversation, conversation.name, *heard)
        return self._aside(dialogue, conversation, progress, said, now, 0.0) if asking else None

    def _whose(self, dialogue: Dialogue, conversation: Conversation, said: str, now: datetime) -> Turn | None:
        """Whose interview is to be held: a name that was asked for or is said, the list of names; None where the
        message is about no person."""
        if conversation.naming and not (_ASKS.search(said) or _LIST.match(said)):
            if not _CANCEL.match(said):
                return self._open(dialogue, conversation, _name(said), now)
            if self._progress(conversation) is not None:
                return self._open(dialogue, conversation, conversation.name, now)
        named = _FOR.match(said)
        if named is not None:
            return self._open(dialogue, conversation, _name(named[1]), now)
        if _OTHER.match(said):
            return Turn((Reply(message("interview_whose")),), replace(conversation, naming=True, offered=()))
        if _LIST.match(said) and conversation.interviews:
            names = tuple(Choice(f"iv:name:{name}", name) for name in conversation.interviews)
            listed = replace(conversation, naming=False, offered=names)
            return Turn((Reply(message("interview_names"), (), names),), listed)
        return None

    def _aside(
        self,
        dialogue: Dialogue,
        conversation: Conversation,
        progress: Progress,
        said: str,
        now: datetime,
        bar: float,
    ) -> Turn | None:
        """A question in the middle of an interview: its answer, then the open question again."""
        answer = self._answerer.answer(said, now, conversation.question, conversation.entry)
        if answer.score < bar or (bar and answer.outcome not in ("answer", "not_said")):
            return None
        chat = answer.outcome == "smalltalk"
        if answer.outcome in ("choices", "unknown", "action") or not (bar or chat or _ASKS.search(said)):
            first = Reply(message("interview_not_understood"))
        else:
            first = Reply(answer.body, answer.clauses, (), answer.basis)
        again = tuple(self._reply(line) for line in dialogue.question(progress, now))
        offered = again[-1].choices if again else ()
        return Turn((first, *again), replace(conversation, offered=offered))

    def _open(self, dialogue: Dialogue, conversation: Conversation, name: str, now: datetime) -> Turn:
        """Begin the interview of `name`, or take it up where it stopped."""
        kept = replace(conversation, name=name, naming=False)
        progress = self._progress(kept)
        after, lines = dialogue.begin(now) if progress is None else dialogue.resume(progress, now)
        turn = self._said(kept, name, after, lines)
        if name == ME and not {*conversation.interviews} - {ME}:
            return turn
        return replace(turn, replies=(Reply(message("interview_of", name=name)), *turn.replies))

    def _said(
        self, conversation: Conversation, name: str, progress: Progress, lines: tuple[Line, ...]
    ) -> Turn:
        replies = tuple(self._reply(line) for line in lines)
        offered = next((reply.choices for reply in reversed(replies) if reply.choices), ())
        interviews = {**conversation.interviews, name: progress.to_plain()}
        after = replace(conversation, name=name, naming=False, interviews=interviews, offered=offered)
        return Turn(replies, after)

    def _reply(self, line: Line) -> Reply:
        choices = tuple(Choice(button.id, button.label) for button in line.buttons)
        basis = "" if line.cited else clause_line(line.clauses, self.pack)
        return Reply(line.text, line.clauses, choices, basis)

    # ── questions and choices ──

    def _picked(self, conversation: Conversation, said: str) -> Choice | None:
        """The offered choice that `said` names by number, id or label; None where it names none."""
        wanted = unicodedata.normalize("NFKC", said).strip()
        for choice in conversation.offered:
            if wanted in (choice.id, choice.label):
                return choice
        if wanted in self.pack.entries and "_" in wanted:  # an offer of an older message, tapped
            return Choice(wanted, self.pack.entries[wanted].title)
        match = _ORDINAL.match(wanted.translate(_CHINESE_DIGITS))
        number = int(match[1]) if match else 0
        if 1 <= number <= len(conversation.offered) and not self._wants_number(conversation):
            return conversation.offered[number - 1]
        return None

    def _wants_number(self, conversation: Conversation) -> bool:
        """Whether the open question is answered by a number, so that a number is no pick from the list."""
        progress = self._progress(conversation)
        return progress is not None and self._dialogue is not None and self._dialogue.wants_number(progress)

    def _pick(self, conversation: Conversation, choice: Choice, now: datetime) -> Turn:
        if choice.id == NONE:
            contacts = self.pack.entries.get("action_handoff")
            clauses = contacts.clauses if contacts else ()
            reply = Reply(message("none_chosen", phone=self._phone()), clauses)
            return Turn((reply,), replace(conversation, question="", entry="", offered=()))
        turn = self._turn(conversation, choice.label, self._answerer.entry(choice.id, now))
        return replace(turn, conversation=replace(turn.conversation, question=choice.label))

    def _phone(self) -> str:
        contact = next(iter(self.pack.facts.contacts.values()))
        return f"{contact.office}{contact.person} {contact.phone}"

    def _turn(self, conversation: Conversation, said: str, answer: Answer) -> Turn:
        choices = tuple(Choice(choice.entry, choice.title) for choice in answer.choices)
        if choices:
            choices = (*choices, Choice(NONE, message("none_of_these")))
        elif answer.outcome == "answer" and answer.action == "interview" and _INTERVIEW in self.pack.entries:
            choices = (Choice(_INTERVIEW, message("interview_label")),)
        entry = answer.entries[0] if answer.entries else ""
        reply = Reply(answer.body, answer.clauses, choices, answer.basis, entry=entry)
        keep = answer.outcome in ("answer", "not_said", "action", "choices")
        after = replace(
            conversation,
            question=said if keep else "",
            entry=entry if keep else "",
            offered=choices,
        )
        return Turn((reply,), after)


def _name(said: str) -> str:
    """A name as it is kept: printable, on one line, not too long."""
    printable = "".join(character for character in said if character.isprintable() or character.isspace())
    return " ".join(printable.split())[:_LONGEST_NAME].strip() or ME


def assistant_of(knowledge: Knowledge) -> Assistant:
    """Takes turns from `knowledge`, interview and all."""
    interview = knowledge.interview
    if interview is None:
        return Assistant(knowledge.pack, knowledge.answerer())
    from bot.interview.assessment import Assessor
    from bot.interview.dialogue import Dialogue

    index = knowledge.index
    dialogue = Dialogue(knowledge.pack, Assessor(interview), index.read, index.crafts_in, knowledge.rules)
    return Assistant(knowledge.pack, knowledge.answerer(), dialogue)
