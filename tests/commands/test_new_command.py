"""`noticebot new`, as people and programs call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.pack.drafting.drafts import NOTICES
from tests.packs import TinyPack


def run(tmp_path: Path, *arguments: str) -> Result:
    """One call, with a data folder of its own."""
    return CliRunner(env={"BOT_DATA_DIR": str(tmp_path / "data")}).invoke(app, list(arguments))


def test_a_draft_answers_from_its_clauses(tmp_path: Path) -> None:
    """New, then check, then ask."""
    folder = str(tmp_path / "draft")
    made = run(tmp_path, "new", str(NOTICES[1]), "--out", folder)
    assert made.exit_code == 0, made.output
    assert folder in made.stdout
    assert run(tmp_path, "--knowledge", folder, "check").exit_code == 0
    asked = run(tmp_path, "--knowledge", folder, "--now", "2024-06-10", "ask", "报名什么时候截止", "--json")
    answer = json.loads(asked.stdout)
    assert answer["outcome"] == "answer"
    assert "2024年6月20日" in answer["text"]
    assert answer["clauses"]


def test_the_summary_is_one_line_of_json(tmp_path: Path) -> None:
    """Everything found with clause and quote, and what is undecided with file, line and reason."""
    done = run(tmp_path, "new", str(NOTICES[0]), "--out", str(tmp_path / "draft"), "--json")
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert {one["closes"]: one["date"] for one in found["milestones"]}["submit"] == "2022-12-06"
    assert {one["value"] for one in found["phones"]} == {"0571-88228291", "0571-88228292", "0571-87058221"}
    texts = {one["id"]: "".join(one["text"].split()) for one in found["clauses"]}
    for kind in ("milestones", "values", "links", "phones", "enumerations"):
        assert found[kind]
        for one in found[kind]:
            assert "".join(one["quote"].split()) in texts[one["clause"]]
    for point in found["undecided"]:
        text = (tmp_path / "draft" / point["file"]).read_text(encoding="utf-8").split("\n")[point["line"] - 1]
        assert "待定" in text
        assert point["reason"] in text.replace('\\"', '"')
    assert found["faults"] == []


@pytest.mark.parametrize("name", ["missing", "folder"])
def test_a_notice_that_cannot_be_read_is_one_line(tmp_path: Path, name: str) -> None:
    """Exit 2, and nothing is written."""
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    done = run(tmp_path, "new", str(path), "--out", str(tmp_path / "draft"))
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "draft").exists()


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path) -> None:
    """An empty one is taken; a file in its place is none."""
    full, empty, file = tmp_path / "full", tmp_path / "empty", tmp_path / "file"
    full.mkdir()
    (full / "notes.txt").write_text("mine", encoding="utf-8")
    empty.mkdir()
    file.write_text("x", encoding="utf-8")
    for place, code in ((full, 2), (file, 2), (empty, 0)):
        assert run(tmp_path, "new", str(NOTICES[1]), "--out", str(place)).exit_code == code
    assert [path.name for path in full.iterdir()] == ["notes.txt"]
    assert (empty / "notice.md").is_file()


def test_a_pack_that_misquotes_answers_only_as_a_draft(tmp_path: Path, tiny: TinyPack) -> None:
    """Also from the cache: the one let in is not taken for the other."""
    tiny.replace("faq.yaml", "quote: 须满80个学时，其中专业科目60以上", "quote: 须满81个学时")
    folder = str(tiny.folder)
    for arguments, code in ((["--draft"], 0), ([], 2), (["--draft"], 0), ([], 2)):
        done = run(tmp_path, "--knowledge", folder, *arguments, "ask", "要多少学时")
        assert done.exit_code == code
    assert "faq.yaml" in done.stderr
    assert run(tmp_path, "--knowledge", folder, "check").exit_code == 1


def test_check_lists_what_is_undecided(tmp_path: Path, tiny: TinyPack) -> None:
    """With file, line and reason; by itself it is no fault."""
    line = tiny.replace("faq.yaml", "  - id: fee\n", "  - id: fee\n    待定: 收费问过再说\n") + 1
    done = run(tmp_path, "--knowledge", str(tiny.folder), "check")
    assert done.exit_code == 0, done.output
    assert f"faq.yaml:{line}" in done.stdout
    assert "收费问过再说" in done.stdout
