"""One turn of conversation: (state, message, now) → replies and the next state. Knows no channel and keeps nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.faq.answer import Answer, Answerer
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.speech import days_left, state

NONE = "none"
"""The id of the choice 都不是."""
_INTERVIEW = "action_interview"
_ORDINAL = re.compile(r"^(?:第|选|选择|我选|要)?\s*([0-9]{1,2})(?:\s*个|\s*号|\s*项|\s*条)?[.。、)]?$")
_CHINESE_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


@dataclass(frozen=True)
class Choice:
    """Something that can be picked: its id, and the label that people see."""

    id: str
    label: str


@dataclass(frozen=True)
class Reply:
    """One message to the person: text, the clauses it rests on, and what can be picked under it."""

    text: str
    clauses: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class Conversation:
    """What a conversation must remember between turns: the question before, what answered it, what was offered."""

    question: str = ""
    entry: str = ""
    offered: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Turn:
    """The replies to one message, and the conversation after it."""

    replies: tuple[Reply, ...]
    conversation: Conversation = field(default_factory=Conversation)


class Assistant:
    """Takes turns from one pack."""

    def __init__(self, pack: Pack, answerer: Answerer) -> None:
        self.pack = pack
        self._answerer = answerer

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

    def turn(self, conversation: Conversation, said: str, now: datetime) -> Turn:
        """One turn: what `said` is answered with at `now` (aware)."""
        picked = self._picked(conversation, said)
        if picked is not None:
            return self._pick(conversation, picked, now)
        answer = self._answerer.answer(said, now, conversation.question, conversation.entry)
        return self._turn(said, answer)

    def _picked(self, conversation: Conversation, said: str) -> Choice | None:
        """The offered choice that `said` names by number, id or label; None where it names none."""
        wanted = unicodedata.normalize("NFKC", said).strip()
        for choice in conversation.offered:
            if wanted in (choice.id, choice.label):
                return choice
        match = _ORDINAL.match(wanted.translate(_CHINESE_DIGITS))
        number = int(match[1]) if match else 0
        if 1 <= number <= len(conversation.offered):
            return conversation.offered[number - 1]
        return None

    def _pick(self, conversation: Conversation, choice: Choice, now: datetime) -> Turn:
        if choice.id == NONE:
            contacts = self.pack.entries.get("action_handoff")
            clauses = contacts.clauses if contacts else ()
            return Turn((Reply(message("none_chosen", phone=self._phone()), clauses),), Conversation())
        answer = self._answerer.entry(choice.id, now)
        turn = self._turn(conversation.question or choice.label, answer)
        return replace(turn, conversation=replace(turn.conversation, question=choice.label))

    def _phone(self) -> str:
        contact = next(iter(self.pack.facts.contacts.values()))
        return f"{contact.office}{contact.person} {contact.phone}"

    def _turn(self, said: str, answer: Answer) -> Turn:
        choices = tuple(Choice(choice.entry, choice.title) for choice in answer.choices)
        if choices:
            choices = (*choices, Choice(NONE, message("none_of_these")))
        elif answer.outcome == "answer" and answer.action == "interview" and _INTERVIEW in self.pack.entries:
            choices = (Choice(_INTERVIEW, message("interview_label")),)
        reply = Reply(answer.body, answer.clauses, choices, answer.basis)
        keep = answer.outcome in ("answer", "not_said", "action", "choices")
        return Turn(
            (reply,),
            Conversation(
                question=said if keep else "",
                entry=answer.entries[0] if answer.entries and keep else "",
                offered=choices,
            ),
        )
