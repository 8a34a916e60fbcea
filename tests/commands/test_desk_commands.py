"""`noticebot desk` as people call it."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.pack.checking.check import check_folder
from bot.pack.laying import Change, PhrasingChange, written_change
from bot.store.backup import file_of
from bot.store.database import Store
from bot.store.model.account import Account, AuditLine, StaffSession
from tests.pack.test_laying import CARD
from tests.packs import TinyPack

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Calls the command with a database of its own."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--db", f"sqlite:///{tmp_path / 'bot.db'}", "desk", *arguments])

    return call


def test_accounts_are_made_changed_and_removed(called) -> None:  # type: ignore[no-untyped-def]
    """The first is an owner, the next readers; a password stands alone on stdout, and the audit tells all of it."""
    first = called("add", "zhang")
    assert first.exit_code == 0
    password = first.stdout.strip()
    assert len(password) == 19
    assert password not in first.stderr
    assert called("add", "李四").exit_code == 0
    assert called("add", "zhang").exit_code == 2
    assert called("add", "no blanks").exit_code == 2
    assert called("role", "李四", "editor").exit_code == 0
    assert called("role", "nobody", "editor").exit_code == 2
    assert called("role", "李四", "king").exit_code == 2
    again = called("reset", "zhang")
    assert again.stdout.strip() not in ("", password)
    listed = json.loads(called("list", "--json").stdout)["accounts"]
    assert [(one["name"], one["role"], one["state"]) for one in listed] == [
        ("zhang", "owner", "once"),
        ("李四", "editor", "once"),
    ]
    assert "李四" in called("list").stdout
    for refused in (called("remove", "zhang"), called("role", "zhang", "editor")):
        assert refused.exit_code == 2
        assert "最后一位负责人" in refused.stderr
        assert "--even-last" in refused.stderr
    assert called("role", "李四", "owner").exit_code == 0
    assert called("role", "李四", "editor").exit_code == 0
    removed = called("remove", "zhang", "--even-last")
    assert removed.exit_code == 0
    assert "负责人" in removed.stderr
    assert called("remove", "zhang").exit_code == 2
    lines = [json.loads(line) for line in called("audit", "--json").stdout.splitlines()]
    assert [line["act"] for line in lines] == [
        "account_removed",
        "account_role",
        "account_role",
        "account_reset",
        "account_role",
        "account_added",
        "account_added",
    ]
    assert "新建账号" in called("audit").stdout


def test_codes_are_shown_and_turned_off_in_the_terminal(called, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The list tells who has them; turning them off is told in the audit, and ends what is open."""
    called("add", "zhang")
    called("add", "li")

    async def turn_on() -> None:
        async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
            session = StaffSession("hash", "zhang", "place", NOW, NOW, offered="A" * 32)
            assert await store.staff.turn_on(session, 1, ["x"], AuditLine(NOW, "zhang", "totp_on"))

    asyncio.run(turn_on())
    listed = json.loads(called("list", "--json").stdout)["accounts"]
    assert [(one["name"], one["totp"]) for one in listed] == [("li", False), ("zhang", True)]
    lines = called("list").stdout.splitlines()
    assert ["动态码" in line for line in lines] == [False, True]
    assert "A" * 32 not in called("list", "--json").stdout
    assert "什么也没变" in called("totp-off", "li").stderr
    assert called("totp-off", "nobody").exit_code == 2
    assert called("totp-off", "zhang").exit_code == 0
    assert not any(one["totp"] for one in json.loads(called("list", "--json").stdout)["accounts"])
    assert json.loads(called("audit", "--json").stdout.splitlines()[0])["act"] == "totp_reset"


@pytest.mark.parametrize(
    ("zone", "moment", "told"),
    [
        ("Asia/Shanghai", "2022-11-15 10:00:00", "北京时间"),
        ("America/New_York", "2022-11-14 21:00:00", "America/New_York"),
        ("", "2022-11-15 02:00:00", "UTC"),
        ("Nowhere/None", "2022-11-15 02:00:00", "UTC"),
    ],
)
def test_times_are_those_of_the_notice(
    tmp_path: Path, tiny: TinyPack, monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, told: str
) -> None:
    """The audit and the list tell local time and which that is; a broken pack is no reason to tell nothing."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    address = f"sqlite:///{tmp_path / 'bot.db'}"
    notice = tiny.folder / "notice.yaml"
    notice.write_text(
        notice.read_text(encoding="utf-8").replace("Asia/Shanghai", zone) if zone else ": no yaml: [",
        encoding="utf-8",
    )

    async def lock() -> None:
        async with await Store.open(address) as store:
            account = Account("li", "owner", "x", NOW, locked_until=datetime(2099, 1, 1, tzinfo=UTC))
            await store.staff.add(account, AuditLine(NOW, "li", "login"))

    asyncio.run(lock())

    def called(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--knowledge", str(tiny.folder), "--db", address, "desk", *arguments])

    audit = called("audit")
    assert audit.stdout == f"{moment}\tli\t登录\t\n"
    assert told in audit.stderr
    at = datetime.fromisoformat(json.loads(called("audit", "--json").stdout)["at"])
    assert at == NOW
    assert f"{at:%Y-%m-%d %H:%M:%S}" == moment
    listed = called("list")
    assert told in listed.stderr
    assert "+00:00" not in listed.stdout


def test_nobody_is_listed_with_what_to_do(called) -> None:  # type: ignore[no-untyped-def]
    """An empty list says how the first account is made."""
    done = called("list")
    assert done.stdout == ""
    assert "noticebot desk add" in done.stderr


def test_a_database_that_cannot_be_used_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, with exit 2."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    wrong = tmp_path / "text.db"
    wrong.write_text("no database" * 100, encoding="utf-8")
    done = CliRunner().invoke(app, ["--db", f"sqlite:///{wrong}", "desk", "list"])
    assert file_of(f"sqlite:///{wrong}") == wrong
    assert done.exit_code == 2
    assert str(wrong) in done.stderr


def test_changes_are_written_into_a_pack(
    tmp_path: Path, tiny: TinyPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a new folder, which passes every check; what does not fit is told, and a folder that is there is left alone."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    address = f"sqlite:///{tmp_path / 'bot.db'}"

    def export(folder: Path) -> Result:
        options = ["--knowledge", str(tiny.folder), "--db", address]
        return CliRunner().invoke(app, [*options, "desk", "export", str(folder)])

    assert export(tmp_path / "none").exit_code == 2

    async def change() -> None:
        async with await Store.open(address) as store:
            line = AuditLine(NOW, "li", "revision_taken")
            changes: list[Change] = [CARD, PhrasingChange("nothing", ("怎么办",))]
            for after, made in enumerate(changes):
                id = await store.revisions.propose("tiny-2022", "li", written_change(made), [], NOW)
                assert await store.revisions.take("tiny-2022", id, after, "", [], 0, line) == after + 1

    asyncio.run(change())
    done = export(tmp_path / "new")
    assert done.exit_code == 0
    assert "第 2 号" in done.stderr
    pack, faults = check_folder(tmp_path / "new")
    assert faults == ()
    assert pack is not None
    assert "desk_card" in pack.entries
    assert export(tmp_path / "new").exit_code == 2
