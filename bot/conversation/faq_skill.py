"""Questions about the notice within a turn of conversation: answers, what can be picked, and orders for other skills."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.state import Conversation
from bot.conversation.turn import Awaited, Message, Turn
from bot.faq.answer import Answer, Answerer
from bot.messages import message as words
from bot.pack.model import Pack
from bot.pack.spoken import contact_line
from bot.replies.act_ids import id_of
from bot.replies.acts import Act, BeginInterview, NoneOfThese, OrderReminders, PickEntry
from bot.replies.reply import Choice, Kind, Reply

_ORDERS: dict[str, Act] = {"interview": BeginInterview(), "remind": OrderReminders("begin")}
_REMEMBERED = ("answer", "not_said", "action", "choices")
"""After which outcomes the next question may lean on this one."""


class FaqSkill:
    """Answers from one pack; takes every message that comes to it."""

    def __init__(self, pack: Pack, answerer: Answerer) -> None:
        self._pack = pack
        self._answerer = answerer

    def awaits(self, conversation: Conversation) -> Awaited:
        """Nothing."""
        return "nothing"

    def take(self, message: Message) -> Turn | Act:
        """The answer to a question or to what was picked; the order, where it is one."""
        conversation, act = message.conversation, message.act
        if isinstance(act, NoneOfThese):
            return Turn((self._none(),), replace(conversation, question="", entry="", offered=()))
        entry = act.entry if isinstance(act, PickEntry) else id_of(act) if act is not None else ""
        if entry in self._pack.entries:
            answer = self._answerer.entry(entry, message.now)
        else:
            answer = self._answerer.answer(
                message.text, message.now, conversation.question, conversation.entry
            )
        order = _ORDERS.get(answer.action or "") if answer.outcome == "action" else None
        if order is not None and order != act:
            return order
        turn = self.answered(conversation, message.text, answer)
        picked = replace(turn.conversation, question=message.text)
        return turn if act is None else replace(turn, conversation=picked)

    def complete(self, turn: Turn, message: Message) -> Turn:
        """As it is."""
        return turn

    def answered(self, conversation: Conversation, said: str, answer: Answer) -> Turn:
        """An answer with what can be picked under it."""
        choices = answer.choices
        if choices:
            choices = (*choices, Choice(NoneOfThese(), words("none_of_these")))
        elif answer.outcome == "answer" and answer.action == "interview" and self._has_interview:
            choices = (Choice(BeginInterview(), words("interview_label")),)
        reply = replace(answer.reply, choices=choices)
        keep = answer.outcome in _REMEMBERED
        after = replace(
            conversation,
            question=said if keep else "",
            entry=reply.entry if keep else "",
            offered=choices,
        )
        return Turn((reply,), after)

    def suggestions(self, said: str, now: datetime, most: int) -> tuple[tuple[str, Reply], ...]:
        """What can be said to `said` without any conversation: titles, the likeliest first, each with its answer."""
        answer = self._answerer.answer(said, now)
        ids = answer.entries if answer.outcome in ("answer", "not_said") else ()
        if answer.outcome == "choices":
            ids = tuple(choice.id for choice in answer.choices)
        entries = [self._pack.entries[id] for id in dict.fromkeys(ids) if id in self._pack.entries][:most]
        if len(entries) == 1:
            return ((entries[0].title, self._alone(said, answer)),)
        return tuple((entry.title, self._alone("", self._answerer.entry(entry.id, now))) for entry in entries)

    def _alone(self, said: str, answer: Answer) -> Reply:
        return self.answered(Conversation(), said, answer).replies[0]

    @property
    def _has_interview(self) -> bool:
        return id_of(BeginInterview()) in self._pack.entries

    def _none(self) -> Reply:
        """What to do where none of the choices was meant."""
        phone = contact_line(self._pack.facts.hand_off)
        contacts = self._pack.entries.get("action_handoff")
        clauses = contacts.clauses if contacts else ()
        return Reply(words("none_chosen", phone=phone), clauses, kind=Kind.UNKNOWN)
