"""The time zone of a pack, read without the rest: for whom a broken pack is no reason to be told nothing."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.pack.faults import PackError
from bot.pack.layout import NOTICE
from bot.pack.reading.located import Mapping, Scalar, read_yaml


def zone_of(folder: Path) -> ZoneInfo | None:
    """The zone that the notice of a folder names; None if it cannot be read."""
    try:
        root = read_yaml(folder / NOTICE)
        notice = root.items.get("notice")
        name = notice.items.get("time_zone") if isinstance(notice, Mapping) else None
        return ZoneInfo(name.text) if isinstance(name, Scalar) else None
    except (OSError, ValueError, PackError, ZoneInfoNotFoundError):
        return None
