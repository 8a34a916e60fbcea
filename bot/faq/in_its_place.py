"""What answers in the place of an entry: for another title, or another year than the notice's."""

from __future__ import annotations

from collections.abc import Mapping

from bot.faq.ranking import Ranking
from bot.language.normalize import normalize
from bot.language.other_years import asks_of_another_year
from bot.pack.model import OTHER_YEAR, Entry, Pack


class InItsPlace:
    """The entries of one pack that answer in the place of others."""

    def __init__(self, pack: Pack) -> None:
        self._entries: Mapping[str, Entry] = pack.entries
        self._year = pack.facts.year
        self._asked_of_a_year = tuple(map(normalize, pack.facts.words.get("asked_of_a_year", ())))
        self._instead = [entry for entry in pack.entries.values() if entry.instead_for]
        self.other_years = next((entry for entry in pack.entries.values() if entry.role == OTHER_YEAR), None)
        """The entry for other years, if there is one."""

    def of(self, ranking: Ranking, text: str, entry: Entry) -> Entry:
        """What answers in the place of an entry for another title or another year."""
        if entry.kind != "answer" or entry.tells or entry.member:
            return entry
        if self._is_of_the_year(entry) and asks_of_another_year(text, self._year, self._asked_of_a_year):
            return self.other_years or entry
        names = ranking.features.names
        return next(
            (one for one in self._instead if any(f"c{name}" in names for name in one.instead_for)), entry
        )

    def _is_of_the_year(self, entry: Entry) -> bool:
        """Whether what an entry says holds in the notice's year alone."""
        return "{date." in entry.answer or str(self._year) in entry.answer
