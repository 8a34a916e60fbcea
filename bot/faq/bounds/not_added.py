"""Where a notice lets only the best of several count (取最高一项, 夫妻不累加), of who asks whether they may be added up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.faq.bounds.bound_patterns import bound_pattern, parts_of
from bot.faq.bounds.told_values import ToldValues
from bot.faq.entry_texts import sentences
from bot.language.normalize import normalize
from bot.pack.model import Clause, Pack

LEAST_SAME = 2.0
"""How much the words that a question and a clause share must tell."""
COUPLE = 6.0
"""The same of a couple, of whom both speak."""
ANSWERED = 1.5
"""What it counts that the question is answered with the clause otherwise."""
_IN_SENTENCE = 0.5


@dataclass(frozen=True)
class OnlyOne:
    """A sentence by which things do not add up, with its clause and the clause's words."""

    clause: str
    said: str
    whole: str


class NotAdded:
    """Knows the sentences of one pack by which things do not add up; `tells` is how much parts of a text tell."""

    def __init__(self, pack: Pack, tells: Callable[[frozenset[str]], float]) -> None:
        self._tells = tells
        self._all = [
            one for clause in pack.clauses.values() if not clause.changed_by for one in _sentences_of(clause)
        ]

    def asked(self, told: ToldValues, answered: frozenset[str]) -> OnlyOne | None:
        """The sentence that forbids what a question asks to add up; None if it asks for nothing of the kind.

        `answered` are the clauses by which the question is answered otherwise. Times are added up to one (加一块交了14个月).
        """
        text = told.text
        if not self._all or not bound_pattern("added", "asks_added").search(text):
            return None
        if any(number.kind() for number in told.numbers):
            return None
        fits = [(self._fit(text, one, answered), one) for one in self._all]
        best = max(fits, key=lambda fit: fit[0])
        return best[1] if best[0] >= LEAST_SAME else None

    def _fit(self, text: str, one: OnlyOne, answered: frozenset[str]) -> float:
        asked, said = parts_of(text), normalize(one.said)
        own = self._tells(asked & parts_of(normalize(one.whole)))
        worth = own + _IN_SENTENCE * self._tells(asked & parts_of(said))
        couple = bound_pattern("added", "couple_meant").search(said)
        if bool(couple) != bool(bound_pattern("added", "couple_said").search(text)):
            worth -= COUPLE
        elif couple:
            worth += COUPLE
        return worth + (ANSWERED if one.clause in answered else 0.0)


def _sentences_of(clause: Clause) -> Iterator[OnlyOne]:
    for sentence in sentences(clause.text):
        if bound_pattern("added", "not_added").search(normalize(sentence)):
            yield OnlyOne(clause.id, sentence.strip(), clause.text)
