"""What is not loaded before a database is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packs import TinyPack

HEAVY = "{'sqlalchemy', 'alembic', 'asyncpg', 'sqlite3'} & set(sys.modules)"


@pytest.mark.parametrize(
    "program",
    [
        "import bot.store.model.saved, bot.store.model.errors",
        "sys.argv = ['noticebot', *tiny, 'ask', '什么时候截止']\nfrom bot.cli import app\napp(standalone_mode=False)",
    ],
)
def test_light(program: str, tiny: TinyPack, tmp_path: Path) -> None:
    """Asking a question, and the twin in memory, load no database library."""
    code = f"import sys\ntiny = ['--knowledge', {str(tiny.folder)!r}]\n{program}\nassert not {HEAVY}, {HEAVY}"
    environment = {**os.environ, "BOT_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.glob("*.db"))


def test_opening_a_current_database_is_light(tmp_path: Path) -> None:
    """Alembic is loaded only if there is something to migrate."""
    code = (
        "import asyncio, sys\nfrom bot.store.database import Store\n"
        f"asyncio.run(Store.open('sqlite:///{tmp_path / 'bot.db'}'))\nprint('alembic' in sys.modules)"
    )
    runs = [subprocess.check_output([sys.executable, "-c", code], text=True).strip() for _ in range(2)]
    assert runs == ["True", "False"]
