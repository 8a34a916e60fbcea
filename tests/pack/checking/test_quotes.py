"""Text as quotes are compared."""

from __future__ import annotations

import pytest

from bot.pack.checking.quotes import misquotes, squeeze
from bot.pack.loader import load_pack
from tests.evaluation.small_pack import RULES
from tests.packs import TinyPack


@pytest.mark.parametrize(
    ("one", "other"),
    [("2022 年 12 月", "2022年12月"), ("（一）", "(一)"), ("ＡＢ１", "AB1"), ("甲\n乙\u3000丙", "甲乙丙")],
)
def test_width_and_white_space_do_not_count(one: str, other: str) -> None:
    """Texts that differ in width or white space alone are the same."""
    assert squeeze(one) == squeeze(other)


def test_words_count() -> None:
    """Texts that differ in a character stay apart."""
    assert squeeze("截止时间为12月6日") != squeeze("截止时间为12月7日")


def test_a_quote_of_a_rule_or_of_a_line_of_the_checklist_is_compared(tiny: TinyPack) -> None:
    """It may be left out; if it is there, it stands in the clauses of the rule."""
    quoting = RULES.replace("    item: card\n", "    item: card\n    quote: 须满80个学时\n")
    tiny.write("rules.yaml", quoting)
    assert not list(misquotes(load_pack(tiny.folder, draft=True)))
    tiny.write("rules.yaml", quoting.replace("须满80个学时", "应满80个学时"))
    (fault,) = misquotes(load_pack(tiny.folder, draft=True))
    assert (fault.file, fault.line) == ("rules.yaml", tiny.line("rules.yaml", "  - id: hours\n    name"))
    tiny.write("rules.yaml", RULES.replace("text: 学时卡,", "text: 学时卡, quote: 学时卡片,"))
    assert ["card" in fault.wrong for fault in misquotes(load_pack(tiny.folder, draft=True))] == [True]
