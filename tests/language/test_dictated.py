"""Clauses of what was dictated without any sign."""

from __future__ import annotations

from bot.language.dictated import with_clauses


def test_what_was_dictated_is_cut() -> None:
    """Before what is told or asked next; short texts and those with signs stay."""
    said = "我是开车的然后小学毕业也没有老板这样子能报吗"
    assert with_clauses(said) == "我是开车的,然后小学毕业,也没有老板,这样子能报吗"
    assert with_clauses("我是开车的这样能报吗") == "我是开车的这样能报吗"
    assert with_clauses(f"{said}，谢谢") == f"{said}，谢谢"
