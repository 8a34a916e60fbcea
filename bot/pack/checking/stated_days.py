"""The days that quotes state in a form of their own: without a year, with one month for two days, in Chinese numerals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.pack.drafting.finding.day_finder import spans_in
from bot.pack.model import Facts

_YEARS_AROUND = (-1, 0, 1)


def stated_days(facts: Facts) -> Iterator[date]:
    """The days that the quotes of notice.yaml state; one without a year lies in the year of the notice or beside it."""
    for quote, _, _ in facts.quotes:
        yield from days_of_quote(quote, facts.year)


def days_of_quote(quote: str, year: int) -> Iterator[date]:
    """The days that a quote states in a notice of `year`."""
    for span in spans_in(quote):
        for found in (span.begin, span.day):
            years = _YEARS_AROUND if found is not None and not found.year else (0,)
            for beside in years:
                day = found.on(year + beside) if found is not None else None
                if day is not None:
                    yield day
