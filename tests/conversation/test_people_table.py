"""The table of several persons as files: complete, and no cell of it is a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import get_args
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from bot.conversation.people_list import Person, chosen_people, person_row
from bot.conversation.people_table import COLUMNS, csv_of, guarded, guarded_table, table_of, xlsx_of
from bot.knowledge import Knowledge
from bot.replies.acts import Group
from tests.packs import OPEN

WANG = Person(
    name="王芳",
    verdict="needs_more",
    said="还差几样",
    left=0,
    answered=22,
    missing=("学时卡（总数差10）", "证书"),
    unclear=("弄清身份",),
    day=date(2022, 12, 6),
    deadline="个人申报截止",
    what=("学时卡", "证书"),
    against=(),
    handed_in=False,
)
LATE = replace(
    WANG,
    name="李",
    verdict="late",
    said="已经来不及",
    missing=(),
    unclear=(),
    day=None,
    against=("已截止。", "还有"),
)
OPEN_ONE = replace(WANG, name="赵", verdict="", said="", left=9, missing=(), unclear=())
EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    " =1+1",
    "　=1",
    '=HYPERLINK("http://x")',
]
_CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_of(content: bytes) -> tuple[list[str], int]:
    """The texts of a workbook, and how many formulas it holds."""
    with ZipFile(BytesIO(content)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(one.itertext()) for one in strings.iter(f"{_CELLS}si")]
    return texts, len(list(sheet.iter(f"{_CELLS}f")))


@pytest.mark.parametrize("cell", EVIL)
def test_no_cell_is_a_formula(shipped: Knowledge, cell: str) -> None:
    """Whatever somebody is called or answered, in both files; the rest of the cell stays as it is."""
    people = [replace(WANG, name=cell, missing=(cell, "x"))]
    rows = list(csv.reader(StringIO(csv_of(people, shipped.pack, OPEN).decode("utf-8-sig"), newline="")))
    assert rows[1][0] == f"'{cell}"
    assert rows[1][2] == f"'{cell}\nx"
    texts, formulas = sheet_of(xlsx_of(people, shipped.pack, OPEN))
    assert formulas == 0
    assert not [text for text in texts if text.lstrip(" \u3000")[:1] in tuple("=+-@＝＋－＠\t\r")]


@pytest.mark.parametrize(
    "cell", ["王芳", "3", "", "a=b", "2022年12月6日", "“=1+1”", "a;=1+1", 'a"b', "甲,乙"]
)
def test_an_ordinary_cell_stays_as_it_is(shipped: Knowledge, cell: str) -> None:
    """Separators and quotation marks too: every cell is quoted."""
    assert guarded(cell) == cell
    rows = list(
        csv.reader(
            StringIO(csv_of([replace(WANG, name=cell)], shipped.pack, OPEN).decode("utf-8-sig"), newline="")
        )
    )
    assert rows[1][0] == cell
    assert len(rows[1]) == len(COLUMNS)


def test_both_files_hold_the_table(shipped: Knowledge) -> None:
    """Head, every row, and what it rests on; CSV with the mark by which Excel knows UTF-8."""
    people = [WANG, LATE, OPEN_ONE]
    table = table_of(people)
    assert [len(row) for row in table] == [len(COLUMNS)] * 4
    assert table[1] == (
        "王芳",
        "还差几样",
        "学时卡（总数差10）\n证书",
        "弄清身份",
        "2022年12月6日",
        "个人申报截止，还要办2样",
        "",
    )
    assert table[2][4:] == ("", "", "已截止。\n还有")
    assert "大约还有9题" in table[3][1]
    made = csv_of(people, shipped.pack, OPEN)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows[:4] == [list(row) for row in guarded_table(people)]
    assert shipped.pack.facts.short_title in rows[4][0]
    texts, _ = sheet_of(xlsx_of(people, shipped.pack, OPEN))
    assert {cell for row in table for cell in row if cell} <= set(texts)


def test_of_one_moment_the_workbook_is_one(shipped: Knowledge) -> None:
    """The clock comes in as an argument."""
    assert xlsx_of([WANG], shipped.pack, OPEN) == xlsx_of([WANG], shipped.pack, OPEN)


def test_who_belongs_to_which_group() -> None:
    """And how each stands in a line."""
    people = [WANG, LATE, OPEN_ONE, replace(WANG, name="钱", handed_in=True)]
    named = {group: [one.name for one in chosen_people(people, group)] for group in get_args(Group)}
    assert named == {
        "all": ["王芳", "李", "赵", "钱"], "missing": ["王芳", "赵"], "open": ["赵"], "can": ["王芳", "钱"], "cannot": ["李"],
    }  # fmt: skip
    assert person_row(LATE) == "已经来不及；已截止"
    assert "学时卡（总数差10）、证书" in person_row(WANG)
    many = replace(WANG, missing=("甲", "乙", "丙", "丁"))
    assert "甲、乙、丙等4样" in person_row(many)
