"""A date or year in words as the answer to a question."""

from __future__ import annotations

import re
from datetime import datetime

from bot.interview.engine.answers import NONE_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.totals import is_plain
from bot.language.clauses import clauses
from bot.language.contrasts import begins_at_first
from bot.language.dates import (
    DateReading,
    Prefer,
    by_another_year,
    read_date,
    read_parted_span,
    read_span,
    today_by_another_day,
    without_forbidden,
)
from bot.language.dates.mention import FIRST_YEAR
from bot.language.dates.pointed import is_over, pointed_days
from bot.language.negation import none_at_all, rhetorical, signs
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number, mistyped
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.interview_model import Fact, Interview

_UNTIL_NOW = re.compile(r"(?:起|开始)?,?(?:一直)?(?:至今|到现在|到目前|到今天)$")
_FIGURES = frozenset("0123456789./-")
"""Characters of a day in figures."""
_TO_MONTH = len("11x")
"""Characters with the number of a month and its sign."""
_TO_DAY = 6
"""Characters of a clause in which the sign of a day stands that it begins with: 11月17号贴."""
_MONTH = len("2022-05")
YEAR = 4
"""Characters of the year with which a day begins."""
SHORT_YEAR = len("07x")
"""Characters of a year of two digits with its sign."""
_NO_YEAR = "no_year"


class DayReader:
    """Reads days for one interview."""

    def __init__(self, interview: Interview) -> None:
        self._begins = {fact.until: fact.id for fact in interview.facts.values() if fact.until}

    def second(self, fact: Fact, said: str, now: datetime) -> tuple[str, str] | None:
        """The other fact that an answer to `fact` tells, with its day, if it names two days: 11月21日到25日."""
        span = self._span(fact, said, now)
        if span is None:
            return None
        return (fact.until, span[1]) if fact.until else (self._begins[fact.id], span[0])

    def _span(self, fact: Fact, said: str, now: datetime) -> tuple[str, str] | None:
        """The two days of an answer, if one of them is the answer to another question."""
        spans = fact.until or fact.id in self._begins
        return (read_span(said, now) or read_parted_span(said, now)) if spans else None

    def read(self, fact: Fact, text: str, said: str, now: datetime) -> Reading:
        """The day in an answer as it was typed and in its normalised form."""
        span = self._span(fact, said, now)
        if span is not None:
            return Reading(span[0] if fact.until else span[1])
        if fact.from_clock:
            text = without_forbidden(text) or text
            today = today_by_another_day(text, now)
            if today:
                return Reading(today)
        if fact.none and _never_till_now(said):
            return Reading(NONE_ANSWER, sure=False)
        return self._named(fact, text, said, now)

    def _named(self, fact: Fact, text: str, said: str, now: datetime) -> Reading:
        """The day that an answer names."""
        if self._tells_other_end(fact, said):
            return Reading()
        another = by_another_year(said, now) if fact.past else ""
        if another:
            return Reading(another, sure=False)
        told = _with_last_days(_UNTIL_NOW.sub("", _without_lasting(text.strip()))) if fact.past else text
        told = _until_which(_untitled(told)) if fact.past else told
        reading = read_date(told, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR)
        if reading.value:
            ago = _as_long_ago(fact, said, reading.value[:10])
            if ago != reading.value[:10]:
                return Reading(ago, sure=False)
            return Reading(reading.value[:10], sure=not mistyped(normalize(text)), whole=is_plain(text))
        parted = _parted_date(fact, said, now)
        if parted is not None:
            return Reading(parted)
        return self._open(fact, said, reading, now)

    def _open(self, fact: Fact, said: str, reading: DateReading, now: datetime) -> Reading:
        """What comes of an answer that names no single day."""
        days = tuple(dict.fromkeys(value[:10] for value in reading.ambiguous))
        if len(days) > 1 and (settled := self._settled(fact, said, now)):
            return Reading(settled)
        if fact.past and len(days) > 1 and len({day[YEAR:] for day in days}) == 1 and days[0][YEAR:]:
            return Reading(reason=_NO_YEAR)
        passed = [day for day in days if day <= now.date().isoformat()] if is_over(said) else []
        if len(passed) == 1:
            return Reading(passed[0])  # 礼拜一开始贴的 is over
        if days:
            return Reading(doubtful=days)
        last = (clauses(said) or [""])[-1]
        if fact.none and (none_at_all(said) or fact.none in said or rhetorical(last)):
            return Reading(NONE_ANSWER)
        figures = _only_figures(said)
        if figures:
            return self.read(fact, figures, figures, now)
        alone = _of_one_clause(fact, said, now) if reading.reason in ("length", "range") else ""
        if alone:
            return Reading(alone)
        year = self._only_year(fact, said, now) if fact.past else ""
        return Reading(year, sure=False) if year else Reading(reason=reading.reason, about=reading.about)

    def _tells_other_end(self, fact: Fact, said: str) -> bool:
        """Whether the only day of a text is the other end of what lasts: of 17号贴,挂5个工作日 no day of an end."""
        ends = fact.id in self._begins
        dated = [part for part in clauses(said) if words("figures", "of_a_date")[3] in part[:_TO_DAY]]
        if not (ends or fact.until) or len(dated) != 1 or len(clauses(said)) == 1:
            return False
        opens, closes = (finder("time", name).stands_in(dated[0]) for name in ("puts_up", "takes_down"))
        until = finder("correction", "until").stands_in(dated[0]) or finder("time", "up_to").stands_in(
            dated[0]
        )
        return opens and not (closes or until) if ends else (closes or until) and not opens

    @staticmethod
    def _settled(fact: Fact, said: str, now: datetime) -> str:
        """The one day of a text that names several without what was only meant at first (原定14号), the edge of the month of
        which it tells the day, and parts of a year beside whole days; empty if that leaves several."""
        kept = [part for part in clauses(said) if not begins_at_first(part)]
        month = words("figures", "of_a_date")[1]
        for one in finder("time", "edge_of_month").found_in(said):
            said = said.replace(one.word, month)
        texts = [",".join(kept)] if 0 < len(kept) < len(clauses(said)) else []
        texts += [said, finder("time", "part_of_year").sub(said)]
        for text in texts:
            found = read_date(text, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR)
            if found.value and len(found.value) > YEAR:
                return found.value[:10]
        return ""

    @staticmethod
    def _only_year(fact: Fact, said: str, now: datetime) -> str:
        """The year of which a part is told: 2019 of 19年下半年; empty if there is none."""
        rest = finder("time", "part_of_year").sub(said)
        if rest == said:
            return ""
        reading = read_date(rest, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR)
        return reading.value if reading.value and len(reading.value) == YEAR else ""


def _without_lasting(text: str) -> str:
    """A text without saying that nothing changed since a day: 2013年 of 2013年到现在没换过."""
    said, until, going = normalize(text), finder("time", "until_now"), finder("time", "going_on")
    found = next(until.found_in(said), None)
    rest = said[found.end :] if found is not None else ""
    lasts = (
        found is not None and signs(rest) % 2 == 1 and going.stands_in(rest) and not from_first_number(rest)
    )
    return said[: found.start] if found is not None and lasts else text


def _with_last_days(text: str) -> str:
    """A text in which the last day of a year stands in figures: 2019年12月31日 for 19年最后一天."""
    said, (year, month, day) = normalize(text), words("figures", "of_a_date")[:3]
    last = finder("time", "last_of_year")
    figures = words("time", "in_figures")
    for one in reversed(list(last.found_in(said))):
        said = f"{said[: one.start]}{year}{figures[0]}{month}{figures[1]}{day}{said[one.end :]}"
        text = said
    return text


def _as_long_ago(fact: Fact, said: str, value: str) -> str:
    """A day as exactly as it was told by how long ago it was: 2017 of 5年前."""
    if not fact.past or len(value) <= _MONTH:
        return value
    for name, kept in (("months_ago", _MONTH), ("years_ago", YEAR)):
        if finder("time", name).stands_in(said):
            return value[:kept]
    return value


def _parted_date(fact: Fact, said: str, now: datetime) -> str | None:
    """The date of which one clause tells the year and another the rest: 一九年发的，红本上印的九月三十日; None if none do."""
    year_sign, month_sign = words("figures", "of_a_date")[:2]

    def dated(text: str) -> str:
        found = read_date(text, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR)
        return found.value[:10] if found.value else ""

    parts = clauses(said) if fact.past else []
    season = finder("time", "part_of_year")
    begun = {
        part: dated(part) or dated(season.sub(part)) or dated(from_first_number(part)[:SHORT_YEAR])
        for part in parts
    }
    years = {value for value in begun.values() if len(value) == YEAR}
    rest = [
        told
        for part in parts
        if (told := from_first_number(part))[:1].isdigit() and month_sign in told[:_TO_MONTH]
    ]
    whole = dated(f"{years.pop()}{year_sign}{rest[0]}") if len(years) == len(rest) == 1 else ""
    return whole if len(whole) > YEAR else None


def _only_figures(said: str) -> str:
    """The only day in figures of a longer normalised text, at its end or with a point: 手机上显示11.16, 11.9挂到内网的."""
    figures = from_first_number(said)
    if said != figures and figures and _FIGURES.issuperset(figures) and not figures.isdecimal():
        return figures
    pointed = pointed_days(said)
    return pointed[0] if len(pointed) == 1 and pointed[0] != said else ""


def _of_one_clause(fact: Fact, said: str, now: datetime) -> str:
    """The day of the only clause that tells one beside a length: 挂满5个工作日,到23号; empty if none or several do."""
    each = (
        read_date(part, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR) for part in clauses(said)
    )
    found = {one.value[:10] for one in each if one.value}
    return found.pop() if len(found) == 1 and len(clauses(said)) > 1 else ""


def _never_till_now(said: str) -> bool:
    """Whether a normalised text says that something is not done to this day (到今天也没发), and not only not found out or not
    ended."""
    until, found_out = finder("time", "until_now"), finder("time", "finding_out", "going_on")
    found = ((part, next(until.found_in(part), None)) for part in clauses(said))
    behind = [part[one.end :] for part, one in found if one is not None]
    return any(signs(rest) % 2 and not found_out.stands_in(rest) for rest in behind)


def _untitled(text: str) -> str:
    """A text without the names of works, whatever number stands in them: 《西湖十景》那件."""
    opens, closes = words("figures", "title")
    while opens in text and closes in text[text.find(opens) :]:
        before, _, rest = text.partition(opens)
        text = f"{before},{rest.partition(closes)[2]}"
    return text


def _until_which(text: str) -> str:
    """A text without saying that since some day there was nothing more: 2016年以后就没新的了 tells the last day."""
    parts = clauses(normalize(text))
    since = finder("time", "since")
    ended = [part for part in parts if since.stands_in(part) and signs(part[part.find(_since(part)) :]) % 2]
    return text if len(ended) != 1 else ended[0][: ended[0].find(_since(ended[0]))]


def _since(part: str) -> str:
    """The word that stands behind a day since which something is so."""
    return next((found.word for found in finder("time", "since").found_in(part)), "")


def prefer(fact: Fact) -> Prefer:
    """What is meant if the year was left out: of a thing that happened it may be any."""
    return "any_past" if fact.past else "nearest"
