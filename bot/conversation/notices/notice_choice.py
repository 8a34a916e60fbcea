"""Which of several notices words are meant for: named, spoken of, or the only one that knows them; else it is asked back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_names import Hint, Named, NoticeNames
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.conversation.turn import Conversation
from bot.faq.answer import SURE, Answer
from bot.language.question_words import may_ask
from bot.reminders.reading.said import speaks_of_reminding

KNOWS_MORE = 2
"""How many more pairs of characters of a question another notice must know to be asked it, though the one spoken of answers."""
NEAR = 0.8
"""The share of what the best knows of a question from which another notice could be meant as well."""
LONG = 3
"""Characters of a title that name its notice wherever they stand; fewer do at the beginning of what is known better there."""
WHOLE = 4
"""Characters of a title that name it alone in the middle of an interview, where fewer may be an answer."""
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
        named, talk = self.named(conversation, text, now), self.talk_of(conversation)
        several = named.each and len(named.notices) > 1
        if talk and self._assistants[talk].occupied(conversation):
            if several and talk in named.notices and may_ask(text):
                return Chosen(among=self._in_order(named.notices))
            away = len(named.notices) == 1 and talk not in named.notices and (named.alone or may_ask(text))
            return Chosen(min(named.notices), named=True, rest=named.rest) if away else Chosen(talk)
        if len(named.notices) == 1:
            return Chosen(min(named.notices), named=True, rest=named.rest)
        if named.notices:
            among = self._in_order(named.notices)
            if several:
                return Chosen(among=among)
            return Chosen(talk) if talk in among else self._among(among, conversation, text, now)
        if talk:
            return self._talked(conversation, talk, text, now)
        chosen = self._among(self._shelf.asked_among(now), conversation, text, now)
        return self._or_hinted(chosen, text, now)

    def _in_order(self, ids: Collection[str]) -> tuple[str, ...]:
        return tuple(id for id in self._assistants if id in ids)

    def named(self, conversation: Conversation, text: str, now: datetime) -> Named:
        """What words name: by a name, a level or a year, or by words that only one title has."""
        named, talk = self._names.named(text, now), self.talk_of(conversation)
        if named.by_today and not named.alone and talk and not self._is_of_series(talk, named.notices):
            named = Named()
        hints = self._hinted(text, now)
        waiting = [one for one in hints if one.alone and one.notice in conversation.notice_asked.notices]
        if len(waiting) == 1 and not named.notices:
            return Named(frozenset({waiting[0].notice}), alone=True)
        if not hints:
            return named
        if any(one.notice == talk for one in hints):
            return self._named_beside(talk, named, hints, text)
        hinted = {one.notice for one in hints}
        beside = (talk,) if talk else tuple(id for id in self._shelf.asked_among(now) if id not in hinted)
        meant = [one for one in hints if self._names_it(one, beside, text)]
        if named.notices:
            return _with_long(named, meant)
        if not beside or len(meant) != len(hints):
            return named
        occupied = bool(talk) and self._assistants[talk].occupied(conversation)
        alone = len(meant) == 1 and meant[0].alone and (not occupied or len(meant[0].word) >= WHOLE)
        each = len({one.word for one in meant}) == len(meant)
        return Named(frozenset(one.notice for one in meant), alone, each=each)

    def _named_beside(self, talk: str, named: Named, hints: Iterable[Hint], text: str) -> Named:
        """What is named where words of the title of the notice of the talk stand too: both, if others are meant by theirs."""
        words = [one for one in hints if not one.level]  # what a level names is known already
        others = [one for one in words if one.notice != talk and self._names_it(one, (talk,), text)]
        ids = frozenset(one.notice for one in others)
        own = talk in named.notices or any(
            one.notice == talk and self._names_it(one, [*ids], text) for one in words
        )
        return Named(named.notices | ids | {talk}, each=True) if ids and own else named

    def _hinted(self, text: str, now: datetime) -> tuple[Hint, ...]:
        """The notices of whose titles words have most; closed ones where none is open."""
        hints = self._names.hinted(text)
        return tuple(one for one in hints if self._shelf.is_open(one.notice, now)) or hints

    def _is_of_series(self, talk: str, notices: Iterable[str]) -> bool:
        follower = self._shelf.follower
        return follower(talk) in {follower(id) for id in notices}

    def _or_hinted(self, chosen: Chosen, text: str, now: datetime) -> Chosen:
        """What was chosen where none is named; it is asked back if the title of another has a word with which it begins."""
        hinted = [one.notice for one in self._hinted(text, now) if one.first and not one.owned]
        if not chosen.notice or len(hinted) != 1 or (chosen.notice in hinted and not chosen.vague):
            return chosen
        if chosen.vague:
            return Chosen(hinted[0], named=True)
        return Chosen(among=tuple(id for id in self._assistants if id in (chosen.notice, *hinted)))

    def _names_it(self, hint: Hint, beside: Sequence[str], text: str) -> bool:
        """Whether words of a title mean its notice, and are no words of the notices `beside` it that could be meant."""
        if hint.owned or any(self._is_word_of(one, hint.word) for one in beside):
            return False
        if hint.level or len(hint.word) < LONG:
            own = len(hint.word) - 1 - self._known(hint.notice, hint.word)  # of its own title it knows all
            known = max((self._known(one, text) for one in beside), default=0)
            return hint.first and (hint.alone or hint.level or self._known(hint.notice, text) + own > known)
        return hint.first or may_ask(text) or speaks_of_reminding(text)

    def _is_word_of(self, notice: str, word: str) -> bool:
        """Whether people ask a notice with a word; of a short one, whether the notice has it at all."""
        one = self._assistants[notice]
        if one.answerer.familiarity(word) >= len(word) - 1:
            return True
        return len(word) < WHOLE and word in one.pack.notice

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
        # One with few phrasings knows fewer words of its own questions than one with thousands does of anybody's.
        wider = self._assistants[talk].answerer.few and not self._assistants[other].answerer.few
        if (wider and not lost) or any(one.notice == talk for one in self._names.hinted(text)):
            return Chosen(talk)
        return Chosen(other) if self._surely_answers(other, text, now) else Chosen(talk)

    def _surely_answers(self, notice: str, text: str, now: datetime) -> bool:
        """Whether a notice has a sure answer that is not one for whatever is on no list of it."""
        answer, kinds = self._answer(notice, text, now), self._assistants[notice].pack.kinds.values()
        return _is_sure(answer) and not any(one.unlisted in answer.entries[:1] for one in kinds)

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
        if self._names.asks_of_any(
            text
        ):  # one with more phrasings knows such words better, and is meant no more
            return Chosen(among=tuple(among))
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


def _with_long(named: Named, meant: Sequence[Hint]) -> Named:
    """What is named, with what long words of other titles mean; of several that are named so the one that such words tell."""
    ids = frozenset(one.notice for one in meant if len(one.word) >= LONG)
    if len(named.notices) > 1:
        return replace(named, notices=named.notices & ids or named.notices)
    return named if ids <= named.notices else Named(named.notices | ids, each=True)


def _is_sure(answer: Answer) -> bool:
    return answer.outcome == "answer" and answer.certainty >= SURE
