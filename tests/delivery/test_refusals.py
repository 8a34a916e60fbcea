"""Whose fault a rejection is."""

from __future__ import annotations

import pytest

from bot.delivery.refusals import SEVERAL, Refusals
from tests.delivery.clocks import StillTimer


@pytest.fixture
def timer() -> StillTimer:
    """A timer that stands still."""
    return StillTimer()


@pytest.fixture
def refusals(timer: StillTimer) -> Refusals:
    """What is tried three times."""
    return Refusals(timer, 3)


def test_own(refusals: Refusals) -> None:
    """Whoever is rejected while another gets through is given up after three tries."""
    assert refusals.judge("a", 1) == "refused"
    refusals.got_through("b", 2)
    assert [refusals.judge("a", 1), refusals.judge("a", 1)] == ["refused", "failed"]


def test_everybody(refusals: Refusals) -> None:
    """Several in a row show that it is the channel."""
    found = [refusals.judge(f"u{number}", number) for number in range(SEVERAL)]
    assert found == ["refused"] * (SEVERAL - 1) + ["held"]


def test_nobody_else(refusals: Refusals) -> None:
    """One alone is never given up."""
    assert [refusals.judge("a", 1) for _ in range(4)] == ["refused", "refused", "held", "held"]


def test_proof_grows_old(refusals: Refusals, timer: StillTimer) -> None:
    """That others got through a day ago proves nothing of today."""
    refusals.judge("a", 1)
    refusals.got_through("b", 2)
    timer.pass_by(86_400.0)
    assert [refusals.judge("a", 3) for _ in range(3)] == ["refused", "refused", "held"]


def test_well_again(refusals: Refusals) -> None:
    """Whoever is reached again, and whatever was rejected by a channel at fault, begins anew."""
    refusals.judge("a", 1)
    refusals.got_through("b", 2)
    refusals.got_through("a", 1)
    assert [refusals.judge("a", 3) for _ in range(3)][-1] == "held"
    refusals.forget()
    assert refusals.judge("a", 3) == "refused"
