"""The chat and the interview as processes: kept in a database, killed between turns, read from a pipe."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.store.rows.tables import metadata
from tests import preloaded

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60.0
SAID = ("我能不能报", "在职", "不是的我在企业", "木雕", "浙江", "全部符合", "普通申报", "没有")


@dataclass
class Chat:
    """A database, and commands that use it."""

    folder: Path
    data: Path
    running: list[preloaded.Started] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """The file of the database."""
        return self.folder / "bot.db"

    def start(self, *command: str, stored: bool = True) -> preloaded.Started:
        """Start a command of noticebot."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        home = {"HOME": str(self.folder), "PYTHONPATH": str(ROOT), "BOT_DATA_DIR": str(self.data)}
        options = ["--now", "2022-11-15", *(["--db", f"sqlite:///{self.file}"] if stored else [])]
        process = preloaded.start(
            "bot",
            *(*options, *command),
            environment={**kept, **home},
            folder=self.folder,
            stdin=subprocess.PIPE,
        )
        self.running.append(process)
        return process

    def talk(self, user: str, *lines: str) -> list[dict[str, Any]]:
        """Say the lines in a process of their own; the JSON of each."""
        process = self.start("chat", "--user", user, "--json")
        out, err = process.communicate("\n".join(lines) + "\n", timeout=LONGEST)
        assert process.returncode == 0, err
        assert err == ""
        return [json.loads(line) for line in out.splitlines()]

    def rows(self) -> dict[str, int]:
        """How many rows each table of the file has."""
        with closing(sqlite3.connect(self.file)) as connection:
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in metadata.tables
            }

    def answers(self, user: str = "terminal:me", name: str = "本人") -> dict[str, Any]:
        """The answers in the file."""
        with closing(sqlite3.connect(self.file)) as connection:
            (state,) = connection.execute(
                "SELECT state FROM interview WHERE user_key = ? AND name = ?", (user, name)
            ).fetchone()
        return dict(json.loads(state)["answers"])


@pytest.fixture
def chat(tmp_path: Path, data_dir: Path) -> Iterator[Chat]:
    """An empty folder for the database; processes that a test left behind are ended."""
    made = Chat(tmp_path, data_dir)
    yield made
    for process in made.running:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None and not stream.closed:
                stream.close()


@pytest.mark.parametrize("killed_after", [1, 2, 4, 8])
def test_nothing_answered_is_lost_when_it_is_killed(chat: Chat, killed_after: int) -> None:
    """kill -9 as soon as a reply was read: what was answered is there, and the next answer goes on from it."""
    process = chat.start("chat", "--user", "me", "--json")
    assert process.stdin
    assert process.stdout
    last: dict[str, Any] = {}
    for said in SAID[:killed_after]:
        process.stdin.write(said + "\n")
        process.stdin.flush()
        last = json.loads(process.stdout.readline())
    process.kill()
    process.wait()
    answers = chat.answers()
    assert len(answers) >= killed_after - 1
    if killed_after == 1:
        (after,) = chat.talk("me", "不清楚")
        assert chat.answers() == {"employment_status": "unknown"}
        assert after["interview"] == {"asking": "civil_status"}
    else:
        (after,) = chat.talk("me", "上一步")
        assert chat.answers() == answers
        assert after["interview"] == {"asking": list(answers)[-1]}
        chat.talk("me", "不清楚")
        assert chat.answers() == {**answers, list(answers)[-1]: "unknown"}
    assert last["interview"] != after["interview"]


def test_killed_again_and_again_it_comes_to_the_same_answers(chat: Chat) -> None:
    """One turn in each process, each killed, gives what one process gives."""
    for said in SAID[:3]:
        process = chat.start("chat", "--user", "me", "--json")
        assert process.stdin
        assert process.stdout
        process.stdin.write(said + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["say"] == said
        process.kill()
        process.wait()
    chat.talk("other", *SAID[:3])
    assert chat.answers() == chat.answers("terminal:other")


def test_the_interview_field_says_what_is_asked_and_the_verdict(chat: Chat) -> None:
    """null while none is open, then what is asked, then the verdict."""
    said = ("你好", "我能不能报", "在职", "学时要多少？", "是公务员")
    fields = [line["interview"] for line in chat.talk("me", *said)]
    assert fields == [
        None,
        {"asking": "employment_status"},
        {"asking": "civil_status"},
        {"asking": "civil_status"},
        {"verdict": "not_eligible"},
    ]


def test_forgetting_leaves_no_row(chat: Chat) -> None:
    """After /forget no table of the file has a row of that user, and the interview is gone."""
    chat.talk("me", "我能不能报", "在职", "换一个人", "我爸")
    assert sum(chat.rows().values()) >= 3
    lines = chat.talk("me", "/forget")
    assert lines[0]["interview"] is None
    rows = chat.rows()
    assert set(rows.values()) == {0}
    assert chat.talk("me", "你好")[0]["interview"] is None


def test_forgetting_one_leaves_the_other(chat: Chat) -> None:
    """Only that user's rows go."""
    chat.talk("me", "我能不能报", "在职")
    chat.talk("other", "我能不能报", "/forget")
    assert chat.answers() == {"employment_status": "in_post"}


def test_the_interview_over_a_pipe(chat: Chat) -> None:
    """It begins with the first question, reads answers line by line, and ends with the verdict, in plain text."""
    process = chat.start("interview", stored=False)
    out, err = process.communicate("不清楚\n在职\n是公务员\n", timeout=LONGEST)
    assert (process.returncode, err) == (0, "")
    assert "您目前是在职在岗" in out
    assert "1. 在职在岗" in out
    assert "【这次不能申报】" in out
    assert "iv:" not in out
    assert "\x1b" not in out


def test_a_chat_without_user_and_database_writes_nothing(chat: Chat) -> None:
    """What nobody asked to keep is not kept."""
    process = chat.start("chat", "--json", stored=False)
    out, err = process.communicate("我能不能报\n在职\n", timeout=LONGEST)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out.splitlines()[1])["interview"] == {"asking": "civil_status"}
    assert list(chat.folder.iterdir()) == []
