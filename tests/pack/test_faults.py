"""Faults as their reader sees them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.pack.faults import Fault, PackError, fault_of, wording

PACKAGE = Path(bot.__file__).parent
TEXTS = tomllib.loads((PACKAGE / "pack" / "faults.toml").read_text(encoding="utf-8"))
TELLS = ("fault", "fault_of", "_fault", "refuse", "wording")
ROOMS = ("pack", "evaluation", "interview/proof", "commands")


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


def _strings() -> Iterator[str]:
    """Every text in the code of the rooms that tell faults."""
    for room in ROOMS:
        for source in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_no_words_for_people_stand_in_the_code_that_reads_packs() -> None:
    """Docstrings aside, which quote what packs hold."""
    for place in ("pack/loader.py", "pack/reading", "evaluation"):
        sources = [PACKAGE / place] if place.endswith(".py") else (PACKAGE / place).rglob("*.py")
        for source in sources:
            tree = ast.parse(source.read_text(encoding="utf-8"))
            quoted = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in quoted]
            assert [one.value for one in texts if re.search("[\u4e00-\u9fff]", str(one.value))] == []


def test_every_fault_has_a_text_for_what_is_wrong_and_how_to_mend_it() -> None:
    """Both, and nothing else but what it is about."""
    faults = {name: set(text) - {"about"} for name, text in TEXTS.items() if name != "words"}
    assert faults == {name: {"wrong", "mend"} for name in faults}


def test_every_text_of_a_fault_is_used() -> None:
    """What no code names is gone."""
    named = set(_strings())
    kinds = {name for name in TEXTS["words"] if name.startswith("token_")}
    assert (TEXTS.keys() - {"words"}) - named == set()
    assert (TEXTS["words"].keys() - kinds) - named == set()


def test_a_fault_is_filled() -> None:
    """Its placeholders take what they are given, braces and all; one that is missing is a mistake of the caller."""
    fault = fault_of("faq.yaml", 3, "missing_key", where="{x} ", key="title")
    assert (fault.file, fault.line) == ("faq.yaml", 3)
    assert "{x}" in fault.wrong
    with pytest.raises(KeyError):
        fault_of("faq.yaml", 3, "missing_key")
    with pytest.raises(KeyError):
        fault_of("faq.yaml", 3, "no_such_fault")
    with pytest.raises(KeyError):
        wording("no_such_word")


def test_every_call_names_a_text_and_fills_it() -> None:
    """A fault that could not be told would be found by its reader alone."""
    wrong = []
    for room in ROOMS:
        for source in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (problem := _problem(node)):
                    wrong.append(f"{source.name}:{node.lineno} {problem}")
    assert wrong == []


def _problem(call: ast.Call) -> str:
    """What is missing in a call that tells a fault; empty if nothing is, or if it cannot be seen."""
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    last = call.args[-1] if call.args else None
    given = {keyword.arg or "" for keyword in call.keywords}
    if function not in TELLS or not isinstance(last, ast.Constant) or "" in given:
        return ""
    name = str(last.value)
    text = (TEXTS["words"] if function == "wording" else TEXTS).get(name)
    if text is None:
        return f"no text {name}"
    whole = text if isinstance(text, str) else "".join(text.values())
    needed = {field for _, field, _, _ in Formatter().parse(whole) if field}
    return "" if needed == given else f"{name} needs {sorted(needed)}, is given {sorted(given)}"
