"""Settings from the environment (prefix BOT_) and a `.env` file, and where files go."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP = "noticebot"


@dataclass(frozen=True)
class Settings:
    """What the environment says. `data_dir` holds what must last, `cache_dir` what can be made again.

    `database_url` is where conversations are kept; SQLite in `data_dir` where nothing else is said.
    """

    data_dir: Path
    cache_dir: Path
    database_url: str = ""


def shipped_knowledge() -> Path:
    """The pack that travels with the program: inside the wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent / "knowledge"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[1] / "knowledge"


def read_settings(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """The settings of `environment`, completed from `.env` in `folder` (default: the working directory)."""
    from platformdirs import user_cache_path, user_data_path

    values = {**_dotenv((folder or Path.cwd()) / ".env"), **environment}
    named = values.get("BOT_DATA_DIR", "").strip()
    data = Path(named).expanduser() if named else user_data_path(APP)
    cache = data / "cache" if named else user_cache_path(APP)
    url = values.get("BOT_DATABASE_URL", "").strip() or f"sqlite:///{data / f'{APP}.db'}"
    return Settings(data, cache, url)


def _dotenv(path: Path) -> dict[str, str]:
    """NAME=value lines; quotes around a value are dropped; comments and all else are skipped."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    values: dict[str, str] = {}
    for line in lines:
        name, equals, value = line.removeprefix("export ").partition("=")
        if equals and name.strip().isidentifier():
            values[name.strip()] = value.strip().strip("'\"")
    return values
