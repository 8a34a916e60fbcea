"""The notice, cut at its clauses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pack.faults import PackError
from bot.pack.reading.clause_reader import read_clauses


def _read(folder: Path, text: str) -> tuple[dict[str, str], str]:
    (folder / "notice.md").write_text(text, encoding="utf-8")
    clauses, lines = read_clauses(folder / "notice.md")
    return {id: clause.text for id, clause in clauses.items()}, "\n".join(line.text for line in lines)


def _lines_of_faults(folder: Path, text: str) -> list[int]:
    with pytest.raises(PackError) as caught:
        _read(folder, text)
    assert {fault.file for fault in caught.value.faults} == {"notice.md"}
    return [fault.line for fault in caught.value.faults]


def test_clauses_keep_their_order_and_their_words(tmp_path: Path) -> None:
    """Each heading opens a clause that holds the lines below it."""
    clauses, _ = _read(tmp_path, "## 一 | 一 | 甲\n\n第一句。\n\n第二句。\n## 二 | 二 | 乙\n第三句。\n")
    assert clauses == {"一": "第一句。\n第二句。", "二": "第三句。"}


def test_a_clause_may_come_in_several_parts(tmp_path: Path) -> None:
    """The parts of one id are joined."""
    clauses, _ = _read(tmp_path, "## 一 | 一 | 甲\nA\n## 二 | 二 | 乙\nB\n## 一 | 一 | 甲\nC\n")
    assert clauses == {"一": "A\nC", "二": "B"}


def test_a_heading_of_the_notice_belongs_to_it_but_to_no_clause(tmp_path: Path) -> None:
    """A line with one # is the notice's own word."""
    clauses, whole = _read(tmp_path, "## 一 | 一 | 甲\nA\n# 二、标题\n## 二 | 二 | 乙\nB\n")
    assert clauses == {"一": "A", "二": "B"}
    assert whole == "A\n二、标题\nB"


def test_comments_are_no_words_of_the_notice(tmp_path: Path) -> None:
    """A comment over several lines is left out."""
    _, whole = _read(tmp_path, "<!-- x\ny -->\n## 一 | 一 | 甲\nA <!-- z -->\n")
    assert whole == "A"


@pytest.mark.parametrize(
    "heading", ["## 一", "## 一 | 一", "## 一 | 一 | ", "## | | ", "## 一 | 一 | 甲 | 乙"]
)
def test_an_incomplete_heading_is_a_fault_on_its_line(tmp_path: Path, heading: str) -> None:
    """A heading needs id, shown form and name."""
    assert 4 in _lines_of_faults(tmp_path, f"<!-- a\nb -->\n\n{heading}\n文字\n")


def test_text_before_the_first_clause_is_a_fault_on_its_line(tmp_path: Path) -> None:
    """No word of the notice may be without a clause."""
    assert _lines_of_faults(tmp_path, "\n文字\n## 一 | 一 | 甲\nA\n") == [2]


def test_a_clause_shown_in_two_ways_is_a_fault_on_the_second_line(tmp_path: Path) -> None:
    """One id, one shown form, one name."""
    assert _lines_of_faults(tmp_path, "## 一 | 一 | 甲\nA\n## 一 | 壹 | 甲\nB\n") == [3]


@pytest.mark.parametrize("text", ["## 一 | 一 | 甲\n", "# 标题\n", "", "<!-- 无 -->\n"])
def test_a_notice_without_words_or_clauses_is_a_fault(tmp_path: Path, text: str) -> None:
    """An empty clause, a notice without clauses and an empty file are each one fault."""
    assert len(_lines_of_faults(tmp_path, text)) == 1


def test_a_notice_that_is_not_utf_8_is_a_fault_on_its_line(tmp_path: Path) -> None:
    """The line of the first strange byte is named."""
    (tmp_path / "notice.md").write_bytes(b"## a | a | a\n\n\xff\xfe\n")
    with pytest.raises(PackError) as caught:
        read_clauses(tmp_path / "notice.md")
    assert [fault.line for fault in caught.value.faults] == [3]


def test_the_lines_keep_their_order_and_know_their_clause(tmp_path: Path) -> None:
    """A clause that comes in parts, and the headings between, stand where the notice has them."""
    (tmp_path / "notice.md").write_text(
        "## 一 | 一 | 甲\nA\n# 二、标题\n## 二 | 二 | 乙\nB\n## 一 | 一 | 甲\nC\n", encoding="utf-8"
    )
    _, lines = read_clauses(tmp_path / "notice.md")
    assert [(line.clause, line.text) for line in lines] == [
        ("一", "A"),
        ("", "二、标题"),
        ("二", "B"),
        ("一", "C"),
    ]
