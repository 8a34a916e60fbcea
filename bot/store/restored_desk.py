"""What a restored database lets nobody do at the desk: sessions that ended since, and one-time passwords, are not revived."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_LONG_OVER = "1970-01-01 00:00:00.000000"


@dataclass(frozen=True)
class RestoredAccount:
    """An account as it is after restoring. `void` tells that its one-time password was not used and works no more."""

    name: str
    role: str
    void: bool


def close_desk(database: sqlite3.Connection) -> None:
    """End all sessions, and have no one-time password work any more that was not used when the copy was made."""
    if "staff_account" in _tables(database):
        database.execute("DELETE FROM staff_session")
        database.execute(
            "UPDATE staff_account SET once_until = ? WHERE once_until IS NOT NULL", (_LONG_OVER,)
        )


def accounts_in(path: Path) -> tuple[RestoredAccount, ...]:
    """The accounts of the desk in a file, of whatever form, by name."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        if "staff_account" not in _tables(database):
            return ()
        found = database.execute("SELECT name, role, once_until IS NOT NULL FROM staff_account ORDER BY name")
        return tuple(RestoredAccount(name, role, bool(void)) for name, role, void in found)


def _tables(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
