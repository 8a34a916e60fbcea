"""What people can ask for whatever the notice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from bot.hearing import learned_acts
from bot.hearing.learned_acts import LearnedActs, learn_acts
from bot.knowledge import Knowledge

FOLDER = Path(learned_acts.__file__).with_name("sayings")
FEWEST = 20
"""Sayings of an act from which people whom nobody met are understood."""


def sayings(group: str) -> dict[str, list[str]]:
    """The sayings of a group by act, as the file has them."""
    found: dict[str, list[str]] = {}
    act = ""
    for line in (FOLDER / f"{group}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            act = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            found.setdefault(act, []).append(line.strip())
    return found


GROUPS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def learned(shipped: Knowledge) -> LearnedActs:
    """The acts as people use them."""
    return shipped.acts


def test_there_is_a_group_for_each_file(learned: LearnedActs) -> None:
    """Reminders, after an answer, in the middle of an interview."""
    assert sorted(learned.groups) == GROUPS
    assert {"reminders", "followups", "steps"} <= set(GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_each_act_has_sayings_enough_and_none_is_of_two(group: str) -> None:
    """A line that stands under two acts teaches nothing."""
    found = sayings(group)
    assert {act: len(lines) for act, lines in found.items() if len(lines) < FEWEST} == {}
    owners = Counter(line for lines in found.values() for line in set(lines))
    assert [line for line, count in owners.items() if count > 1] == []


@pytest.mark.parametrize("group", GROUPS)
def test_what_was_learned_is_known_again(learned: LearnedActs, group: str) -> None:
    """Nine of ten sayings are likeliest to be what they were written for."""
    found = sayings(group)
    right = sum(
        max(chances, key=lambda name: chances[name]) == act
        for act, lines in found.items()
        for line in lines
        for chances in [learned.chances(group, line)]
    )
    assert right >= 0.9 * sum(map(len, found.values()))


def test_chances_are_of_each_act_and_add_up_to_one(learned: LearnedActs) -> None:
    """Whatever is said."""
    for group in GROUPS:
        for text in ("", "取消刚才那个", "🙂", "啊" * 2000):
            chances = learned.chances(group, text)
            assert set(chances) == set(sayings(group))
            assert sum(chances.values()) == pytest.approx(1)


def test_a_group_that_nobody_knows_is_an_error(learned: LearnedActs) -> None:
    """A name that is mistyped in the code."""
    with pytest.raises(KeyError):
        learned.chances("orders", "取消")


def test_a_way_of_saying_something_is_a_line_of_data(tmp_path: Path) -> None:
    """Remarks and blank lines do not count; what was learned is kept and read back."""
    (tmp_path / "orders.txt").write_text(
        "# 命令\n\n[stop]\n停\n停下\n停了吧\n\n[go]\n走\n走吧\n走起\n", encoding="utf-8"
    )
    made = learn_acts(tmp_path)
    assert set(made.chances("orders", "停一下")) == {"stop", "go"}
    assert made.chances("orders", "停一下")["stop"] > 0.5
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=LearnedActs) == made
