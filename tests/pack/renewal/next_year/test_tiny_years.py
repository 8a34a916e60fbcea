"""The tiny pack carried over: what is gone, new, undecided; bad input; decisions by one key."""

from __future__ import annotations

import json
import os
import pty
import re
import sys
import termios
from datetime import time
from pathlib import Path
from time import sleep

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.pack.loader import load_pack
from bot.pack.renewal.next_year.decisions import decide_all, decisions_in
from bot.pack.renewal.next_year.named_numbers import renumbered
from tests.evaluation.small_pack import RULES
from tests.packs import TinyPack

NEXT = """\
2024年度小评审工作通知

各单位：

现就2024年度小评审工作通知如下，请遵照执行。

一、申报

1.范围。2024年度小评审面向陶瓷工艺、皮革工艺、编织工艺及其他工艺，按《小评审办法》（浙小〔2024〕3号）执行。

四、安排

（一）面试。申报人须参加面试，面试时间另行通知。

（二）时间。网上个人申报截止时间为 2024 年 10 月 18 日，所在单位推荐截止时间为 2024 年 11 月 04 日。单位公示不少于5个工作日。

五、其他

须满90个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。联系人：王小明 0571-12345699，小评审办公室。
"""


def run(tmp_path: Path, *arguments: str) -> Result:
    """One call, with a data folder of its own."""
    return CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")}).invoke(app, list(arguments))


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A notice of another year for the tiny pack."""
    path = tmp_path / "next.txt"
    path.write_text(NEXT, encoding="utf-8")
    return path


def test_a_pack_without_interview(tiny: TinyPack, tmp_path: Path, notice: Path) -> None:
    """Days, amounts, phones, numbers, kinds, silent points: all follow the new notice."""
    out = tmp_path / "out"
    done = run(tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["faults"] == []
    pack = load_pack(out)
    facts = pack.facts
    assert facts.year == 2024
    assert facts.id == "tiny-2024"
    assert {id: str(one.day) for id, one in facts.milestones.items()} == {
        "personal": "2024-10-18", "unit": "2024-11-04", "publicity_start": "2024-10-25"
    }  # fmt: skip
    assert facts.substitutions["value.hours"] == "90"
    assert facts.substitutions["value.rest"] == "30"
    assert facts.substitutions["value.crafts"] == "3"
    assert facts.substitutions["document.rules"] == "浙小〔2024〕3号"
    assert facts.contacts["wang"].phone == "0571-12345699"
    assert any("面试" in entry.answer for entry in pack.entries.values())
    assert "2024年度" in pack.entries["rules_document"].answer
    assert run(tmp_path, "--knowledge", str(out), "check").exit_code in (0, 1)


def test_numbers_spelled_out_in_names_follow(tiny: TinyPack, tmp_path: Path, notice: Path) -> None:
    """The name of a rule by the value that it reads, a title by the value that its answer says."""
    tiny.write("rules.yaml", RULES.replace("    name: 学时\n", "    name: 满八十个学时\n"))
    tiny.replace("faq.yaml", "title: 继续教育要多少学时", "title: 八十学时怎么满")
    out = tmp_path / "out"
    assert run(tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(out)).exit_code == 0
    pack = load_pack(out)
    assert pack.interview is not None
    assert pack.interview.rules["hours"].name == "满九十个学时"
    assert pack.entries["hours"].title == "九十学时怎么满"


@pytest.mark.parametrize(
    ("text", "moved", "expected"),
    [
        ("公示满五个工作日", [(5, 7)], "公示满七个工作日"),
        ("破格满3年", [(3, 4)], "破格满4年"),
        ("一式两份", [(2, 3)], "一式三份"),
        ("一式三份", [(3, 2)], "一式两份"),
        ("十五个学时", [(5, 7)], "十五个学时"),
        ("三步都已完成", [(3, 4)], "三步都已完成"),
    ],
)
def test_only_numbers_that_count_something_change(
    text: str, moved: list[tuple[int, int]], expected: str
) -> None:
    """Each in its own script; part of another number is none."""
    assert renumbered(text, moved) == expected


def test_the_tests_that_were_carried_are_run_if_asked(tiny: TinyPack, tmp_path: Path, notice: Path) -> None:
    """Their figures stand in the JSON; a pack without tests says so and is written all the same."""
    out = tmp_path / "out"
    done = run(tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(out), "--eval", "--json")
    assert done.exit_code == 0
    assert "figures" not in json.loads(done.stdout)
    assert done.stderr
    tests = tiny.folder / "tests"
    (tests / "questions").mkdir(parents=True)
    (tests / "tests.yaml").write_text('now: "2022-11-15T10:00"\n', encoding="utf-8")
    asked = {
        "id": "a",
        "q": "要修多少学时",
        "cat": "fact",
        "answerable": True,
        "must": ["80"],
        "must_not": [],
    }
    (tests / "questions" / "own.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    done = run(
        tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(tmp_path / "two"), "--eval", "--json"
    )
    assert json.loads(done.stdout)["figures"]["questions/own"]["right"] == 1
    told = run(tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(tmp_path / "three"), "--eval")
    assert "questions/own" in told.stdout


def test_a_calendar_that_is_not_published(tiny: TinyPack, tmp_path: Path) -> None:
    """A day that cannot be counted yet is undecided, and what says it is left out; the rest answers."""
    path = tmp_path / "far.txt"
    path.write_text(NEXT.replace("2024", "2041"), encoding="utf-8")
    out = tmp_path / "out"
    done = run(tmp_path, "renew", str(tiny.folder), str(path), "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    whats = {one["what"] for one in json.loads(done.stdout)["decisions"]}
    assert "publicity_start" in whats
    pack = load_pack(out)
    assert "publicity_start" not in pack.facts.milestones
    assert "deadline_unit" not in pack.entries
    assert "deadline_personal" in pack.entries


def test_decisions_by_one_key(tiny: TinyPack, tmp_path: Path) -> None:
    """y keeps, d drops with all that names it, s waits, and nothing that breaks the pack is done."""
    path = tmp_path / "far.txt"
    path.write_text(NEXT.replace("2024", "2041"), encoding="utf-8")
    out = tmp_path / "out"
    assert run(tmp_path, "renew", str(tiny.folder), str(path), "--out", str(out)).exit_code == 0
    tiny_entry = (out / "faq.yaml").read_text(encoding="utf-8")
    (out / "faq.yaml").write_text(
        tiny_entry.replace("  - id: contact\n", "  - id: contact\n    待定: 这条还要吗\n"), encoding="utf-8"
    )
    before = decisions_in(out)
    keys = ["d" if one.item == "contact" else "s" if one.item else "y" for one in before]
    walked = list(decide_all(out, keys))
    assert len(walked) == len(before)
    left = decisions_in(out)
    assert all(one.item for one in left)
    assert "contact" not in {one.item for one in left}
    assert "contact" not in load_pack(out).entries
    assert next(iter(decide_all(out, ["q"])))[1] == len(left)


def test_running_again_changes_nothing(tiny: TinyPack, tmp_path: Path, notice: Path) -> None:
    """The same command twice leaves the same files; a renewed pack is carried over to its own notice unchanged."""
    out, twice = tmp_path / "out", tmp_path / "twice"
    assert run(tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(out)).exit_code == 0
    files = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run(tmp_path, "renew", str(tiny.folder), str(notice), "--out", str(out)).exit_code == 0
    assert files == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run(tmp_path, "renew", str(out), str(notice), "--out", str(twice)).exit_code == 0
    assert load_pack(out).facts.milestones.keys() == load_pack(twice).facts.milestones.keys()
    assert load_pack(out).entries.keys() == load_pack(twice).entries.keys()
    assert [(one.what, one.why) for one in decisions_in(out)] == [
        (one.what, one.why) for one in decisions_in(twice)
    ]


@pytest.mark.parametrize("wrong", ["no pack", "no notice", "full folder", "same folder", "picture"])
def test_what_cannot_be_done_is_said_in_a_line(
    tiny: TinyPack, tmp_path: Path, notice: Path, wrong: str
) -> None:
    """Exit 2, nothing written."""
    old, new, out = tiny.folder, notice, tmp_path / "out"
    if wrong == "no pack":
        old = tmp_path / "nowhere"
    elif wrong == "no notice":
        new = tmp_path / "nothing.txt"
    elif wrong == "full folder":
        out.mkdir()
        (out / "mine.txt").write_text("mine", encoding="utf-8")
    elif wrong == "same folder":
        out = old
    else:
        notice.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    before = sorted(tmp_path.rglob("*"))
    done = run(tmp_path, "renew", str(old), str(new), "--out", str(out))
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert [path for path in sorted(tmp_path.rglob("*")) if path not in before] in ([], [tmp_path / "data"])
    assert run(tmp_path, "renew", str(old)).exit_code == 2


def test_keys_at_a_terminal(tiny: TinyPack, tmp_path: Path, notice: Path) -> None:
    """At a terminal each decision asks for a key; q stops, and what was decided is in the files."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "bot", "renew", str(tiny.folder), str(notice), "--out", str(out)]
    child, terminal = pty.fork()
    if child == 0:
        os.execve(
            sys.executable, command, {**os.environ, "BOT_DATA_DIR": str(tmp_path / "data"), "COLUMNS": "400"}
        )
    said, keys = b"", iter([b"y", b"q"])
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        before, said = said.count("停下".encode()), said + part
        for _ in range(said.count("停下".encode()) - before):
            # What is typed before the terminal passes single keys is thrown away.
            while termios.tcgetattr(terminal)[3] & termios.ICANON:
                sleep(0.01)
            os.write(terminal, next(keys, b"q"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    told = int(re.findall("要您定的 ([0-9]+) 处", said.decode())[0])
    assert len(decisions_in(out)) == told - 1


WINDOW = "网上个人申报时间为{days}"


@pytest.mark.parametrize(
    ("days", "opens", "hour", "closes"),
    [
        ("2024年9月20日8:30至2024年10月18日", "2024-09-20", time(8, 30), "2024-10-18"),
        ("2024年9月20日至10月18日", "2024-09-20", None, "2024-10-18"),
        ("即日起至2024年10月18日", None, None, "2024-10-18"),
        ("截至2024年10月18日", None, None, "2024-10-18"),
    ],
)
@pytest.mark.parametrize("in_braces", [False, True])
def test_a_window_begins_when_the_new_notice_says(
    tiny: TinyPack,
    tmp_path: Path,
    days: str,
    opens: str | None,
    hour: time | None,
    closes: str,
    in_braces: bool,
) -> None:
    """With its time of day; where the new notice names no beginning there is none, and that is for the author to see."""
    old = "网上个人申报截止时间为 2022 年 12 月 06 日"
    before = WINDOW.format(days="2022年11月1日9:00至2022年12月6日")
    tiny.replace("notice.md", old, before)
    facts = (tiny.folder / "notice.yaml").read_text(encoding="utf-8")
    item = re.search(r"(?ms)^  - id: personal\n.*?(?=^  - )", facts)
    assert item
    pairs = [
        line.strip(" -") for line in item[0].rstrip("\n").split("\n") if not line.strip().startswith("quote:")
    ]
    pairs += [f'quote: "{before}"', 'from: "2022-11-01"', 'from_time: "9:00"']
    written = (
        f"  - {{{', '.join(pairs)}}}\n"
        if in_braces
        else f"  - {pairs[0]}\n" + "".join(f"    {one}\n" for one in pairs[1:])
    )
    tiny.replace("notice.yaml", item[0], written)
    faq = tiny.folder / "faq.yaml"
    quoting = re.compile(r"网上个人申报截止时间为 ?2022 ?年 ?12 ?月 ?06 ?日")
    faq.write_text(quoting.sub(before, faq.read_text(encoding="utf-8")), encoding="utf-8")
    load_pack(tiny.folder)
    path = tmp_path / "next.txt"
    path.write_text(
        NEXT.replace("网上个人申报截止时间为 2024 年 10 月 18 日", WINDOW.format(days=days)), encoding="utf-8"
    )
    out = tmp_path / "out"
    done = run(tmp_path, "renew", str(tiny.folder), str(path), "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    one = load_pack(out).facts.milestones["personal"]
    assert str(one.day) == closes
    assert (one.opens and one.opens.isoformat(), one.opens_at) == (opens, hour)
    told = [one["why"] for one in json.loads(done.stdout)["decisions"] if "from" in one["why"]]
    assert bool(told) == (opens is None)


def test_a_file_that_is_no_later_notice_of_the_pack_is_refused(tiny: TinyPack, tmp_path: Path) -> None:
    """In one line, and nothing is written."""
    path = tmp_path / "list.txt"
    path.write_text("苹果\n香蕉\n橘子汽水\n", encoding="utf-8")
    out = tmp_path / "out"
    done = run(tmp_path, "renew", str(tiny.folder), str(path), "--out", str(out))
    assert done.exit_code == 2
    assert len(done.stderr.strip().split("\n")) == 1
    assert not out.exists()
