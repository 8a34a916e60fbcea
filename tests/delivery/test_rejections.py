"""Whose fault a rejection is."""

from __future__ import annotations

import pytest

from bot.delivery.rejections import SEVERAL, Rejections
from tests.delivery.clocks import StillTimer


@pytest.fixture
def timer() -> StillTimer:
    """A timer that stands still."""
    return StillTimer()


@pytest.fixture
def rejections(timer: StillTimer) -> Rejections:
    """What is tried three times."""
    return Rejections(timer, 3)


def test_own(rejections: Rejections) -> None:
    """Whoever is rejected while another gets through is given up after three tries."""
    assert rejections.judge("a", 1) == "refused"
    rejections.got_through("b", 2)
    assert [rejections.judge("a", 1), rejections.judge("a", 1)] == ["refused", "failed"]


def test_everybody(rejections: Rejections) -> None:
    """Several in a row show that it is the channel."""
    found = [rejections.judge(f"u{number}", number) for number in range(SEVERAL)]
    assert found == ["refused"] * (SEVERAL - 1) + ["held"]


def test_nobody_else(rejections: Rejections) -> None:
    """One alone is never given up."""
    assert [rejections.judge("a", 1) for _ in range(4)] == ["refused", "refused", "held", "held"]


def test_proof_grows_old(rejections: Rejections, timer: StillTimer) -> None:
    """That others got through a day ago proves nothing of today."""
    rejections.judge("a", 1)
    rejections.got_through("b", 2)
    timer.pass_by(86_400.0)
    assert [rejections.judge("a", 3) for _ in range(3)] == ["refused", "refused", "held"]


def test_well_again(rejections: Rejections) -> None:
    """Whoever is reached again, and whatever was rejected by a channel at fault, begins anew."""
    rejections.judge("a", 1)
    rejections.got_through("b", 2)
    rejections.got_through("a", 1)
    assert [rejections.judge("a", 3) for _ in range(3)][-1] == "held"
    rejections.forget()
    assert rejections.judge("a", 3) == "refused"


def test_well_again_after_one(rejections: Rejections) -> None:
    """If the channel was held for one alone and then takes somebody else's, that one is at fault, however long it waits."""
    assert [rejections.judge("a", 1) for _ in range(3)][-1] == "held"
    rejections.well_again()
    rejections.got_through("b", 2)
    assert rejections.judge("a", 1) == "failed"


def test_well_again_after_many(rejections: Rejections) -> None:
    """If several were rejected meanwhile, it was the channel: each begins anew."""
    assert [rejections.judge("a", 1) for _ in range(3)][-1] == "held"
    for number in range(SEVERAL):
        rejections.doubt(f"u{number}")
    rejections.well_again()
    rejections.got_through("b", 2)
    assert rejections.judge("a", 1) == "refused"
