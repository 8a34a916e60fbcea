"""What the drivers raise, in words."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError

from bot.store.engines.address import read_address
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


def test_what_the_driver_cannot_read() -> None:
    """A damaged file in which SQLite finds names that are no text."""
    with pytest.raises(StoreError, match="损坏"), explained("/srv/bot.db"):
        b"\xa0".decode()


@pytest.mark.parametrize("error", [Conflict("web:1"), ValueError("zone"), TypeError("not JSON")])
def test_others_pass(error: Exception) -> None:
    """What is no trouble of the database goes through as it is."""
    with pytest.raises(type(error)) as caught, explained("/srv/bot.db"):
        raise error
    assert caught.value is error


@pytest.mark.parametrize(
    ("code", "passes"),
    [(sqlite3.SQLITE_FULL, True), (sqlite3.SQLITE_BUSY, True), (sqlite3.SQLITE_IOERR, True),
     (sqlite3.SQLITE_NOTADB, False), (sqlite3.SQLITE_READONLY, False)],
)  # fmt: skip
def test_passing(code: int, passes: bool) -> None:
    """What may be over by itself is told from what somebody must mend."""
    error = sqlite3.OperationalError("trouble")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError) as caught, explained("/srv/bot.db"):
        raise error
    assert caught.value.passes is passes


@pytest.mark.parametrize(
    ("state", "passes"),
    [("57P03", True), ("53300", True), ("08006", True), ("55P03", True), ("25006", True), ("28P01", False),
     ("3D000", False), ("42501", False)],
)  # fmt: skip
def test_passing_postgres(state: str, passes: bool) -> None:
    """A server that starts, is full of connections or a standby is waited for; a login that it refuses is not."""

    class Refusal(Exception):  # noqa: N818 - as the driver raises it
        sqlstate = state

    with pytest.raises(StoreError) as caught, explained("postgresql://db/x"):
        raise DBAPIError(None, None, Refusal())
    assert caught.value.passes is passes


@pytest.mark.parametrize("url", ["mysql://db/x", "sqlite://", "postgresql://db/x?colour=red"])
def test_address_stays(url: str) -> None:
    """An address that cannot be meant does not get better by itself."""
    with pytest.raises(StoreError) as caught:
        read_address(url)
    assert not caught.value.passes
