"""Asks a question of the shipped pack while the call is open."""

from __future__ import annotations

from bot.faq.answer import Answer, Answerer
from tests.packs import OPEN


def ask(answerer: Answerer, question: str) -> Answer:
    """The answer to a question while the call is open."""
    return answerer.answer(question, OPEN)
