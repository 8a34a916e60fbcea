"""`noticebot desk` as people call it."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.pack.checking.check import check_folder
from bot.pack.laying import Change, PhrasingChange, written_change
from bot.store.backup import file_of
from bot.store.database import Store
from bot.store.model.account import Account, AuditLine, StaffSession
from bot.store.model.asked_question import Gap
from tests.pack.test_laying import CARD
from tests.packs import TinyPack
from tests.several_packs import HIGH, NAMES, SENIOR, write_packs

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


def test_what_was_asked_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Grouped and counted as on the page, of the notice that is chosen; nothing that people wrote steers the terminal."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BOT_KEEP_QUESTIONS", "30")
    folder, address = tmp_path / "packs", f"sqlite:///{tmp_path / 'bot.db'}"
    write_packs(folder, SENIOR, HIGH)

    def called(*arguments: str) -> Result:
        options = ["--knowledge", str(folder), "--db", address, "--now", "2022-11-15T12:00"]
        return CliRunner().invoke(app, [*options, "desk", *arguments])

    async def ask() -> None:
        async with await Store.open(address) as store:
            texts = ("快递寄到哪里", "材料快递寄到哪里去", "快递寄到哪里", "可以带\x1b[2J猫吗")
            for second, text in enumerate(texts):
                gaps, at = [Gap("unknown", "", text)], NOW + timedelta(seconds=second)
                await store.questions.note("web:1", gaps, "2022-11-15", HIGH, at)
            await store.questions.note("web:1", [Gap("useless", "fee")], "2022-11-15", HIGH, NOW)
            id = await store.revisions.propose(
                HIGH, "li", written_change(PhrasingChange("fee", ("要付多少",))), [], NOW
            )
            line = AuditLine(NOW, "li", "revision_taken")
            assert await store.revisions.take(HIGH, id, 0, "", [], 0, line) == 1

    asyncio.run(ask())
    of_which = called("questions")
    assert of_which.exit_code == 2
    assert all(f"{id}  {NAMES[id]}" in of_which.stderr for id in (SENIOR, HIGH))
    wrong = called("questions", "--notice", "other")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "other" in wrong.stderr
    listed = called("questions", "--notice", HIGH)
    assert listed.exit_code == 0
    first, second, third, *rest = listed.stdout.splitlines()
    assert first == "3 次\t没听懂\t2022-11-15 10:00\t快递寄到哪里"
    assert second == "\t\t\t材料快递寄到哪里去"
    assert third.endswith("可以带 [2J猫吗")
    assert "\x1b" not in listed.stdout
    assert rest[-1] == "1 次\t点了没用\t评审收不收费"
    assert NAMES[HIGH] in listed.stderr
    told = json.loads(called("questions", "--notice", HIGH, "--json", "--kind", "unknown").stdout)
    assert [one["count"] for one in told["groups"]] == [3, 1]
    assert told["counts"] == [{"entry": "（哪一条都不像）", "kind": "unknown", "count": 4}]
    none = called("questions", "--notice", SENIOR)
    assert (none.exit_code, none.stdout) == (0, "")
    assert "没有没答上来的问题" in none.stderr
    assert called("revisions", "--notice", SENIOR).stdout == ""
    assert "li\t补问法：评审收不收费\t第 1 号" in called("revisions", "--notice", HIGH).stdout
    assert json.loads(called("revisions", "--notice", HIGH, "--json").stdout)["status"] == "taken"
    assert called("export", str(tmp_path / "new"), "--notice", SENIOR).exit_code == 2
    assert called("export", str(tmp_path / "new"), "--notice", HIGH).exit_code == 0
    assert "要付多少" in (tmp_path / "new" / "phrasings" / "all.txt").read_text(encoding="utf-8")
    monkeypatch.setenv("BOT_KEEP_QUESTIONS", "0")
    counted = called("questions", "--notice", HIGH)
    assert "快递" not in counted.stdout
    assert "4 次\t没听懂" in counted.stdout
    assert "BOT_KEEP_QUESTIONS" in counted.stderr
