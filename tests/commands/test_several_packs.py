"""The commands with several packs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.several_packs import HIGH, NAMES, SENIOR, write_packs


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of two packs."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    return write_packs(tmp_path / "packs", SENIOR, HIGH)


def run(folders: list[Path], *arguments: str, lines: str | None = None) -> Result:
    """What a command prints with these packs, when both calls were open."""
    given = [word for folder in folders for word in ("--knowledge", str(folder))]
    return CliRunner().invoke(app, [*given, "--now", "2022-11-15T10:00", *arguments], input=lines)


def records(result: Result) -> list[dict[str, Any]]:
    """The JSON lines."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_questions(folders: list[Path]) -> None:
    """Each is answered with its notice; where two could be meant it has none, and both are offered."""
    asked = "\n".join(
        json.dumps({"id": n, "q": q})
        for n, q in enumerate(["继续教育要多少学时", "高级要多少学时", "答辩是抽签吗"])
    )
    both, high, oral = records(run(folders, "ask", "--batch", "-", lines=asked))
    assert (both["notice"], both["outcome"]) == (None, "choices")
    assert [one["title"] for one in both["choices"]] == [NAMES[SENIOR], NAMES[HIGH]]
    assert (high["notice"], high["entries"], high["clauses"]) == (HIGH, ["hours"], ["附1.7"])
    assert oral["notice"] == HIGH


def test_a_folder_of_packs(folders: list[Path]) -> None:
    """Stands for the packs in it."""
    (answer,) = records(run([folders[0].parent], "ask", "--json", "正高级要多少学时"))
    assert answer["notice"] == SENIOR


def test_a_chat_about_two_notices(folders: list[Path], tmp_path: Path) -> None:
    """Goes on in another process, each notice where it stopped; the JSON names the notice of each turn."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    first = records(
        run(folders, "--db", url, "chat", "--json", lines="继续教育要多少学时\n高级\n我能不能报\n")
    )
    assert [one["notice"] for one in first] == [None, HIGH, HIGH]
    second = records(
        run(folders, "--db", url, "chat", "--json", lines="正高能不能报\n75\n高级的那个\n75\n/notices\n")
    )
    assert [one["interview"] for one in second][1] == {"verdict": "needs_more"}
    assert [one["interview"] for one in second][3] == {"verdict": "eligible"}
    assert NAMES[SENIOR] in second[-1]["replies"][0]["text"]


def test_written_talks(folders: list[Path]) -> None:
    """Begin with a notice or with none; reminders come from each by its own days; a notice that is not there is refused."""
    lines = [
        {
            "id": 1,
            "pushes": True,
            "turns": ["高级的个人申报前3天提醒我", "正高的个人申报前3天提醒我", {"now": "2022-12-06"}],
        },
        {
            "id": 2,
            "notice": HIGH,
            "interview": {"facts": {"hours": 75}, "asking": None},
            "turns": ["我能不能报"],
        },
        {"id": 3, "notice": "none", "turns": []},
    ]
    one, two, three = records(run(folders, "talk", "-", lines="\n".join(map(json.dumps, lines))))
    sent = [reply["text"] for reply in one["turns"][-1]["replies"]]
    assert ["2022年12月6日" in text for text in sent] == [True, False]
    assert (two["notice"], two["turns"][0]["interview"]) == (HIGH, {"verdict": "eligible"})
    assert (three["id"], HIGH in three["error"]) == (3, True)


def test_facts_need_their_notice(folders: list[Path]) -> None:
    """The same facts come to another verdict under another notice."""
    lines = [
        {"id": n, "notice": notice, "facts": {"hours": 75}}
        for n, notice in enumerate([SENIOR, HIGH, None, "none"])
    ]
    found = records(run(folders, "interview", "--batch", "-", lines="\n".join(map(json.dumps, lines))))
    assert [one.get("verdict") for one in found] == ["needs_more", "eligible", None, None]
    assert SENIOR in found[2]["error"]


def test_reminders_to_come(folders: list[Path], tmp_path: Path) -> None:
    """Those of both notices, in words with the name of each."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    run(folders, "--db", url, "chat", "--json", lines="高级的个人申报什么时候截止\n")
    shown = run(folders, "--db", url, "remind", "--json")
    assert json.loads(shown.stdout)["upcoming"] == []


def test_checking_all(folders: list[Path], tmp_path: Path) -> None:
    """Each is told of; a fault in one, or one notice twice, is a fault of all."""
    for folder in folders:  # the small interview has verdicts that nobody gets
        (folder / "rules.yaml").unlink()
        shutil.rmtree(folder / "tests")
    whole = run(folders, "check")
    assert whole.exit_code == 0, whole.output
    assert all(str(folder) in whole.stdout for folder in folders)
    shutil.copytree(folders[0], tmp_path / "copy")
    twice = run([*folders, tmp_path / "copy"], "check")
    assert twice.exit_code == 1
    assert SENIOR in twice.stdout


@pytest.mark.parametrize("command", [["eval"], ["graph"]])
def test_what_is_done_with_one_pack(folders: list[Path], command: list[str]) -> None:
    """Is refused with several, in a line."""
    refused = run(folders, *command)
    assert refused.exit_code == 2


@pytest.mark.parametrize("command", [["ask", "你好"], ["chat", "--json"], ["serve", "--port", "0"]])
def test_packs_that_cannot_stand_together(folders: list[Path], tmp_path: Path, command: list[str]) -> None:
    """One notice twice, or one with a fault: exit 2, and both folders or the place of the fault are named."""
    copy = tmp_path / "copy"
    shutil.copytree(folders[0], copy)
    twice = run([*folders, copy], *command, lines="")
    assert twice.exit_code == 2
    assert str(copy) in twice.stderr
    assert str(folders[0]) in twice.stderr
    (folders[1] / "lexicon.yaml").write_text("[", encoding="utf-8")
    broken = run(folders, *command, lines="")
    assert broken.exit_code == 2
    assert str(folders[1] / "lexicon.yaml") in broken.stderr
