"""Sayings: how people answer, tell facts unasked, and ask for the interview, read from their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.pack.faults import Fault
from bot.pack.interview_model import Saying, Sayings
from bot.pack.layout import saying_files
from bot.pack.reading.saying_reader import answer_names, read_sayings
from bot.settings import shipped_knowledge
from tests.interview.applicants import interview

FACTS = interview().facts


def _read(folder: Path, **texts: str | bytes) -> tuple[Sayings, list[Fault]]:
    """The sayings in files of these names."""
    faults: list[Fault] = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_sayings(sorted(folder.glob("*.txt")), interview(), faults), faults


def test_answers_stand_under_the_values_of_the_options(tmp_path: Path) -> None:
    """With remarks and blank lines between; `*` marks what tells the fact unasked."""
    text = "# 怎么回答\n\n[retired]\n* 养老金领了两年了\n 退了 \n[unknown]\n手续没办完\n[no_answer]\n能报吗\n"
    sayings, faults = _read(tmp_path, employment_status=text)
    assert faults == []
    assert sayings.answers == {
        "employment_status": {
            "retired": (Saying("养老金领了两年了", True), Saying("退了")),
            "unknown": (Saying("手续没办完"),),
            "no_answer": (Saying("能报吗"),),
        }
    }


def test_a_saying_that_stands_twice_under_one_answer_counts_once(tmp_path: Path) -> None:
    """Whoever wrote the file twice meant the same."""
    sayings, faults = _read(tmp_path, has_awards="[yes]\n得过\n* 得过\n")
    assert (sayings.answers["has_awards"]["yes"], faults) == ((Saying("得过"),), [])


@pytest.mark.parametrize(
    ("fact", "names"),
    [
        ("has_awards", ("yes", "no", "unknown", "no_answer")),
        ("letter_status", ("have", "not_yet", "refused", "unknown", "no_answer")),
        ("publicity_start", ("none", "told", "unknown", "no_answer")),
        ("newest_achievement_date", ("told", "unknown", "no_answer")),
        ("ce_total", ("told", "unknown", "no_answer")),
        ("degree_year", ("told", "unknown", "no_answer")),
    ],
)
def test_the_answers_of_a_fact_are_its_options_and_what_else_can_be_said(
    fact: str, names: tuple[str, ...]
) -> None:
    """A date or number is told, not listed; 没有 is an answer where the question knows it."""
    assert answer_names(FACTS[fact]) == names


def test_what_tells_several_facts_stands_under_its_pairs(tmp_path: Path) -> None:
    """And what tells none under [nothing]."""
    text = "[unit_type=enterprise specialty=ceramics]\n青瓷厂的\n[nothing]\n天气不错\n"
    sayings, faults = _read(tmp_path, several=text)
    assert faults == []
    assert sayings.several == (
        ("青瓷厂的", (("unit_type", "enterprise"), ("specialty", "ceramics"))),
        ("天气不错", ()),
    )


def test_openings_are_told_from_what_resembles_them(tmp_path: Path) -> None:
    """[opens] and [other]."""
    sayings, faults = _read(tmp_path, openings="[opens]\n开始核对\n[other]\n几号截止\n")
    assert faults == []
    assert (sayings.opening, sayings.beside) == (("开始核对",), ("几号截止",))


FAULTS: dict[str, tuple[str, str | bytes, int, tuple[str, ...]]] = {
    "a file of no fact": ("minutes", "[yes]\n有\n", 0, ("minutes",)),
    "an answer that is no option": ("has_awards", "[yes]\n有\n[maybe]\n也许\n", 3, ("maybe", "unknown")),
    "an answer of a number": ("ce_total", "[none]\n没有\n", 1, ("none", "told")),
    "one saying for two answers": ("has_awards", "[yes]\n得过\n[no]\n没\n得过\n", 5, ("得过", "2")),
    "a saying before the headings": ("has_awards", "得过\n[yes]\n有\n", 1, ()),
    "several, of no fact": ("several", "[unit_type=enterprise minutes=yes]\n厂里的\n", 1, ("minutes",)),
    "several, no option": ("several", "[unit_type=king]\n厂里的\n", 1, ("king", "enterprise")),
    "several, no pair": ("several", "[unit_type]\n厂里的\n", 1, ()),
    "openings of another kind": ("openings", "[maybe]\n开始\n", 1, ("maybe", "opens")),
    "no text": ("has_awards", b"[yes]\n\xff\n", 0, ()),
}


@pytest.mark.parametrize(("name", "text", "line", "named"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_meant_is_a_fault_at_its_line(
    tmp_path: Path, name: str, text: str | bytes, line: int, named: tuple[str, ...]
) -> None:
    """The file stands with its folder; what is wrong and how to mend it are named."""
    _, faults = _read(tmp_path, **{name: text})
    assert [fault.file for fault in faults] == [f"sayings/{name}.txt"]
    assert not line or faults[0].line == line
    assert all(word in f"{faults[0].wrong}{faults[0].mend}{faults[0]}" for word in named)
    assert faults[0].mend


def test_sayings_without_an_interview_are_one_fault(tmp_path: Path) -> None:
    """Not one for each of a thousand lines."""
    (tmp_path / "has_awards.txt").write_text("[yes]\n有\n", encoding="utf-8")
    (tmp_path / "several.txt").write_text("[unit_type=king]\n厂里的\n", encoding="utf-8")
    faults: list[Fault] = []
    assert read_sayings(tmp_path.glob("*.txt"), None, faults) == Sayings()
    assert len(faults) == 1
    assert read_sayings((), None, []) == Sayings()


def with_numbers(found: Mapping[str, tuple[Saying, ...]]) -> dict[str, tuple[Saying, ...]]:
    """The sayings of a fact, those of each number as told."""
    told = [saying for name, said in found.items() if name.isdecimal() or name == "told" for saying in said]
    return {**found, "told": tuple(told)}


def test_every_question_of_the_shipped_pack_has_sayings_of_each_of_its_answers() -> None:
    """Thirty at least of an option, so that people whom nobody met are understood. That there is no date, its grammar reads."""
    faults: list[Fault] = []
    sayings = read_sayings(saying_files(shipped_knowledge()), interview(), faults)
    assert faults == []
    asked = {id: fact for id, fact in FACTS.items() if not (fact.from_clock or id.startswith("other_"))}
    assert sayings.answers.keys() >= asked.keys()
    few = {
        (id, answer): len(found.get(answer, ()))
        for id, fact in asked.items()
        for found in [with_numbers(sayings.answers[id])]
        for answer in answer_names(fact)
        if (fact.options or answer != "none")
        and len(found.get(answer, ())) < (30 if fact.options and answer != "no_answer" else 10)
    }
    assert few == {}
