"""Places that a text names, by their province."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot.language import places
from bot.language.normalize import normalize
from bot.language.places import BEYOND, provinces_in


@pytest.mark.parametrize(
    ("said", "provinces"),
    [
        ("我在东阳上班", ["浙江"]),
        ("户口景德镇，人在龙泉", ["江西", "浙江"]),
        ("关系在江苏宜兴", ["江苏", "江苏"]),
        ("日本回来的，在台湾也读过", ["国外", "港澳台"]),
        ("内蒙古呼和浩特", ["内蒙古", "内蒙古"]),
        ("我在单位上班", []),
        ("", []),
    ],
)
def test_each_place_gives_its_province_in_order(said: str, provinces: list[str]) -> None:
    """A province and its city are two places; what lies beyond has names of its own."""
    assert list(provinces_in(normalize(said))) == provinces


def test_every_place_of_the_list_is_found_by_its_own_name() -> None:
    """As it is normalised, and whichever longer name holds it."""
    groups = tomllib.loads(Path(places.__file__).with_name("places.toml").read_text(encoding="utf-8"))
    listed = [
        (name, province)
        for provinces in groups.values()
        for province, cities in provinces.items()
        for name in (province, *cities)
    ]
    assert {name for name, province in listed if list(provinces_in(normalize(name))) != [province]} == set()
    assert [name for name, count in Counter(name for name, _ in listed).items() if count > 1] == []
    assert set(groups["beyond"]) == set(BEYOND)
