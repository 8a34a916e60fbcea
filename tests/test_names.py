"""Names: a file name, and a name defined in a module, mean one thing in the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import bot

PACKAGE = Path(bot.__file__).parent
MIGRATIONS = PACKAGE / "store" / "migrations"
MOST = 4
"""In how many modules a name may be defined: small helpers of one name are still read as what they are."""


def modules() -> list[Path]:
    """The modules of the package, without what tools expect under one name (__init__, Alembic's scripts)."""
    files = PACKAGE.rglob("*.py")
    return sorted(file for file in files if file.name != "__init__.py" and MIGRATIONS not in file.parents)


def defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module defines at its top level."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def repeated(places: dict[str, set[str]], most: int) -> dict[str, list[str]]:
    """The names that stand in more than `most` places."""
    return {name: sorted(found) for name, found in places.items() if len(found) > most}


def test_one_file_of_a_name() -> None:
    """No two modules have one file name."""
    places: dict[str, set[str]] = defaultdict(set)
    for file in modules():
        places[file.name].add(str(file.relative_to(PACKAGE)))
    assert len(places) > 200
    assert repeated(places, 1) == {}


def test_a_name_is_not_defined_all_over() -> None:
    """No name is defined in more than four modules; `log` is, since each module has its own logger."""
    places: dict[str, set[str]] = defaultdict(set)
    for file in modules():
        for name in defined(ast.parse(file.read_text(encoding="utf-8"))):
            places[name].add(str(file.relative_to(PACKAGE)))
    assert len(places["log"]) > MOST
    del places["log"]
    assert repeated(places, MOST) == {}
