"""What the drivers raise, turned into one StoreError that tells a person what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.messages import message
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
}
_POSTGRES = {
    "28": "store_refused_login",
    "3D": "store_refused_login",
    "57": "store_unreachable",
    "08": "store_unreachable",
}
"""By the class of the SQLSTATE: wrong login, no such database, server going down, connection lost."""


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Context manager that turns a driver's errors into a StoreError about `place`."""
    try:
        yield
    except ImportError as error:
        raise StoreError(message("store_driver_missing")) from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreError(_words(error, place)) from error


def _words(error: Exception, place: str) -> str:
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        name = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "store_failed")
    elif isinstance(cause, OSError):
        name = "store_unreachable" if "://" in place else "store_not_writable"
    else:
        name = _POSTGRES.get(str(getattr(cause, "sqlstate", ""))[:2], "store_failed")
    return message(name, place=place, reason=f"{type(cause).__name__} {cause}".strip())


def _cause(error: BaseException) -> BaseException:
    """The driver's own exception inside SQLAlchemy's."""
    return error.driver_exception if isinstance(error, DBAPIError) else error
