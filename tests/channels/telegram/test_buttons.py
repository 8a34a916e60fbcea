"""What a button's data says, in Telegram's 64 bytes, and to whom it belongs."""

from __future__ import annotations

import pytest

from bot.channels.telegram.buttons import ANYBODY, MOST_BYTES, Keyboards, base36, chosen, read_data
from bot.replies.act_ids import act_of
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice

LARGEST_USER = 2**52 - 1
LONG = "iv:answer:a_fact_with_a_long_name:一个很长很长很长很长很长很长很长的选项"


@pytest.mark.parametrize(
    "id", ["deadline_unit", "iv:answer:employment:employed", LONG, "rm:abc:stop", "none"]
)
def test_choice(id: str) -> None:
    """Any choice fits, and what comes back names it among those that are offered."""
    data = Keyboards(base36(LARGEST_USER), "v1aB").data_of(act_of(id))
    assert len(data.encode()) <= MOST_BYTES
    pressed = read_data(data)
    assert pressed is not None
    assert chosen(pressed, [Choice(PickEntry("other"), "x"), Choice(act_of(id), "y")]) == act_of(id)


def test_long_choice_that_is_gone() -> None:
    """A choice that had to be shortened stands for nothing when it is not offered any more."""
    pressed = read_data(Keyboards("1", "v").data_of(act_of(LONG)))
    assert pressed is not None
    assert chosen(pressed, [Choice(PickEntry("other"), "x")]) is None


def test_owner() -> None:
    """A button is its user's alone, unless it is anybody's."""
    mine, anybodys = (
        read_data(Keyboards(base36(7), "v").data_of(PickEntry("x"))),
        read_data(Keyboards(ANYBODY, "v").data_of(PickEntry("x"))),
    )
    assert mine is not None
    assert anybodys is not None
    assert mine.may_be_pressed_by(7)
    assert not mine.may_be_pressed_by(8)
    assert anybodys.may_be_pressed_by(8)


def test_version() -> None:
    """A question of the interview is bound to its rules; other choices outlive them."""
    question, entry = (
        read_data(Keyboards("1", "old").data_of(act_of(id))) for id in ("iv:answer:a:b", "deadline_unit")
    )
    assert question is not None
    assert entry is not None
    assert question.is_current("old")
    assert not question.is_current("new")
    assert entry.is_current("new")


def test_votes() -> None:
    """Votes name their entry; one with too long a name has none."""
    (row,) = Keyboards(base36(LARGEST_USER), "v").votes("deadline_unit")
    pressed = [read_data(button.data) for button in row]
    assert [(one.what, one.text) for one in pressed if one] == [
        ("up", "deadline_unit"),
        ("down", "deadline_unit"),
    ]
    assert Keyboards("1", "v").votes("x" * 64) == ()


@pytest.mark.parametrize("data", ["", "x", "a.b", "a.b.", "a.b.c", "..=x", "a.b.=", "\x00"])
def test_not_ours(data: str) -> None:
    """Data that no button of ours has says nothing."""
    assert read_data(data) is None


def test_rows() -> None:
    """Short labels stand beside each other, long ones alone, none is lost, and what is too long is cut."""
    choices = [
        Choice(PickEntry(str(number)), label)
        for number, label in enumerate(["是", "不是", "不清楚", "很长的一个选项" * 10])
    ]
    rows = Keyboards("1", "v").rows(choices)
    assert [len(row) for row in rows] == [3, 1]
    assert len(rows[-1][0].label) <= 60
