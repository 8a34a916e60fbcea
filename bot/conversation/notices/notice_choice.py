"""Which of several notices words are meant for: named, spoken of, or the only one that knows them; else it is asked back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_names import NoticeNames
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.conversation.turn import Conversation
from bot.faq.answer import SURE, Answer
from bot.language.question_words import may_ask
from bot.reminders.reading.said import speaks_of_reminding

KNOWS_MORE = 2
"""How many more pairs of characters of a question another notice must know to be asked it, though the one spoken of answers."""
NEAR = 0.8
"""The share of what the best knows of a question from which another notice could be meant as well."""
_ORDERED = ("interview", "remind")
_SAYS = ("answer", "not_said", "choices")


@dataclass(frozen=True)
class Chosen:
    """The notice that words are meant for, by its id, or those `among` which it is to be asked which.

    `named`: the person named it, and `rest` is what they said behind its name, if that stood first. `vague`: the words are
    about none in particular, and the notice is only who answers.
    """

    notice: str = ""
    among: tuple[str, ...] = ()
    named: bool = False
    vague: bool = False
    rest: str = ""


class NoticeChoice:
    """Chooses among the notices of `assistants`, by id.

    Each question is read with all of them, by what of it they know; at most two are then asked for an answer.
    """

    def __init__(self, assistants: Mapping[str, Assistant], shelf: NoticeShelf, names: NoticeNames) -> None:
        self._assistants = assistants
        self._shelf = shelf
        self._names = names

    def of(self, conversation: Conversation, text: str, now: datetime) -> Chosen:
        """The notice for words that were said at `now` (aware)."""
        named, talk = self._names.named(text, now), self.talk_of(conversation)
        if talk and self._assistants[talk].occupied(conversation):
            away = len(named.notices) == 1 and talk not in named.notices and (named.alone or may_ask(text))
            return Chosen(min(named.notices), named=True, rest=named.rest) if away else Chosen(talk)
        if len(named.notices) == 1:
            return Chosen(min(named.notices), named=True, rest=named.rest)
        if named.notices:
            among = tuple(id for id in self._assistants if id in named.notices)
            return Chosen(talk) if talk in among else self._among(among, conversation, text, now)
        if talk:
            return self._talked(conversation, talk, text, now)
        return self._among(self._shelf.asked_among(now), conversation, text, now)

    def talk_of(self, conversation: Conversation) -> str:
        """The notice that is spoken of: of one that is over the follower, unless its talk goes on; empty if none is."""
        talk = conversation.notice
        if talk not in self._assistants:
            return ""
        goes_on = conversation.opened or self._assistants[talk].occupied(conversation)
        return talk if goes_on else self._shelf.follower(talk)

    def _talked(self, conversation: Conversation, talk: str, text: str, now: datetime) -> Chosen:
        """The notice that is spoken of, unless another knows what this one does not."""
        topics = conversation.topics if talk == conversation.notice else ()
        answer = self._assistants[talk].answerer.answer(text, now, topics)
        known, other = (
            self._known(talk, text),
            self._best(text, [one for one in self._shelf.latest if one != talk]),
        )
        lost = answer.outcome in ("unknown", "choices")
        if answer.leans or not other or self._known(other, text) < known + (1 if lost else KNOWS_MORE):
            return Chosen(talk)
        return Chosen(other) if _is_sure(self._answer(other, text, now)) else Chosen(talk)

    def _among(self, among: Sequence[str], conversation: Conversation, text: str, now: datetime) -> Chosen:
        """The one of several notices that alone could be meant; else all that could."""
        if len(among) == 1:
            return self._talked(conversation, among[0], text, now)
        vague = Chosen(self._shelf.default(now), vague=True)
        if self._assistants[vague.notice].tells_role(text):
            return vague
        if speaks_of_reminding(text):
            return self._of_reminders(among, conversation)
        ordered = sorted(among, key=lambda one: -self._known(one, text))
        first, second = ordered[:2]
        answer, other = self._answer(first, text, now), None
        if answer.outcome == "action" and answer.action in _ORDERED:
            return Chosen(among=tuple(among))
        if answer.outcome in ("unknown", "choices"):
            other = self._answer(second, text, now)
            if _is_sure(other):
                first, second, answer, other = second, first, other, answer
        if answer.outcome not in _SAYS:
            return vague
        near = [one for one in among if self._known(one, text) >= NEAR * self._known(first, text)]
        if second not in near:
            return Chosen(first)
        if other is None and self._known(second, text) >= self._known(first, text):
            return Chosen(among=tuple(near))  # which knows every word of it as well
        other = other or self._answer(second, text, now)
        return Chosen(among=tuple(near)) if other.outcome in _SAYS else Chosen(first)

    def _of_reminders(self, among: Sequence[str], conversation: Conversation) -> Chosen:
        """For words about reminders: the only one of which there are some, else all."""
        made = {wish.notice for wish in conversation.subscriptions.running}
        return (
            Chosen(min(made))
            if len(made) == 1 and made <= {*self._assistants}
            else Chosen(among=tuple(among))
        )

    def _best(self, text: str, among: Sequence[str]) -> str:
        """The notice that knows most of words; empty if there is none."""
        return max(among, key=lambda one: self._known(one, text), default="")

    def _known(self, notice: str, text: str) -> int:
        return self._assistants[notice].answerer.familiarity(text)

    def _answer(self, notice: str, text: str, now: datetime) -> Answer:
        return self._assistants[notice].answerer.answer(text, now)


def _is_sure(answer: Answer) -> bool:
    return answer.outcome == "answer" and answer.certainty >= SURE
