"""Reads dates and times: Chinese by our own grammar; other languages and machines' formats by a second reader.

Pure: the moment of speaking comes in as an aware datetime. What can mean two days is said to be ambiguous;
what is not a date (a duration, a range, a document number, the 30th of February) is not made into one, and the reading says why.
"""

from bot.language.dates.by_another_year import by_another_year
from bot.language.dates.mention import Reason
from bot.language.dates.reading import DateReading, FoundDate, find_dates, read_date
from bot.language.dates.reckoned import (
    beyond_comparison,
    reckoned_year,
    today_by_another_day,
    without_forbidden,
    year_since,
)
from bot.language.dates.resolution import Prefer
from bot.language.dates.span import read_parted_span, read_span, years_of_span

__all__ = [
    "DateReading",
    "FoundDate",
    "Prefer",
    "Reason",
    "beyond_comparison",
    "by_another_year",
    "find_dates",
    "read_date",
    "read_parted_span",
    "read_span",
    "reckoned_year",
    "today_by_another_day",
    "without_forbidden",
    "year_since",
    "years_of_span",
]
