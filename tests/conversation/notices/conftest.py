"""Three small notices, read once, and talks about them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from tests.several_packs import HIGH, NEXT, SENIOR, Talk, library, several


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Knowledge]:
    """The packs by notice; shared, so do not change them."""
    folder: Path = tmp_path_factory.mktemp("packs")
    return {one.pack.facts.id: one for one in library(folder, SENIOR, HIGH, NEXT)}


@pytest.fixture
def two(packs: Mapping[str, Knowledge]) -> Talk:
    """A talk with a bot of two notices that are open at once."""
    return Talk(several([packs[SENIOR], packs[HIGH]]))


@pytest.fixture
def years(packs: Mapping[str, Knowledge]) -> Talk:
    """A talk with a bot of one series, of which a new year came out."""
    return Talk(several([packs[SENIOR], packs[NEXT]]))
