"""docs/pack-keys.zh.md lists every key and formula that the reading of a pack knows, and no other."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.pack.interview_model import Effect, FactType
from bot.pack.model import Aspect, Closes

ROOT = Path(__file__).parents[1]
READING = ROOT / "bot" / "pack" / "reading"
FILES = {
    "notice.yaml": ("notice_reader", "role_reader", "derived", "amendment_reader"),
    "lexicon.yaml": ("lexicon_reader",),
    "faq.yaml": ("faq_reader",),
    "rules.yaml": ("interview_reader", "rule_reader", "condition_reader"),
}
"""Which modules read which file."""


def read_keys(module: str) -> set[str]:
    """The keys that a module lets pass: what it gives to `only`, and what `derived` chooses a formula from."""
    names = vars(importlib.import_module(f"bot.pack.reading.{module}"))
    tree = ast.parse((READING / f"{module}.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    keys: set[str] = set()
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "only":
            keys |= _evaluated(call.args[0], names)
        elif isinstance(call.func, ast.Attribute) and call.func.attr == "choice":
            first = call.args[0]
            if isinstance(first, ast.Constant) and first.value == "formula":
                keys |= _evaluated(call.args[1], names)
    return keys


def _evaluated(node: ast.expr, names: dict[str, Any]) -> set[str]:
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.Name):
        value = names.get(node.id, ())
        return {value} if isinstance(value, str) else set(value)
    if isinstance(node, ast.Starred):
        return _evaluated(node.value, names)
    if isinstance(node, ast.Call):
        return _evaluated(node.args[0], names)
    if isinstance(node, ast.IfExp):
        return _evaluated(node.body, names) | _evaluated(node.orelse, names)
    if isinstance(node, ast.BinOp):
        return _evaluated(node.left, names) | _evaluated(node.right, names)
    assert isinstance(node, ast.Set | ast.Tuple), ast.unparse(node)
    return set().union(*(_evaluated(one, names) for one in node.elts))


def table(name: str) -> dict[str, str]:
    """The keys of the section on a file, each with what is said of it."""
    text = (ROOT / "docs" / "pack-keys.zh.md").read_text("utf-8")
    section = text.split(f"## {name}\n")[1].split("\n## ")[0]
    rows: dict[str, str] = {}
    for line in section.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            for key in re.findall(r"`([^`]+)`", cells[0]):
                rows[key] = cells[-1]
    return rows


@pytest.mark.parametrize("name", FILES)
def test_every_key_stands_in_the_table(name: str) -> None:
    """And every key of the table is one that is read; each says what it is for."""
    known = set().union(*map(read_keys, FILES[name]))
    if name == "notice.yaml":
        known |= {"text", "url", "email"}  # the one key of a document, a link, an address
    if name == "rules.yaml":
        known |= {"all", "any", "not", "sum"}  # they hold conditions
    rows = table(name)
    assert sorted(known - rows.keys()) == []
    assert sorted(rows.keys() - known) == []
    assert all(rows.values())


@pytest.mark.parametrize("words", [get_args(Closes), get_args(FactType), get_args(Effect), get_args(Aspect)])
def test_the_closed_lists_stand_in_the_table_too(words: tuple[str, ...]) -> None:
    """What closes on a day, types of questions, effects of rules, aspects."""
    text = (ROOT / "docs" / "pack-keys.zh.md").read_text("utf-8")
    assert [word for word in words if f"`{word}`" not in text] == []
