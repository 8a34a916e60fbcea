"""A result as a text to keep: the verdict, what is missing, what is to be done by which day, whom to phone, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.interview.engine.day_of_asking import closed_on
from bot.interview.result.passages import Passage
from bot.interview.result.result import Result
from bot.interview.result.sheet import Row, Sheet, sheet
from bot.messages import message
from bot.pack.model import Facts, Pack
from bot.pack.spoken import contact_line, shown_clauses, spoken_date, spoken_day


def document(result: Result, person: str, pack: Pack, now: datetime) -> tuple[Passage, ...]:
    """The result of `person` as it stands at `now` (aware), passage by passage; a heading may be empty.

    It is true on any later day too: days stand as dates, never as how long they are off.
    """
    passages = _passages(result, sheet(result, pack), person, pack, now)
    return tuple(passage for passage in passages if passage.rows)


def call_over(result: Result, facts: Facts) -> str:
    """That the call was closed on the day of a result, since when, and what that means for the person; empty if it was not."""
    submission, day = facts.submission, result.day
    if submission is None or day is None:
        return ""
    if submission.day > day or (submission.day == day and submission.id not in closed_on(day)):
        return ""
    name = "paper_over" if result.closed else "paper_over_handed_in"
    return message(name, year=facts.year, name=submission.name, date=spoken_day(submission))


def _passages(result: Result, page: Sheet, person: str, pack: Pack, now: datetime) -> Iterator[Passage]:
    facts = pack.facts
    made = message("result_made", date=spoken_date(now.astimezone(facts.zone).date()))
    over = call_over(result, facts)
    yield Passage(message("result_name", name=person), (made, *((over,) if over else ())))
    open = (message("result_open", names="、".join(result.open)),) if result.open else ()
    yield Passage(result.name, (page.said, *open))
    yield Passage(message("result_stop"), _told(page.stop, pack))
    if page.in_time is not None:
        said = (page.in_time.said, *_told(page.in_time.rows, pack))
        yield Passage(message("result_in_time"), said)
    yield Passage(message("result_lacking"), tuple(_boxes(page.lacking, pack)))
    yield Passage(message("result_unclear"), tuple(_boxes(page.unclear, pack)))
    to_do = (row for due in page.to_do for row in (due.heading, *_boxes(due.rows, pack)))
    yield Passage(message("result_to_do"), tuple(to_do))
    yield Passage(message("result_mind"), _told(page.mind, pack))
    yield Passage(message("result_route"), _told(page.route, pack))
    contacts = tuple(f"· {contact_line(one)}" for one in facts.contacts.values())
    yield Passage(message("result_contacts"), contacts)
    links = tuple(line for name, address in page.links for line in (f"· {name}", address))
    yield Passage(message("result_links"), links)
    yield Passage(message("result_had", count=len(page.had)), _told(page.had, pack))
    yield Passage(message("result_pass"), _told(page.fulfilled, pack))
    yield Passage(message("result_answers"), tuple(f"· {one.name}：{one.spoken}" for one in result.answers))
    yield Passage("", (message("interview_after"),))


def _told(rows: Iterable[Row], pack: Pack) -> tuple[str, ...]:
    return tuple(f"· {row.text}{_with_brackets(row, pack)}" for row in rows)


def _boxes(rows: Iterable[Row], pack: Pack) -> Iterator[str]:
    """Rows as on a page to tick off, with what to do about each below it."""
    for row in rows:
        yield f"□ {row.text}{_with_brackets(row, pack)}"
        if row.gaps:
            yield f"　{message('result_gaps', gaps=row.gaps)}"
        yield from (f"　{one}" for one in row.advice)
        places = (message("result_place", label=label, place=place) for label, place in row.places)
        told = message("between_sentences").join(places)
        if told:
            yield f"　{told}"


def _with_brackets(row: Row, pack: Pack) -> str:
    clauses = shown_clauses(row.clauses, pack)
    return message("in_brackets", words=clauses) if clauses else ""
