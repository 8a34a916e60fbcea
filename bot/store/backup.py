"""Copies of a database in one file: taken while it is in use, and put in its place again while nobody uses it.

This is for SQLite; bot.store.server_backup makes the same files of a database on a server.

A plain copy of the file of a running server lacks what is still in its write-ahead log, which may be everything.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.messages import message
from bot.store.engines.address import read_address
from bot.store.engines.revisions import HEAD, REVISIONS
from bot.store.engines.sqlite import make_file, sync_folder
from bot.store.engines.trouble import explained
from bot.store.model.errors import StoreError
from bot.store.restored_desk import close_desk

_BUSY_SECONDS = 10.0
_WRONG = "wrong_copy"
_SIDE_FILES = ("-wal", "-shm")
NOT_COPIED = ("kept_question", "sharing", "staff_session")
"""The tables that no copy holds."""
UNSURE = ("due", "claimed", "sending")
"""How deliveries stand that may have been sent since a copy was made."""
_AGAIN = f"""UPDATE delivery SET maybe_repeated = 1
WHERE status IN {UNSURE} AND due_at <= ?"""


def file_of(url: str) -> Path | None:
    """The file of the database at `url`; None of one on a server. Raises StoreError if it is no address."""
    return read_address(url).path


def back_up(database: Path, copy: Path, *, replacing: bool = False) -> int:
    """Copy the database into the file `copy`, complete or not at all. Returns its size in bytes.

    Others may go on reading and writing. Raises StoreError if it cannot be done, if there is no folder
    for the copy, or if it exists and is not to be replaced.
    """
    if not database.is_file():
        raise StoreError(message("backup_nothing", place=database), _WRONG)
    with (
        whole_copy(copy, str(database), database, replacing=replacing) as unfinished,
        where_it_is_full(copy),
        explained(str(database)),
    ):
        _copy(database, unfinished)
        _leave_out(unfinished)
    return copy.expanduser().stat().st_size


@contextmanager
def whole_copy(copy: Path, place: str, own: Path | None = None, *, replacing: bool = False) -> Iterator[Path]:
    """Context manager: the body fills the empty file that it is given, and that gets the name `copy` if it is a whole database.

    Raises StoreError as `back_up` does; `own` is the file that must not be replaced.
    """
    copy = copy.expanduser().absolute()
    if copy.exists() and (not replacing or copy.is_dir() or (own is not None and copy.samefile(own))):
        raise StoreError(message("backup_exists", copy=copy), _WRONG)
    if not copy.parent.is_dir():  # a disk that is not there: a copy beside it would not be found again
        raise StoreError(message("backup_no_folder", folder=copy.parent), _WRONG)
    unfinished = copy.with_name(f".{copy.name}.{os.getpid()}")
    try:
        with explained(str(copy)):
            make_file(unfinished)
        yield unfinished
        if not _is_sound(unfinished):  # as what it was copied from
            raise StoreError(message("store_not_a_database", place=place), "not_a_database")
        with explained(str(copy)):
            _settle(unfinished, copy)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(copy: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the database; what was there is moved aside. Returns where it is now; None if nothing was.

    Reminders that were due by `now` (aware) and not sent yet when the copy was made may have been sent since: they carry the
    mark that they may come twice. At the desk nobody is logged in, and one-time passwords that were not used work no more: see
    `bot.store.restored_desk`. Raises StoreError if the copy is none, or somebody uses the database.
    """
    copy = copy.expanduser().absolute()
    if not copy.exists():
        raise StoreError(message("restore_missing", copy=copy), _WRONG)
    if not copy.is_file() or (database.exists() and copy.samefile(database)):
        raise StoreError(message("restore_no_copy", copy=copy), _WRONG)
    check_copy(copy)
    unfinished = database.with_name(f".{database.name}.{os.getpid()}")
    try:
        with explained(str(database)):
            make_file(unfinished)
            _copy(copy, unfinished)
            _prepare_restored(unfinished, now)
            _leave_out(unfinished)
            aside = _move_aside(database, now) if database.exists() else None
            _settle(unfinished, database)
    finally:
        unfinished.unlink(missing_ok=True)
    return aside


def _copy(source: Path, target: Path) -> None:
    """Copy what a reader of `source` sees now, its write-ahead log included."""
    with closing(_opened(source)) as read, closing(_opened(target)) as written:
        # A backup waits without end for a database that is locked; beginning to read does not.
        read.execute("BEGIN")
        read.execute("SELECT count(*) FROM sqlite_master").fetchone()
        read.backup(written)
        written.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


@contextmanager
def where_it_is_full(copy: Path) -> Iterator[None]:
    """Have a full disk told of the copy, which is what is written."""
    try:
        yield
    except StoreError as error:
        if error.code != "full":
            raise
        raise StoreError(message("backup_full", copy=copy), error.code) from error


def _is_sound(copy: Path) -> bool:
    """Whether the file is a whole database of this program."""
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as read:
            sound = read.execute("PRAGMA quick_check").fetchone() == ("ok",)
            tables = {name for (name,) in read.execute("SELECT name FROM sqlite_master")}
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return sound and {"alembic_version", "conversation"} <= tables


def check_copy(copy: Path) -> None:
    """Raise StoreError if the file is no whole database of this program, or one of a newer program."""
    if not _is_sound(copy):
        raise StoreError(message("restore_no_copy", copy=copy), _WRONG)
    with explained(str(copy)), closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as read:
        (found,) = read.execute("SELECT version_num FROM alembic_version").fetchone()
        if found not in REVISIONS:
            raise StoreError(message("store_newer", place=copy, found=found, known=HEAD), "newer")


def _prepare_restored(path: Path, now: datetime) -> None:
    """Mark what may have been sent since the copy was made; nobody holds the right to send, nobody is inside at the desk."""
    with closing(_opened(path)) as written:
        moment = now.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        with suppress(sqlite3.OperationalError):  # an old form, which is migrated when it is opened
            written.execute(_AGAIN, (moment,))
            written.execute("UPDATE leadership SET owner = ''")
        close_desk(written)


def _leave_out(path: Path) -> None:
    """Leave out what people asked, whom they let the office see, and who is logged in at the desk.

    Whoever has that forgotten, withdraws it or logs out later must not find it in a copy, nor after restoring one.
    """
    with closing(_opened(path)) as written:
        tables = {name for (name,) in written.execute("SELECT name FROM sqlite_master")}
        left_out = [name for name in NOT_COPIED if name in tables]
        gone = [written.execute(f"DELETE FROM {name}").rowcount for name in left_out]
        if any(gone):
            written.execute("VACUUM")  # what was deleted stands in the file until it is written over


def _move_aside(database: Path, now: datetime) -> Path:
    """Give the database another name beside it. Raises StoreError if somebody has it open."""
    with closing(_opened(database)) as alone:
        alone.execute("PRAGMA busy_timeout = 500")
        # Leaving this mode takes the file for oneself: it fails while anybody else has it open, however idle.
        try:
            mode = alone.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = ("locked",)
        except sqlite3.DatabaseError:
            mode = ("delete",)  # what is there is damaged: that is why a copy takes its place
        if mode != ("delete",):
            raise StoreError(message("restore_in_use", place=database), "in_use")
    aside = database.with_name(f"{database.name}.before-{now:%Y%m%d-%H%M%S}")
    os.replace(database, aside)
    for end in _SIDE_FILES:
        with suppress(FileNotFoundError):
            os.replace(f"{database}{end}", f"{aside}{end}")
    return aside


def _settle(unfinished: Path, place: Path) -> None:
    """Give the finished file its name, durably."""
    with open(unfinished, "rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(unfinished, place)
    sync_folder(place.parent)
