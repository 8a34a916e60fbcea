"""Which of several notices a message names: by its title, what people call it, the level of its title, or its year."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.conversation.notices.title_words import Span, TitleRun, TitleWords
from bot.conversation.notices.years_said import YearWords, is_year, years_asked
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder, finder_with
from bot.pack.model import Facts

_NOTICE_WORDS = Path(__file__).with_name("notice_words.toml")
_LEAST_REST = 2


@dataclass(frozen=True)
class Named:
    """The notices that a message names, by id; `alone` if it says nothing else.

    `rest` is what it says behind a name at its beginning; empty if it does not begin so. `by_today`: only a year that is told
    by today's names them, as in much that is told. `each`: every one is named by words of its own.
    """

    notices: frozenset[str] = frozenset()
    alone: bool = False
    rest: str = ""
    by_today: bool = False
    each: bool = False


@dataclass(frozen=True)
class Hint:
    """A notice that has the most of a message in its title: `word` is the longest run of it.

    `level`: it is the level alone. `first`: it begins what is said, or what asks stands before it; `owned`: it is what
    somebody has. `alone`: little else is said.
    """

    notice: str
    word: str
    level: bool
    first: bool
    owned: bool
    alone: bool


@dataclass(frozen=True)
class _Level:
    """The level of a title, and what stands behind it in the title."""

    level: str
    tail: str = ""


class NoticeNames:
    """Finds what a message calls the notices of `facts`, of which the later of a series is meant where no year is said."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self._facts = {one.id: one for one in facts}
        self._called: dict[str, set[str]] = {}
        for one in facts:
            for name in (one.short_title, one.title, *one.called):
                self._called.setdefault(normalize(name), set()).add(one.id)
        self._in_full = {normalize(title) for one in facts for title in (one.short_title, one.title)}
        self._names = WordFinder(self._called)
        self._titles = TitleWords(facts, _data()["titles"], _level_forms())
        self._levels = {one.id: level for one in facts if (level := _level_of(one.short_title)) is not None}

    def named(self, text: str, now: datetime) -> Named:
        """What a message names, said at `now` (aware)."""
        said = normalize(text)
        places = self._called_in(said)
        spans = [*places]
        called = {id for ids in places.values() for id in ids}
        years = self._years_in(said, now)
        of_years = {id for id, one in self._facts.items() if one.year in years}
        found = called & of_years if called and called & of_years else called or of_years
        if called and not years:
            found = self._latest(found)
        alone = bool(found) and _is_alone(said, spans)
        rest = "" if alone or not found else _rest(said, spans)
        by_today = bool(found) and not called and not years & self._years_in(said, now, by_today=False)
        if by_today and not alone:  # of one notice alone, next year is no name
            found = {id for id in found if self._has_other_years(id)}
        return Named(frozenset(found), alone, rest, by_today, self._each_of(found, places, years))

    def hinted(self, text: str) -> tuple[Hint, ...]:
        """The notices of whose titles words stand in a message, the latest of each series; not one of which another has more."""
        said = normalize(text)
        levels = {
            (start, end): {id for id, one in self._levels.items() if one.level == level}
            for start, end, level in _levels_in(said)
        }
        runs = {one.notice: one for one in self._titles.runs_in(said, levels)}
        return tuple(self._hint(said, runs[id], levels) for id in sorted(self._latest(runs)))

    def _hint(self, said: str, run: TitleRun, levels: Iterable[Span]) -> Hint:
        before, behind = said[: run.start], said[run.end :]
        is_level, asked = (run.start, run.end) in levels, _data()["asked"]
        first = not _bare(before) or before.rstrip(_signs()).endswith(tuple(asked["before"]))
        owned = not first and before.rstrip(_signs()).endswith(tuple(asked["owned_before"]))
        owned = owned or (not first and _is_had(before))
        owned = owned or (is_level and behind.lstrip(_signs()).startswith(tuple(asked["owned_behind"])))
        rest = "".join(character for place, character in enumerate(said) if place not in run.covered)
        return Hint(
            run.notice, said[run.start : run.end], is_level, first, owned, not self._titles.bare(_bare(rest))
        )

    def asks_for_list(self, text: str) -> bool:
        """Whether a message asks which notices there are, and nothing else."""
        said = normalize(text).strip(_signs())
        return said in _list_words() or any(
            said.endswith(ending) and said.removesuffix(ending) in _list_words()
            for ending in _data()["list"]["endings"]
        )

    @staticmethod
    def asks_for_another(text: str) -> bool:
        """Whether a message asks the same of the other notice, and nothing else: 另一个呢."""
        return normalize(text).strip(_signs()) in _another_words()

    @staticmethod
    def asks_of_any(text: str) -> bool:
        """Whether a message asks what is asked of any notice, and holds no word that tells which: 几号截止, 找谁问."""
        return _of_any().covers(normalize(text))

    @staticmethod
    def without_beginning(question: str) -> str:
        """A question of a message that has several, without what joins it to the one before: 还有, 另外."""
        said = question.lstrip(_signs())
        words = (one for one in _data()["parted"]["beginnings"] if said.startswith(one))
        rest = said.removeprefix(next(words, "")).lstrip(_signs())
        return rest or question

    def _each_of(
        self, found: Collection[str], places: Mapping[Span, Collection[str]], years: Collection[int]
    ) -> bool:
        """Whether of several notices each is named by words, or by a year, that name none of the others."""
        of_words = [{*ids} & {*found} for ids in places.values()]
        of_years = [{id for id in found if self._facts[id].year == year} for year in years]
        alone = {min(ids) for ids in (*of_words, *of_years) if len(ids) == 1}
        return len(found) > 1 and alone == {*found}

    def _called_in(self, said: str) -> dict[Span, set[str]]:
        """The notices that are called by a name or by their level, by where that stands."""
        found: dict[Span, set[str]] = {}
        for name in self._names.found_in(said):
            if name.word not in self._in_full and _is_had(said[: name.start]):
                continue
            found[name.start, name.end] = {*self._called[name.word]}
        asked_behind = -1
        for start, end, level in reversed([*_levels_in(said)]):
            meant = {id for id, one in self._levels.items() if one.level == level}
            tails = {self._levels[id].tail for id in meant}
            tail = next(
                (one for one in sorted(tails, key=len, reverse=True) if one and said.startswith(one, end)), ""
            )
            end += len(tail)
            gap = said[end:asked_behind]
            listed = asked_behind > end and not gap.strip(_signs())  # 甲级、乙级都要吗
            if meant and _is_asked(said[:start], said[end:], listed=listed):
                asked_behind = start
                of_it = {id for id in meant if not tail or self._levels[id].tail == tail}
                found.setdefault((start, end), set()).update(of_it)
        return _without_steps(said, found)

    def _has_other_years(self, id: str) -> bool:
        series = self._facts[id].series
        return any(one.series == series and one.id != id for one in self._facts.values())

    def _years_in(self, said: str, now: datetime, *, by_today: bool = True) -> set[int]:
        """The years of notices that are there and asked for, perhaps `by_today`'s."""
        titles, relative = _data()["titles"], _data()["years"] if by_today else {}
        known = YearWords(relative, tuple(titles["links"]), tuple(titles["joins"]), _level_forms())
        asked = {*years_asked(said, now, known, lambda words: not _bare(words))}
        return asked & {one.year for one in self._facts.values()}

    def _latest(self, ids: Iterable[str]) -> set[str]:
        """The latest of each series."""
        latest: dict[str, str] = {}
        for id in ids:
            series = self._facts[id].series
            if series not in latest or self._facts[latest[series]].year < self._facts[id].year:
                latest[series] = id
        return set(latest.values())


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(_NOTICE_WORDS.read_text(encoding="utf-8"))


def _signs() -> str:
    signs: str = _data()["titles"]["signs"]
    return signs


@cache
def _list_words() -> frozenset[str]:
    return frozenset(map(normalize, _data()["list"]["whole"]))


@cache
def _another_words() -> frozenset[str]:
    return frozenset(normalize(word).strip(_signs()) for word in _data()["another"]["words"])


@cache
def _level_forms() -> tuple[str, ...]:
    return tuple(form for forms in _data()["levels"].values() for form in forms)


@cache
def _level_finder() -> WordFinder:
    return WordFinder(_level_forms())


def _levels_in(said: str) -> Iterable[tuple[int, int, str]]:
    """Each level that a text names, with where it stands."""
    of = {form: level for level, forms in _data()["levels"].items() for form in forms}
    for found in _level_finder().found_in(said):
        yield found.start, found.end, of[found.word]


def _level_of(title: str) -> _Level | None:
    """The level of the title that a notice is about; None if it names none."""
    said = normalize(title)
    for _, end, level in _levels_in(said):
        behind = said[end:]
        stops = [place for word in _data()["titles"]["ends"] if (place := behind.find(word)) >= 0]
        return _Level(level, behind[: min(stops, default=len(behind))])
    return None


def _is_asked(before: str, behind: str, *, listed: bool) -> bool:
    """Whether a level between these words names a notice, and is nothing that somebody has; `listed`: before one that does."""
    before, behind, asked = before.rstrip(_signs()), behind.lstrip(_signs()), _data()["asked"]
    if before.endswith(tuple(asked["before"])):
        return not behind.startswith(tuple(asked["owned_behind"]))
    owned = before.endswith(tuple(asked["owned_before"])) or behind.startswith(tuple(asked["owned_behind"]))
    return not owned and (listed or not behind or behind.startswith(tuple(asked["behind"])))


def _without_steps(said: str, places: dict[Span, set[str]]) -> dict[Span, set[str]]:
    """The places without what is only a step to another: of 乙级几年能报甲级 甲级 is meant."""
    words, ordered = _data()["steps"], sorted(places)
    for place, after in pairwise(ordered):
        between = said[place[1] : after[0]]
        if between.endswith(tuple(words["before"])) and not any(one in between for one in words["apart"]):
            del places[place]
    return places


def _is_had(before: str) -> bool:
    """Whether what is named behind these words is what somebody has or had, and is not asked for."""
    before, asked = before.rstrip(_signs()), _data()["asked"]
    return before.endswith(tuple(asked["had"])) and not before.endswith(tuple(asked["before"]))


def _rest(said: str, spans: Sequence[Span]) -> str:
    """What stands behind a name with which a message begins; empty if it does not, or little stands there."""
    start, end = min(spans, default=(0, 0))
    if not spans or _bare(said[:start]):
        return ""
    rest = said[end:].lstrip(_signs())
    linked = next(
        (rest.removeprefix(one) for one in _data()["titles"]["links"] if rest.startswith(one)), rest
    )
    return linked if len(linked.lstrip(_signs())) >= _LEAST_REST else ""


def _is_alone(said: str, spans: Sequence[Span]) -> bool:
    """Whether nothing is said but the names that stand at `spans`, or a year."""
    rest = "".join(
        character for place, character in enumerate(said) if not any(a <= place < b for a, b in spans)
    )
    rest = _bare(rest)
    return not rest or is_year(rest) or rest in _data()["years"]


def _bare(said: str) -> str:
    """Words without what stands around a bare name: 我问的是…的, 那…呢."""
    words, before = _data()["list"], ""
    while said != before:
        before = said
        said = said.strip(_signs())
        for ending in words["endings"]:
            said = said.removesuffix(ending)
        said = next((said.removeprefix(one) for one in words["beginnings"] if said.startswith(one)), said)
    return said


@cache
def _of_any() -> WordFinder:
    return finder_with(tuple(_data()["of_any"]["words"]), "matter", "beside")
