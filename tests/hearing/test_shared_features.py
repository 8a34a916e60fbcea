"""Features that many learners share, kept without their names."""

from __future__ import annotations

import sys
from array import array

import msgspec
import pytest

from bot.hearing.shared_features import SharedFeatures, share

FIRST, SECOND = {"u交": 0, "b没交": 3, "t没交了": 70_000}, {"u交": 5, "u馆": 1}


@pytest.fixture(scope="module")
def shared() -> SharedFeatures:
    """What two learners know."""
    return share([FIRST, SECOND])


def test_each_learner_has_its_own_places(shared: SharedFeatures) -> None:
    """With the values of the features, in their order; what it never met has none."""
    known = shared.known({"u馆": 0.5, "u交": 0.25, "t没交了": 0.5, "u象": 0.5})
    assert list(shared.held(0, known)) == [(0, 0.25), (70_000, 0.5)]
    assert list(shared.held(1, known)) == [(1, 0.5), (5, 0.25)]
    assert list(shared.held(2, known)) == []


def test_what_any_of_some_knows_is_known(shared: SharedFeatures) -> None:
    """By any of those that are asked, and no other."""
    assert shared.is_known("u交", (1,))
    assert shared.is_known("u馆", (0, 1))
    assert not shared.is_known("u馆", (0,))
    assert not shared.is_known("u象", (0, 1))


def test_of_nothing_nothing_is_known() -> None:
    """Where there are no learners, and where they learned nothing."""
    for nothing in (SharedFeatures(), share([]), share([{}])):
        assert nothing.known({"u交": 1.0}) == []
        assert not nothing.is_known("u交", (0,))


def test_more_learners_than_a_byte_counts() -> None:
    """A pack may ask five hundred questions."""
    shared = share([{"u交": number} for number in range(500)])
    known = shared.known({"u交": 1.0})
    assert [list(shared.held(number, known)) for number in (0, 255, 256, 499)] == [
        [(0, 1.0)],
        [(255, 1.0)],
        [(256, 1.0)],
        [(499, 1.0)],
    ]


def test_it_is_kept_and_read_back_on_any_machine(
    shared: SharedFeatures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes stand in the same order wherever they were written."""
    kept = msgspec.msgpack.encode(shared)
    again = msgspec.msgpack.decode(kept, type=SharedFeatures)
    assert list(again.held(1, again.known({"u馆": 1.0}))) == [(1, 1.0)]
    there = {"little": "big", "big": "little"}[sys.byteorder]
    monkeypatch.setattr(sys, "byteorder", there)
    swapped = share([FIRST, SECOND])
    turned = array("I", swapped.places)
    turned.byteswap()
    assert turned.tobytes() == shared.places != swapped.places
    assert list(swapped.held(1, swapped.known({"u馆": 1.0}))) == [(1, 1.0)]
