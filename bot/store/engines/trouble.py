"""What the drivers raise, turned into one StoreError that tells a person what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.messages import message
from bot.store.engines.kept_file import FileLost
from bot.store.model.errors import StoreError

_SQLITE = {
    sqlite3.SQLITE_NOTADB: "store_not_a_database",
    sqlite3.SQLITE_CORRUPT: "store_not_a_database",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_READONLY: "store_not_writable",
    sqlite3.SQLITE_CANTOPEN: "store_not_writable",
    sqlite3.SQLITE_PERM: "store_not_writable",
    sqlite3.SQLITE_IOERR: "store_disk_fails",
}
_POSTGRES = {
    "53100": "store_full",
    "55P03": "store_busy",
    "57014": "store_busy",
    "25006": "store_read_only",
    "42501": "store_refused_login",
    "28": "store_refused_login",
    "3D": "store_refused_login",
    "57": "store_unreachable",
    "08": "store_unreachable",
}
"""By the SQLSTATE (disk full, a lock not had in time, a statement cut off, a standby server, a user without rights) or its
class: wrong login, no such database, server going down, connection lost."""


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Context manager that turns a driver's errors into a StoreError about `place`."""
    try:
        yield
    except ImportError as error:
        raise StoreError(message("store_driver_missing"), "driver_missing") from error
    except (SQLAlchemyError, sqlite3.Error, OSError, FileLost, UnicodeDecodeError) as error:
        raise _as_trouble(error, place) from error


def no_answer(place: str) -> StoreError:
    """What is raised if the database at `place` does not answer in time."""
    return StoreError(message("store_no_answer", place=place), "no_answer")


def _as_trouble(error: Exception, place: str) -> StoreError:
    cause = _cause(error)
    if isinstance(cause, FileLost):
        name = "store_file_lost"
    elif isinstance(
        cause, UnicodeDecodeError
    ):  # the driver reads what SQLite says of a damaged file, or a name in it
        name = "store_not_a_database"
    elif isinstance(cause, sqlite3.Error):
        name = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "store_failed")
    elif isinstance(cause, NoConnectionFree):
        name = "store_busy"
    elif isinstance(cause, OSError):
        name = "store_unreachable" if "://" in place else "store_not_writable"
    else:
        state = str(getattr(cause, "sqlstate", ""))
        name = _POSTGRES.get(state) or _POSTGRES.get(state[:2], "store_failed")
    text = message(name, place=place, reason=f"{type(cause).__name__} {cause}".strip())
    return StoreError(text, name.removeprefix("store_"))


def _cause(error: BaseException) -> BaseException:
    """The driver's own exception inside SQLAlchemy's."""
    return error.driver_exception if isinstance(error, DBAPIError) else error
