"""Faults as their reader sees them."""

from __future__ import annotations

from bot.pack.faults import Fault, PackError


def test_a_fault_shows_its_place_and_its_mend() -> None:
    """File, line, what is wrong and how to mend it stand in one line."""
    shown = str(Fault("faq.yaml", 12, "条目重复", "请删去一个"))
    assert "faq.yaml:12" in shown
    assert "条目重复" in shown
    assert "请删去一个" in shown
    assert "\n" not in shown


def test_a_fault_without_a_line_shows_the_file_alone() -> None:
    """Line 0 is not shown."""
    assert ":0" not in str(Fault("faq.yaml", 0, "缺这个文件", "请补上"))


def test_a_pack_error_sorts_its_faults_and_drops_doubles() -> None:
    """Faults come in the order of their place, each once."""
    first, second = Fault("a.yaml", 2, "x", "y"), Fault("a.yaml", 10, "x", "y")
    error = PackError([second, first, second])
    assert error.faults == (first, second)
    assert str(first) in str(error)
