"""A clause that is asked for by name."""

from __future__ import annotations

import pytest

from bot.faq.asked_clause import asked_clause, clause_names
from bot.knowledge import Knowledge


@pytest.mark.parametrize(
    ("message", "clause"),
    [
        ("四（二）原文", "四.二"),
        ("四(二)原文", "四.二"),
        ("四（二）", "四.二"),
        ("看一下四（二）写了什么", "四.二"),
        ("四.二原文", "四.二"),
        ("附件1第7条", "附1.7"),
        ("附件１第７条原文", "附1.7"),
        ("附件 1 第 7 条 的 原文", "附1.7"),
        ("附1.7", "附1.7"),
        ("一、1条款", "一.1"),
    ],
)
def test_a_clause_is_found_by_its_id_or_as_it_is_shown(
    tiny_knowledge: Knowledge, message: str, clause: str
) -> None:
    """With or without 原文, in any width."""
    assert asked_clause(message, clause_names(tiny_knowledge.pack)) == clause


@pytest.mark.parametrize(
    "message", ["", "原文", "附件1第99条", "四（二）几号截止", "六（一）原文", "四（二）" * 20, "，。！"]
)
def test_other_messages_ask_for_no_clause(tiny_knowledge: Knowledge, message: str) -> None:
    """A clause that does not exist, or a question about one, is a question like any other."""
    assert asked_clause(message, clause_names(tiny_knowledge.pack)) is None
