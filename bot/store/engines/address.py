"""Parses the URL of a database: which engine, if it is, and how error messages name it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.messages import message
from bot.store.model.errors import StoreError

_BAD = "bad_address"
_SETTINGS = {
    "sqlite+pysqlite": frozenset[str](),
    "postgresql+asyncpg": frozenset({"host", "port", "ssl", "prepared_statement_cache_size"}),
}
_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "sqlite+aiosqlite": "sqlite+pysqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


@dataclass(frozen=True)
class Address:
    """The parsed URL of a database. `path` is its file, None for a server; `place` names it without its password."""

    url: URL
    path: Path | None
    place: str


def read_address(text: str) -> Address:
    """Parse `text`. Raises StoreError if it is not the URL of a supported database."""
    try:
        url = make_url(text.strip())
        driver = _DRIVERS[url.drivername]
    except (ArgumentError, ValueError, KeyError):
        scheme = text.strip().partition(":")[0][:20]
        raise StoreError(message("store_bad_url", scheme=scheme), _BAD) from None
    # Most hosts hand out libpq's name of the setting; asyncpg has another for it.
    settings = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    for name in settings.keys() - _SETTINGS[driver]:
        raise StoreError(message("store_bad_setting", name=name), _BAD)
    url = url.set(drivername=driver, query=settings)
    if driver == "postgresql+asyncpg":
        return Address(url, None, url.set(query={}).render_as_string(hide_password=True))
    if url.host or url.database in (None, "", ":memory:"):
        raise StoreError(message("store_bad_url", scheme="sqlite"), _BAD)
    path = Path(str(url.database)).expanduser().absolute()
    return Address(url.set(database=str(path)), path, str(path))
