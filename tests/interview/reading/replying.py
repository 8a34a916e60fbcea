"""Reads what is said in answer to one question of the shipped interview."""

from __future__ import annotations

from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.free_reply import ReplyReader
from tests.interview.applicants import interview
from tests.packs import OPEN

FACTS = interview().facts


def read(reader: ReplyReader, fact: str, text: str) -> Reading:
    """What `text` is read as in answer to `fact`."""
    return reader.read(FACTS[fact], text, OPEN)
