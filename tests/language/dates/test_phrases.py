"""Every phrase of the phrase files is read as its author meant it."""

from __future__ import annotations

import pytest

from bot.language.dates import read_date

from .phrases import Example, examples

_FILES = ("date_phrases.jsonl", "date_phrases_more.jsonl", "date_phrases_foreign.jsonl")
_ALL = [example for name in _FILES for example in examples(name)]


@pytest.mark.parametrize("example", _ALL, ids=[f"{example.text}-{example.prefer}" for example in _ALL])
def test_phrase(example: Example) -> None:
    """The phrase has the value, the several readings or the absence of a date that its line says."""
    reading = read_date(example.text, example.now, prefer=example.prefer)
    assert example.met_by(reading), reading
