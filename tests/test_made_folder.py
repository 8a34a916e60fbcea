"""Folders that the program makes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.delivery.trail import trail_folder
from bot.made_folder import make_folder
from bot.store.database import Store


def mode(folder: Path) -> int:
    """Who may do what with a folder."""
    return folder.stat().st_mode & 0o777


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
async def test_the_folder_of_data_is_its_owners_alone(tmp_path: Path) -> None:
    """Whichever part of the program makes it, the compiled packs, the trails or the database."""
    packs, trails, data = tmp_path / "a" / "b", tmp_path / "c", tmp_path / "d"
    make_folder(packs / "cache")
    trail_folder(trails)
    async with await Store.open(f"sqlite:///{data / 'bot.db'}"):
        pass
    assert [mode(one) for one in (packs, packs.parent, trails, data)] == [0o700] * 4


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    """The administrator may have given it to a group."""
    tmp_path.chmod(0o750)
    make_folder(tmp_path / "cache", 0o700)
    make_folder(tmp_path, 0o700)
    assert mode(tmp_path) == 0o750
