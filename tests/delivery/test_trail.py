"""The trail that a process leaves of what it put on the wire."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bot.delivery.trail import Trail, drop_trail, read_trail, trail_folder


def test_trail(tmp_path: Path) -> None:
    """Another process reads what was noted; a trail that was ended or dropped tells nothing."""
    trail = Trail(tmp_path)
    path = trail.begin()
    assert read_trail(path) == frozenset()
    trail.note(7, 1)
    trail.note(8, 2)
    assert read_trail(path) == frozenset({(7, 1), (8, 2)})
    drop_trail(path)
    assert read_trail(path) is None
    trail.end()


def test_no_folder(tmp_path: Path) -> None:
    """If no file can be made there is no trail, and nothing fails."""
    trail = Trail(tmp_path / "missing")
    assert trail.begin() == ""
    trail.note(1, 1)
    trail.tidy()
    trail.end()
    assert read_trail("") is None


def test_tidy(tmp_path: Path) -> None:
    """A trail that grew long begins anew; a short one stays."""
    trail = Trail(tmp_path, longest=100)
    path = trail.begin()
    trail.note(7, 1)
    trail.tidy()
    assert read_trail(path) == frozenset({(7, 1)})
    for number in range(100):
        trail.note(number, 1)
    trail.tidy()
    trail.note(9, 1)
    assert read_trail(path) == frozenset({(9, 1)})
    trail.end()


def test_torn(tmp_path: Path) -> None:
    """A trail that cannot be read tells nothing."""
    (tmp_path / "torn").write_text("7 1\n8")
    assert read_trail(str(tmp_path / "torn")) is None


def test_its_folder_outlives_the_process(tmp_path: Path) -> None:
    """It is in the data folder, for its owner alone; trails of long ago go, and where it cannot be made there is none."""
    folder = trail_folder(tmp_path / "data")
    assert folder is not None
    assert folder.is_relative_to(tmp_path / "data")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    path = Path(Trail(folder).begin())
    assert trail_folder(tmp_path / "data") == folder
    assert path.exists()
    os.utime(path, (0, 0))
    trail_folder(tmp_path / "data")
    assert not path.exists()
    (tmp_path / "file").touch()
    assert trail_folder(tmp_path / "file") is None
