"""A result as a text to keep, copy and print: the verdict, the papers, the reasons, the answers, the days, the phones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.interview.result.passages import Passage, Passages
from bot.interview.result.result import Result
from bot.messages import message
from bot.pack.deadlines import deadline_rows, in_order
from bot.pack.model import Pack
from bot.pack.spoken import contact_line, spoken_date


def document(result: Result, person: str, pack: Pack, now: datetime) -> tuple[Passage, ...]:
    """The result of `person` as it stands at `now` (aware), passage by passage; a heading may be empty."""
    return tuple(_passages(result, person, pack, now))


def _passages(result: Result, person: str, pack: Pack, now: datetime) -> Iterator[Passage]:
    facts = pack.facts
    made = message("result_made", date=spoken_date(now.astimezone(facts.zone).date()))
    yield Passage(message("result_name", name=person), (made,))
    open = (message("result_open", names="、".join(result.open)),) if result.open else ()
    yield Passage(result.name, (result.text, *open))
    words = Passages(pack)
    yield from words.boxes(result)
    yield from words.route(result)
    yield from words.reasons(result.groups)
    answers = tuple(f"· {answer.name}：{answer.spoken}" for answer in result.answers)
    yield Passage(message("result_answers"), answers)
    yield Passage(message("result_dates"), (deadline_rows(in_order(facts), facts, now),))
    contacts = tuple(f"· {contact_line(one)}" for one in facts.contacts.values())
    yield Passage(message("result_contacts"), contacts)
    yield Passage("", (message("interview_after"),))
