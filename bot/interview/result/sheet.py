"""The one page of a result: what is missing and by how much, what is still to be done by which day, what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.interview.engine.papers import PaperLine
from bot.interview.engine.rulings import Reason
from bot.interview.result.named_links import named_addresses, without_addresses, without_phones
from bot.interview.result.result import Lack, ReasonGroup, Result
from bot.interview.result.undated import undated
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.spoken import spoken_date


@dataclass(frozen=True)
class Row:
    """A line of the page: what, how much is missing, what to do about it, and where, each place under its name."""

    text: str
    clauses: tuple[str, ...]
    gaps: str = ""
    advice: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DueRows:
    """What is to be done by `day`; None: the notice sets no day. `heading` is the day in words."""

    day: date | None
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """A result as it stands on the page, what decides first.

    `said` is the verdict in words. `lacking` is certainly missing, `unclear` has to be found out, `to_do` comes with the next
    day first. `mind` are reasons that no line tells, `fulfilled` those that are no trouble. `links` are the names of places
    with their addresses.
    """

    said: str
    stop: tuple[Row, ...]
    lacking: tuple[Row, ...]
    unclear: tuple[Row, ...]
    to_do: tuple[DueRows, ...]
    mind: tuple[Row, ...]
    route: tuple[Row, ...]
    had: tuple[Row, ...]
    fulfilled: tuple[Row, ...]
    links: tuple[tuple[str, str], ...]
    in_time: InTime | None


@dataclass(frozen=True)
class InTime:
    """What the other rules come to for somebody who is late: `said` in words, `rows` what stands in the way, without days.

    `open` is how many questions could still change it.
    """

    said: str
    rows: tuple[Row, ...]
    open: int


def sheet(result: Result, pack: Pack) -> Sheet:
    """The page of `result`."""
    return Sheet(
        said=without_phones(without_addresses(result.text)),
        stop=_reasons(result.groups, "stop"),
        lacking=tuple(_lacking(one) for one in result.lacking if one.sure),
        unclear=tuple(_lacking(one) for one in result.lacking if not one.sure),
        to_do=tuple(_by_day(result.to_do, pack)),
        mind=_reasons(result.groups, "mind", {reason for one in result.lacking for reason in one.reasons}),
        route=tuple(Row(without_addresses(line.text), line.clauses) for line in result.route),
        had=tuple(_paper(line, line.unmarked) for line in result.had),
        fulfilled=_reasons(result.groups, "pass"),
        in_time=in_time(result),
        links=named_addresses(_texts(result), result.places),
    )


def in_time(result: Result) -> InTime | None:
    """What the other rules come to for somebody who is late; None for anybody else."""
    timely = result.if_in_time
    if timely is None:
        return None
    open = 0 if timely.closed else len(timely.open)
    decided = [one for one in timely.reasons if one.effect in ("block", "need", "check") and not one.open]
    texts = ((without_addresses(undated(one.text)), one.clauses) for one in decided)
    known = message("in_time_unsure") if open and not decided else timely.name
    said = message("in_time_open" if open else "in_time_all", name=known, count=open)
    return InTime(said, tuple(Row(text, clauses) for text, clauses in texts if text), open)


def _reasons(groups: Iterable[ReasonGroup], kind: str, told: set[Reason] | None = None) -> tuple[Row, ...]:
    """The reasons of a group but for those that are `told` with a line."""
    return tuple(
        Row(without_addresses(reason.text), reason.clauses)
        for group in groups
        if group.kind == kind
        for reason in group.reasons
        if reason not in (told or ())
    )


def _lacking(lack: Lack) -> Row:
    # What has to be found out says so itself; why it matters stands with the papers and with what is certain.
    told = () if lack.to_clear and not lack.sure else tuple(reason.plain for reason in lack.reasons)
    text = lack.line.unmarked
    advice = tuple(without_addresses(one) for one in dict.fromkeys(told) if one and one != text)
    row = _paper(lack.line, text, message("paper_clear") if lack.to_clear else "")
    return Row(row.text, row.clauses, lack.gaps, advice, row.places)


def _paper(line: PaperLine, text: str, where_label: str = "") -> Row:
    places = (
        (line.obtain_label or message("paper_obtain"), line.had_elsewhere),
        (where_label or line.where_label or message("paper_where"), line.where),
    )
    named = tuple((label, without_addresses(place)) for label, place in places if place)
    return Row(without_addresses(text), line.clauses, places=named)


def _by_day(lines: Iterable[PaperLine], pack: Pack) -> Iterator[DueRows]:
    """Lines by the day on which they are due, the next first; those without a day last."""
    days = pack.facts.milestones
    by_due: dict[str, list[PaperLine]] = {}
    for line in lines:
        by_due.setdefault(line.due, []).append(line)
    for due in sorted(by_due, key=lambda id: (id not in days, days[id].day if id in days else date.max)):
        rows = tuple(_paper(line, line.text) for line in by_due[due])
        if due in days:
            day = days[due].day
            heading = message("paper_due", date=spoken_date(day), name=days[due].name)
            yield DueRows(day, heading, rows)
        else:
            yield DueRows(None, message("paper_due_none"), rows)


def _texts(result: Result) -> Iterator[str]:
    """Every text that the page may show, in the order in which it does."""
    yield result.text
    for lack in result.lacking:
        yield from (reason.plain for reason in lack.reasons)
    for line in (*result.checklist, *result.route):
        yield from (line.text, line.obtain, line.where)
    yield from (reason.text for reason in result.reasons)
