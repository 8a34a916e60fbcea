"""Derived days and numbers are recomputed."""

from __future__ import annotations

import pytest

from bot.pack.faults import PackError
from bot.pack.loader import load_pack
from tests.packs import TinyPack


@pytest.mark.parametrize(
    ("unit", "days", "start"),
    [
        ("2022-12-19", 5, "2022-12-09"),
        ("2022-12-19", 1, "2022-12-15"),
        ("2022-12-16", 5, "2022-12-08"),
        ("2022-10-10", 5, "2022-09-27"),
        ("2023-01-04", 5, "2022-12-26"),
    ],
)
def test_the_last_safe_day_follows_the_official_calendar(
    tiny: TinyPack, unit: str, days: int, start: str
) -> None:
    """Full working days after the first day and before the deadline; holidays and days worked instead count rightly."""
    tiny.replace("notice.yaml", '"2022-12-19"', f'"{unit}"')
    tiny.replace("notice.yaml", "working_days: 5", f"working_days: {days}")
    tiny.replace("notice.yaml", '"2022-12-09"', f'"{start}"')
    pack = load_pack(tiny.folder)
    assert pack.facts.milestones["publicity_start"].day.isoformat() == start
    assert pack.facts.milestones["publicity_start"].derived


def test_a_derived_day_follows_its_source(tiny: TinyPack) -> None:
    """When the deadline moves and the derived day does not, the fault gives the right day."""
    tiny.replace("notice.yaml", '"2022-12-19"', '"2022-12-20"')
    with pytest.raises(PackError) as caught:
        load_pack(tiny.folder)
    (fault,) = caught.value.faults
    assert fault.line == tiny.line("notice.yaml", '"2022-12-09"')
    assert "2022-12-12" in fault.wrong


def test_a_derived_number_follows_its_sources(tiny: TinyPack) -> None:
    """When a source moves and the derived number does not, the fault gives the right number."""
    tiny.replace("notice.yaml", "{value: 60", "{value: 55")
    with pytest.raises(PackError) as caught:
        load_pack(tiny.folder)
    (fault,) = caught.value.faults
    assert fault.line == tiny.line("notice.yaml", "    value: 20")
    assert "25" in fault.wrong


def test_a_year_without_an_official_calendar_is_a_fault(tiny: TinyPack) -> None:
    """Working days of a year whose holidays nobody has published cannot be counted, and the fault says so."""
    tiny.replace("notice.yaml", '"2022-12-19"', '"2099-12-19"')
    with pytest.raises(PackError) as caught:
        load_pack(tiny.folder)
    assert any(fault.line >= tiny.line("notice.yaml", "publicity_start") for fault in caught.value.faults)
