"""The hour of docs/first-hour.zh.md and the smallest pack of docs/pack.zh.md, gone through as they are written."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.pack.checking.check import check_folder
from bot.pack.loader import undecided_in

ROOT = Path(__file__).parents[1]
HOUR = ROOT / "docs" / "first-hour.zh.md"
GUIDE = ROOT / "docs" / "pack.zh.md"
SAMPLE = ROOT / "knowledge-samples" / "startup-subsidy"
MINE = "我的通知"
_BLOCK = re.compile(r"```(\w*)\n(.*?)\n```", re.DOTALL)
_FILE = re.compile(r"`([\w./]+)`：[^\n]*\n\n```\n(.*?)\n```", re.DOTALL)


def run(tmp_path: Path, *arguments: str) -> Result:
    """One command, with a data folder of its own."""
    return CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")}).invoke(app, list(arguments))


def commands(block: str, tmp_path: Path) -> list[list[str]]:
    """The commands of a block; the folder that it names stands in the folder of the test."""
    lines = (shlex.split(line) for line in block.split("\n") if line.startswith("noticebot "))
    own = {MINE: str(tmp_path / MINE)}
    return [[own.get(word, _from_root(word)) for word in line[1:]] for line in lines]


def _from_root(word: str) -> str:
    return str(ROOT / word) if word.startswith("knowledge-samples/") else word


def without_undecided(text: str, *also: str) -> str:
    """rules.yaml without the mappings that are undecided, and without the rules named."""
    kept, skipped = [], False
    for line in text.split("\n"):
        if line.startswith("  - ") or (line and not line.startswith(" ")):
            skipped = line.startswith("  - 待定") or line.strip() in {f"- id: {id}" for id in also}
        if not skipped:
            kept.append(line)
    return "\n".join(kept)


def write_asked(folder: Path, asked: str) -> int:
    """Put phrasings under their headings, and words of kinds beside their names; returns how many there are."""
    phrasings: dict[str, list[str]] = {}
    lexicon = (folder / "lexicon.yaml").read_text("utf-8")
    heading, count = "", 0
    for line in asked.split("\n"):
        name, equals, words = line.partition(" = ")
        if line.startswith("["):
            heading = line
        elif equals and not heading:
            count += len(words.split())
            lexicon = lexicon.replace(f"words: [{name}]", f"words: [{name}, {', '.join(words.split())}]")
        elif line and not line.startswith("#"):
            phrasings.setdefault(heading, []).append(line)
            count += 1
    path = folder / "phrasings" / "draft.txt"
    lines = path.read_text("utf-8").split("\n")
    assert phrasings.keys() <= set(lines)
    path.write_text("\n".join(_with_added(lines, phrasings)), "utf-8")
    (folder / "lexicon.yaml").write_text(lexicon, "utf-8")
    return count


def _with_added(lines: list[str], phrasings: dict[str, list[str]]) -> list[str]:
    return [one for line in lines for one in (line, *phrasings.get(line, ()))]


def test_the_hour_is_as_it_is_written(tmp_path: Path) -> None:
    """Draft, decisions, at most 250 phrasings, check, a question, and figures within their bounds."""
    folder = tmp_path / MINE
    text = HOUR.read_text("utf-8")
    draft, first_check, *later = [body for kind, body in _BLOCK.findall(text) if not kind]
    (made,) = (run(tmp_path, *one) for one in commands(draft, tmp_path))
    assert made.exit_code == 0, made.output
    told = re.search(r"> (条款.*?)。待定 (\d+) 处", text)
    assert told is not None
    assert told[1] in made.stdout
    assert len(undecided_in(folder)) == int(told[2])
    (checked,) = (run(tmp_path, *one) for one in commands(first_check, tmp_path))
    assert checked.exit_code == 0, checked.output
    rules = folder / "rules.yaml"
    rules.write_text(without_undecided(rules.read_text("utf-8"), "R6", "R7"), "utf-8")
    asked = (SAMPLE / "source" / "asked.txt").read_text("utf-8")
    for kind, body in _BLOCK.findall(text):
        if kind == "phrasings":
            assert set(body.split("\n")) <= set(asked.split("\n"))
    count = write_asked(folder, asked)
    assert count <= 250
    assert undecided_in(folder) == ()
    shown = re.search(r"ask \"[^\"]+\"\n```\n\n> (.+)", text)
    assert shown is not None
    for block in later:
        for one in commands(block, tmp_path):
            if one[-1] == "serve":
                continue
            done = run(tmp_path, *one)
            assert done.exit_code == 0, done.output
            if "ask" in one:
                assert shown[1] in done.stdout


def test_the_pack_that_ships_is_what_the_hour_makes(tmp_path: Path) -> None:
    """Its files are those of the draft after the hour, so that nothing in it is hidden work."""
    folder = tmp_path / MINE
    notice = SAMPLE / "source" / "notice.txt"
    assert run(tmp_path, "--now", "2025-03-20", "new", str(notice), "--out", str(folder)).exit_code == 0
    rules = folder / "rules.yaml"
    rules.write_text(without_undecided(rules.read_text("utf-8"), "R6", "R7"), "utf-8")
    write_asked(folder, (SAMPLE / "source" / "asked.txt").read_text("utf-8"))
    for path in (one for one in folder.rglob("*") if one.is_file()):
        shipped = SAMPLE / path.relative_to(folder)
        assert path.read_text("utf-8").split() == shipped.read_text("utf-8").split(), path.name


def test_the_second_pack_keeps_its_figures(tmp_path: Path) -> None:
    """`check` is silent, and its questions, applicants and talks come out as they did."""
    assert run(tmp_path, "--knowledge", str(SAMPLE), "check").exit_code == 0
    done = run(tmp_path, "--knowledge", str(SAMPLE), "eval")
    assert done.exit_code == 0, done.output


@pytest.fixture
def smallest(tmp_path: Path) -> Path:
    """The pack that the guide prints."""
    files = dict(_FILE.findall(GUIDE.read_text("utf-8")))
    assert {"notice.md", "notice.yaml", "faq.yaml", "lexicon.yaml", "phrasings/draft.txt"} <= files.keys()
    for name, text in files.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")
    assert sum(text.count("\n") + 1 for text in files.values()) <= 30
    return tmp_path / "pack"


def test_the_smallest_pack_of_the_guide_works(smallest: Path, tmp_path: Path) -> None:
    """Thirty lines, no fault, and they answer."""
    _, faults = check_folder(smallest)
    assert [str(fault) for fault in faults] == []
    asked = run(tmp_path, "--knowledge", str(smallest), "--now", "2025-06-01", "ask", "报名最晚哪天")
    assert "2025年6月10日" in asked.stdout


def test_the_question_for_some_people_that_the_guide_prints_is_asked(tmp_path: Path) -> None:
    """Put into the second pack's rules as it stands there."""
    folder = tmp_path / MINE
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("tests", "source"))
    text = GUIDE.read_text("utf-8")
    example = text[text.index("```\nfacts:\n") :].split("```")[1]
    facts, printed = example.removeprefix("\nfacts:\n").split("rules:\n")
    rules = folder / "rules.yaml"
    whole = rules.read_text("utf-8").replace("facts:\n", f"facts:\n{facts}", 1)
    rules.write_text(whole.replace("\nrules:\n", f"\nrules:\n{printed}", 1), "utf-8")
    done = run(tmp_path, "--knowledge", str(folder), "check")
    assert done.exit_code == 0, done.output
