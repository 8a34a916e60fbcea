"""Answers to the interview as people read them."""

from __future__ import annotations

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.messages import message
from bot.pack.interview_model import Fact


def spoken_answer(fact: Fact, value: object) -> str:
    """A value as people read it: the label of the option, 不清楚, or what was said."""
    if value == UNKNOWN_ANSWER:
        return message("interview_unsure")
    if value == NONE_ANSWER and fact.none:
        return fact.none
    return next((option.label for option in fact.options if option.value == value), str(value))
