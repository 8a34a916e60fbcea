"""Changes tried before anybody is answered from them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from bot.evaluation.trial import COMMAND, TrialOrder, TrialReport, main
from bot.laid_knowledge import compile_laid, compiled_bytes, is_compiled, laid_folder, take_compiled
from bot.pack.laying import Change, PhrasingChange
from tests.pack.test_laying import ASKED, CARD
from tests.packs import OPEN, TinyPack


def tried(tiny: TinyPack, cache: Path, *changes: Change, asked: tuple[str, ...] = ()) -> TrialReport:
    """The report on these changes."""
    order = TrialOrder(str(tiny.folder), str(cache), list(changes), OPEN, asked=list(asked))
    return main(msgspec.json.encode(order))


def test_what_is_good_passes_and_answers(tiny: TinyPack, tmp_path: Path) -> None:
    """The questions that were not answered are, and the folder of the pack is as it was."""
    before = {path: path.read_bytes() for path in tiny.folder.rglob("*") if path.is_file()}
    report = tried(tiny, tmp_path / "cache", CARD, asked=("学时卡在什么地方看得到",))
    assert report.passed
    assert report.answers[0].entries == ["desk_card"]
    assert "hours.example.test" in report.answers[0].said
    assert before == {path: path.read_bytes() for path in tiny.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "answer", ["2023年1月1日截止。", "请打0571-99999999。", "见http://other.example.test。", "要满81个学时。"]
)
def test_what_the_notice_does_not_hold_is_refused(tiny: TinyPack, tmp_path: Path, answer: str) -> None:
    """A day, a phone, an address, an amount of its own."""
    report = tried(tiny, tmp_path / "cache", msgspec.structs.replace(CARD, answer=answer))
    assert report.faults
    assert not report.passed


def test_a_phrasing_that_is_that_of_another_entry_is_refused(tiny: TinyPack, tmp_path: Path) -> None:
    """Two entries cannot be asked for in the same words."""
    other = "继续教育要多少学时"
    report = tried(tiny, tmp_path / "cache", PhrasingChange("fee", (other, "要多少个学时", "学时要满多少")))
    assert report.faults or report.missed


def test_a_fault_that_was_there_before_is_nobodys(tiny: TinyPack, tmp_path: Path) -> None:
    """A pack that has faults can still be mended; the change answers for its own alone."""
    faq = tiny.folder / "faq.yaml"
    text = faq.read_text(encoding="utf-8")
    faq.write_text(text.replace("answer: 通知未写收费。", "answer: 通知未写收费，共99元。"), encoding="utf-8")
    assert tried(tiny, tmp_path / "cache", CARD).passed


def _with_questions(tiny: TinyPack, *questions: Mapping[str, object]) -> None:
    folder = tiny.folder / "tests" / "questions"
    folder.mkdir(parents=True)
    (tiny.folder / "tests" / "tests.yaml").write_text('now: "2022-11-15T10:00"\n', encoding="utf-8")
    lines = (json.dumps({"id": "1", **one}, ensure_ascii=False) + "\n" for one in questions)
    (folder / "own.jsonl").write_text("".join(lines), encoding="utf-8")


def test_an_item_that_the_new_entry_takes_is_told(tiny: TinyPack, tmp_path: Path) -> None:
    """With what was said to it and what it would be; two that are gained make up for none."""
    ways = ("花多少钱", "得花多少钱", "要花几个钱", "总共花多少", "评审花几个钱呀", "办这事掏不掏钱呢")
    gained = [{"q": one, "answerable": True, "must": ["card"]} for one in ways[:2]]
    _with_questions(tiny, {"q": "办这事掏不掏钱", "answerable": False}, *gained)
    change = msgspec.structs.replace(CARD, phrasings=ways, topic="", aspects=())
    report = tried(tiny, tmp_path / "cache", change)
    (taken,) = report.moved.taken
    assert (taken.said, len(report.moved.gained)) == ("办这事掏不掏钱", 2)
    assert "没听懂" in taken.before
    assert "hours.example.test" in taken.now
    assert not report.passed
    silent = msgspec.structs.replace(change, silent=True)
    assert tried(tiny, tmp_path / "cache", silent).moved.taken == []


def test_what_is_in_force_is_what_is_compared_with(tiny: TinyPack, tmp_path: Path) -> None:
    """What an earlier change took (it was let through then) is no later one's, and undoing is nobody's."""
    _with_questions(tiny, {"q": "办这事掏不掏钱", "answerable": False, "must_not": ["."]})
    answering = msgspec.structs.replace(
        CARD, id="desk_pay", phrasings=("办这事掏不掏钱", *CARD.phrasings[:5])
    )
    cache = str(tmp_path / "cache")
    taking = TrialOrder(str(tiny.folder), cache, [answering], OPEN)
    assert [one.silent for one in main(msgspec.json.encode(taking)).moved.taken] == [True]
    later = PhrasingChange("contact", ("哪位接电话的呀",))
    after = TrialOrder(str(tiny.folder), cache, [answering, later], OPEN, before=[answering])
    assert main(msgspec.json.encode(after)).passed
    undone = TrialOrder(str(tiny.folder), cache, [later], OPEN, newest=False, before=[answering, later])
    assert main(msgspec.json.encode(undone)).passed


def test_it_runs_as_a_process_of_its_own(tiny: TinyPack, tmp_path: Path) -> None:
    """JSON in, JSON out; a folder that is no pack gives its faults."""
    order = TrialOrder(str(tmp_path / "nothing"), str(tmp_path / "cache"), [ASKED], OPEN)
    done = subprocess.run(COMMAND, input=msgspec.json.encode(order), capture_output=True, check=False)
    assert done.returncode == 0
    assert msgspec.json.decode(done.stdout, type=TrialReport).faults


def test_another_process_takes_what_one_compiled(tiny: TinyPack, tmp_path: Path) -> None:
    """It needs no phrasing then; what is damaged is refused."""
    one, other = tmp_path / "one", tmp_path / "other"
    folder = laid_folder(tiny.folder, [ASKED], one)
    compile_laid(folder, tiny.folder, one)
    digest, content = compiled_bytes(folder, one)
    there = laid_folder(tiny.folder, [ASKED], other)
    with pytest.raises(ValueError, match=digest):
        take_compiled(there, tiny.folder, other, content[:-100] + b"x")
    assert not is_compiled(there, other)
    take_compiled(there, tiny.folder, other, content)
    assert is_compiled(there, other)
    shutil.rmtree(one)
    answerer = compile_laid(there, tiny.folder, other).answerer()
    assert answerer.answer("办这事掏不掏钱", OPEN).entries == ("fee",)
