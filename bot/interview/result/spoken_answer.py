"""Answers to the interview as people read them."""

from __future__ import annotations

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.messages import message
from bot.pack.interview_model import Fact

_DATES = ("interview_shown_year_alone", "interview_shown_month", "interview_shown_day")


def spoken_answer(fact: Fact, value: object) -> str:
    """A value as people read it: the label of the option, 不清楚, or what was said."""
    if value == UNKNOWN_ANSWER:
        return message("interview_unsure")
    if value == NONE_ANSWER and fact.none:
        return fact.none
    if fact.type == "date":
        return _spoken_day(str(value))
    if fact.type == "year" or (fact.type == "number" and fact.unit == "year"):
        return message(f"interview_shown_{fact.type}", value=value)
    return next((option.label for option in fact.options if option.value == value), str(value))


def _spoken_day(text: str) -> str:
    """A date as people write it, as exactly as it was said: 2016-03 is 2016年3月."""
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > len(_DATES):
        return text
    return message(
        _DATES[len(parts) - 1], **dict(zip(("year", "month", "day"), map(int, parts), strict=False))
    )
