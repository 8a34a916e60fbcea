"""The FAQ skill: answers questions about the notice, offers choices, and passes orders to other skills."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.turn import Conversation, Message, Skill, Turn
from bot.faq.answer import SURE, Answer, Answerer
from bot.language.question_words import may_ask
from bot.messages import message as words
from bot.pack.model import Pack
from bot.pack.spoken import contact_line
from bot.replies.act_ids import id_of
from bot.replies.acts import Act, BeginInterview, NoneOfThese, OrderReminders, PickEntry, RunCommand
from bot.replies.reply import Choice, Kind, Reply

_ORDERS: dict[str, Act] = {"interview": BeginInterview(), "remind": OrderReminders("begin")}


MOST_NEXT = 2
"""Questions that are offered under an answer."""


class FaqSkill(Skill):
    """Answers from one pack; takes any message."""

    acts = PickEntry | NoneOfThese | RunCommand

    def __init__(self, pack: Pack, answerer: Answerer) -> None:
        self._pack = pack
        self._answerer = answerer

    def claims(self, message: Message) -> bool:
        """Whether words are surely a question about the notice."""
        return may_ask(message.text) and self._answer(message).certainty >= SURE

    def pick(self, act: Act, message: Message) -> Turn | Act:
        """The answer of the picked entry, or the act for another skill that it stands for."""
        conversation, entry = message.conversation, id_of(act)
        if isinstance(act, NoneOfThese):
            return Turn((self._none(),), replace(conversation, offered=()))
        known = entry in self._pack.entries
        answer = self._answerer.entry(entry, message.now) if known else self._answer(message)
        order = _order(answer)
        if order is not None and order != act:
            return order
        return self.answered(conversation, answer)

    def hear(self, message: Message) -> Turn | Act:
        """The answer to a question, or the act for another skill that it asks for."""
        answer = self._answer(message)
        return _order(answer) or self.answered(message.conversation, answer)

    def _answer(self, message: Message) -> Answer:
        return self._answerer.answer(message.text, message.now, message.conversation.topics)

    def answered(self, conversation: Conversation, answer: Answer) -> Turn:
        """A turn with an answer and what can be picked under it: what was meant, or what people ask next."""
        reply = replace(answer.reply, choices=self._choices(answer) or self._next(conversation, answer))
        return Turn((reply,), replace(conversation.having_spoken_of(answer.topic), offered=reply.choices))

    def _choices(self, answer: Answer) -> tuple[Choice, ...]:
        """What an answer lets one pick by itself."""
        if answer.choices:
            return (*answer.choices, Choice(NoneOfThese(), words("none_of_these")))
        if answer.outcome == "answer" and answer.action == "interview" and self._has_interview:
            return (Choice(BeginInterview(), words("interview_label")),)
        return ()

    def _next(self, conversation: Conversation, answer: Answer) -> tuple[Choice, ...]:
        """What people ask next, that was not spoken of yet; nothing beside a list, of which a number picks."""
        topic = answer.topic
        if topic is None or topic.items or answer.outcome not in ("answer", "not_said"):
            return ()
        told = {id for one in (topic, *conversation.topics) for id in one.entries}
        entries = [self._pack.entries[id] for id in topic.entries if id in self._pack.entries]
        ids = dict.fromkeys(id for entry in entries for id in (*entry.follow_ups, entry.then))
        others = [self._pack.entries[id] for id in ids if id in self._pack.entries and id not in told]
        asked = [entry for entry in others if entry.kind in ("answer", "not_said")]
        return tuple(Choice(PickEntry(entry.id), entry.title) for entry in asked[:MOST_NEXT])

    def before(self, message: Message) -> Turn | None:
        """Tell again what was answered before the last answer; None if nothing was."""
        known = [
            topic
            for topic in message.conversation.topics
            if topic.entries and topic.entries[0] in self._pack.entries
        ]
        if len(known) < 2:
            return None
        rest = message.conversation.topics[message.conversation.topics.index(known[1]) :]
        answer = self._answerer.entry(known[1].entries[0], message.now)
        return self.answered(replace(message.conversation, topics=rest), answer)

    def suggestions(self, said: str, now: datetime, most: int) -> tuple[tuple[str, Reply], ...]:
        """Answers to `said` outside any conversation, the likeliest first, each with its title."""
        answer = self._answerer.answer(said, now)
        ids = answer.entries if answer.outcome in ("answer", "not_said") else ()
        if answer.outcome == "choices":
            ids = tuple(choice.id for choice in answer.choices)
        entries = [self._pack.entries[id] for id in dict.fromkeys(ids) if id in self._pack.entries][:most]
        if len(entries) == 1:
            return ((entries[0].title, self._alone(answer)),)
        return tuple((entry.title, self._alone(self._answerer.entry(entry.id, now))) for entry in entries)

    def _alone(self, answer: Answer) -> Reply:
        return replace(answer.reply, choices=self._choices(answer))

    @property
    def _has_interview(self) -> bool:
        return any(entry.action == "interview" for entry in self._pack.entries.values())

    def _none(self) -> Reply:
        """The turn after 都不是: none of the choices was meant."""
        phone = contact_line(self._pack.facts.hand_off)
        contacts = next((one for one in self._pack.entries.values() if one.action == "handoff"), None)
        clauses = contacts.clauses if contacts else ()
        return Reply(words("none_chosen", phone=phone), clauses, kind=Kind.UNKNOWN, cited=True)


def _order(answer: Answer) -> Act | None:
    """The act of another skill that an answer asks for; None if it does not."""
    return _ORDERS.get(answer.action or "") if answer.outcome == "action" else None
