"""Every phrase of the phrase files is read as its author meant it."""

from __future__ import annotations

import pytest

from bot.language.dates import read_date

from .phrases import examples

_FILES = ("date_phrases.jsonl", "date_phrases_more.jsonl", "date_phrases_foreign.jsonl")


@pytest.mark.parametrize("name", _FILES)
def test_phrases(name: str) -> None:
    """Each phrase has the value, the several readings or the absence of a date that its line says."""
    readings = [
        (example, read_date(example.text, example.now, prefer=example.prefer)) for example in examples(name)
    ]
    assert readings
    assert [
        (example.text, example.prefer, reading)
        for example, reading in readings
        if not example.met_by(reading)
    ] == []
