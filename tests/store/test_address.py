"""URLs of databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store.engines.address import read_address
from bot.store.model.errors import StoreError


def test_sqlite_paths(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Three slashes begin a relative path, four an absolute one; ~ is the home folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/anna")
    paths = [read_address(f"sqlite:///{path}").path for path in ("a/bot.db", "/srv/bot.db", "~/bot.db")]
    assert paths == [tmp_path / "a" / "bot.db", Path("/srv/bot.db"), Path("/home/anna/bot.db")]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_postgres(scheme: str) -> None:
    """Each way of writing PostgreSQL's URL means asyncpg, and its place hides the password."""
    address = read_address(f"{scheme}://bot:hush@db.example/notice?sslmode=require")
    assert address.path is None
    assert address.url.drivername == "postgresql+asyncpg"
    assert address.url.query == {"ssl": "require"}
    assert address.place == "postgresql+asyncpg://bot:***@db.example/notice"


@pytest.mark.parametrize(
    "text",
    ["", "bot.db", "/srv/bot.db", "mysql://root:hush@db/notice", "sqlite://", "sqlite:///:memory:",
     "sqlite://host/a", "postgresql://bot:hush@db:port/notice", "postgresql+psycopg2://bot:hush@db/notice"],
)  # fmt: skip
def test_unusable(text: str) -> None:
    """What is no URL of a database that we know gives a message with the two forms, and never a password."""
    with pytest.raises(StoreError, match="sqlite:///") as caught:
        read_address(text)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["sqlite:///a?mode=ro", "postgresql://bot:hush@db/notice?ssl=require&mode=ro"]
)
def test_unknown_setting(text: str) -> None:
    """A setting that the driver would not take is named."""
    with pytest.raises(StoreError, match=r"mode.*去掉"):
        read_address(text)
