"""What the drivers raise, in words."""

from __future__ import annotations

import sqlite3

import pytest

from bot.store.engines.trouble import explained
from bot.store.model.errors import Conflict, StoreError


@pytest.mark.parametrize(
    ("code", "word"),
    [(sqlite3.SQLITE_FULL, "满"), (sqlite3.SQLITE_READONLY_DIRECTORY, "写不进去"), (sqlite3.SQLITE_BUSY_SNAPSHOT, "占着"),
     (sqlite3.SQLITE_CORRUPT_VTAB, "损坏"), (sqlite3.SQLITE_LOCKED, "占着"), (sqlite3.SQLITE_NOTADB, "不是数据库"),
     (sqlite3.SQLITE_CANTOPEN_ISDIR, "打不开"), (sqlite3.SQLITE_PERM, "打不开"), (sqlite3.SQLITE_IOERR, "disk I/O")],
)  # fmt: skip
def test_sqlite_codes(code: int, word: str) -> None:
    """Each trouble of SQLite, extended codes too, has its message with the place in it."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError, match=word) as caught, explained("/srv/bot.db"):
        raise error
    assert "/srv/bot.db" in str(caught.value)


@pytest.mark.parametrize("error", [Conflict("web:1"), ValueError("zone"), TypeError("not JSON")])
def test_others_pass(error: Exception) -> None:
    """What is no trouble of the database goes through as it is."""
    with pytest.raises(type(error)) as caught, explained("/srv/bot.db"):
        raise error
    assert caught.value is error
