"""Typed fields out of located YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pack.faults import Fault
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import read_yaml


@pytest.fixture
def faults() -> list[Fault]:
    """The list that faults go to."""
    return []


@pytest.fixture
def fields(tmp_path: Path, faults: list[Fault]) -> Fields:
    """A small file as fields."""
    path = tmp_path / "x.yaml"
    path.write_text(
        "title: 甲\nyear: 2022\nwrong: x\nnames: [一, 二]\nblock: |\n  三\n\n  四\ninner:\n  key: 五\n"
        "empty: ''\nmany:\n  - a: 1\n  - a: 2\nmixed: [一, [二]]\n",
        encoding="utf-8",
    )
    return Fields("x.yaml", read_yaml(path), faults, "x.yaml")


def test_fields_of_the_right_type_are_read(fields: Fields, faults: list[Fault]) -> None:
    """Texts, numbers, lists, blocks and inner mappings come back; nothing is a fault."""
    assert fields.text("title") == "甲"
    assert fields.number("year") == 2022
    assert fields.texts("names") == ("一", "二")
    assert fields.located_texts("block") == ((6, "三"), (8, "四"))
    inner = fields.fields("inner")
    assert inner is not None
    assert inner.text("key") == "五"
    assert [one.number("a") for one in fields.each("many", "项")] == [1, 2]
    assert faults == []


def test_what_is_absent_is_its_default_or_a_fault(fields: Fields, faults: list[Fault]) -> None:
    """With a default nothing is missing; without one the fault stands at the mapping."""
    assert fields.text("absent", "x") == "x"
    assert fields.number("absent", 3) == 3
    assert fields.texts("absent", ()) == ()
    assert fields.fields("absent", required=False) is None
    assert list(fields.each("absent", "项")) == []
    assert faults == []
    fields.text("absent")
    fields.texts("absent")
    fields.fields("absent")
    assert [fault.line for fault in faults] == [1, 1, 1]


@pytest.mark.parametrize(("key", "line"), [("names", 4), ("inner", 10), ("empty", 11)])
def test_a_field_that_is_no_text_is_a_fault_on_its_line(
    fields: Fields, faults: list[Fault], key: str, line: int
) -> None:
    """A list, a mapping or an empty text in place of a text."""
    fields.text(key)
    assert [fault.line for fault in faults] == [line]


def test_a_field_that_is_no_number_is_a_fault_on_its_line(fields: Fields, faults: list[Fault]) -> None:
    """A word in place of a number."""
    fields.number("wrong")
    assert [fault.line for fault in faults] == [3]


def test_a_list_with_something_else_inside_is_a_fault(fields: Fields, faults: list[Fault]) -> None:
    """The good items are read, the bad one is told."""
    assert fields.texts("mixed") == ("一",)
    assert [fault.line for fault in faults] == [15]


def test_an_unknown_key_names_the_nearest_known_one(fields: Fields, faults: list[Fault]) -> None:
    """A slip of the pen is mended at a glance."""
    fields.only({"titel", "year", "wrong", "names", "block", "inner", "empty", "many", "mixed"})
    assert [fault.line for fault in faults] == [1]
    assert "titel" in faults[0].mend


def test_a_choice_outside_its_list_shows_the_list(fields: Fields, faults: list[Fault]) -> None:
    """The author sees what may stand there."""
    assert fields.choice("title", ("乙", "丙"), "乙") == "乙"
    assert "丙" in faults[0].mend
