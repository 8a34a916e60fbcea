"""A number or a day of notice.yaml stands in its own quote."""

from __future__ import annotations

import pytest

from bot.pack.checking.stated_facts import unstated
from bot.pack.loader import load_pack
from tests.packs import TinyPack


def test_the_tiny_pack_states_its_facts(tiny: TinyPack) -> None:
    """Numbers, days, and what is derived without a quote."""
    assert not list(unstated(load_pack(tiny.folder, draft=True)))


def test_a_number_that_stands_elsewhere_in_the_clause_is_found(tiny: TinyPack) -> None:
    """80 is in the clause, but not what is said of the professional hours."""
    tiny.replace("notice.yaml", "professional: {value: 60,", "professional: {value: 80,")
    tiny.replace("notice.yaml", "quote: 专业科目60以上}", "quote: 专业科目60以上}")
    tiny.replace("notice.yaml", "    value: 20\n", "    value: 0\n")
    (fault,) = unstated(load_pack(tiny.folder, draft=True))
    assert "professional" in fault.wrong
    assert fault.line == tiny.line("notice.yaml", "professional:")


def test_a_day_that_stands_elsewhere_in_the_notice_is_found(tiny: TinyPack) -> None:
    """The 19th is a day of the notice, but not the one on which the application closes."""
    tiny.replace("notice.yaml", '    date: "2022-12-06"', '    date: "2022-12-19"')
    (fault,) = unstated(load_pack(tiny.folder, draft=True))
    assert "personal" in fault.wrong


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("一式三份", "3"),
        ("一式三份", "三"),
        ("给予1万元", "10000"),
        ("不少于5个工作日", "5"),
        ("比例为60%", "60"),
    ],
)
def test_numbers_are_read_in_any_form(tiny: TinyPack, quote: str, value: str) -> None:
    """In Chinese numerals, in 万, with what they count."""
    tiny.replace("notice.md", "单位公示不少于5个工作日。", f"单位公示不少于5个工作日。{quote}。")
    tiny.replace(
        "notice.yaml",
        "values:\n",
        f"values:\n  other: {{value: {value}, clauses: [四.二], quote: {quote}}}\n",
    )
    assert not list(unstated(load_pack(tiny.folder, draft=True)))
