"""What a pack derives from its facts, computed anew: days counted on the official calendar, differences, counts, first days."""

from __future__ import annotations

from datetime import date

from bot.pack.faults import Fault
from bot.pack.layout import LEXICON, NOTICE, RULES
from bot.pack.model import Milestone
from bot.pack.reading.derived import derived_day, derived_number
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Located, Mapping
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import text_of, texts_of
from bot.pack.renewal.next_year.renewal_words import worded


def derive(work: Carried) -> None:
    """Recompute every derived day and number. One for which no calendar is published is undecided."""
    _numbers(work)
    _days(work)
    _first_days(work)


def _given(work: Carried) -> dict[str, date]:
    days = {}
    for id, node in work.pack.items(NOTICE, "milestones"):
        try:
            days[id] = date.fromisoformat(text_of(node, "date"))
        except ValueError:
            continue
    return days


def _is_counted(member: Mapping) -> bool:
    """Whether a member of a kind is one that the notice lists and that is answered for like the others."""
    return text_of(member, "listed") != "false" and "entry" not in member.items


def _numbers(work: Carried) -> None:
    kinds = [id for id, _ in work.pack.items(LEXICON, "kinds")]
    numbers = {id: sum(_is_counted(node) for _, node in work.pack.members(id)) for id in kinds}
    for id, node in work.pack.items(NOTICE, "values"):
        value = text_of(node, "value")
        inner = node.items.get("derived")
        if inner is not None:
            found = derived_number(Fields(NOTICE, inner, list[Fault](), NOTICE), numbers)
            if found is not None and str(found) != value:
                work.pack.set(NOTICE, node, "value", str(found))
                if value.isdecimal():
                    work.literals.numbers.setdefault(value, str(found))
                value = str(found)
        if value.isdecimal():
            numbers[id] = int(value)


def _days(work: Carried) -> None:
    given = _given(work)
    known = {id: Milestone(id, "", "", day, (), "", True) for id, day in given.items()}
    for id in given:
        node = next(one for own, one in work.pack.items(NOTICE, "milestones") if own == id)
        inner = node.items.get("derived")
        if inner is None:
            continue
        _count_as_stated(work, id, inner, texts_of(node, "clauses"))
        inner = next(one for own, one in work.pack.items(NOTICE, "milestones") if own == id).items["derived"]
        new = derived_day(Fields(NOTICE, inner, list[Fault](), NOTICE), known)
        if new is None:
            work.pack.mark(NOTICE, node, worded("write", "undecided_calendar"))
        elif new != given[id]:
            work.pack.set(NOTICE, node, "date", new.isoformat())
            work.milestones[id] = (given[id], new)
            work.literals.days.setdefault(given[id], new)


def _count_as_stated(work: Carried, id: str, inner: Located, clauses: list[str]) -> None:
    """Let a day be counted by the number that the notice now states, if it was counted by the old one."""
    values = dict(work.pack.items(NOTICE, "values"))
    for value, (old, new) in work.moved_values.items():
        if text_of(inner, "working_days") == str(old) and set(texts_of(values.get(value), "clauses")) & set(
            clauses
        ):
            assert isinstance(inner, Mapping)
            work.pack.set(NOTICE, inner, "working_days", str(new))
            return


def _first_days(work: Carried) -> None:
    """The first day of so many years that end on a milestone's."""
    given = _given(work)
    for _, node in work.pack.items(RULES, "derived"):
        formula = node.items.get("formula")
        if not isinstance(formula, Mapping) or "date" not in node.items:
            continue
        ending = given.get(text_of(formula, "ending").removeprefix("date."))
        years = text_of(formula, "first_day_of_years")
        if ending is not None and years.isdecimal():
            work.pack.set(RULES, node, "date", date(ending.year - int(years) + 1, 1, 1).isoformat())
