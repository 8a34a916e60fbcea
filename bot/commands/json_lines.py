"""JSON lines: reading and writing one JSON object a line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TextIO

from bot.commands.exits import fail
from bot.messages import message


def lines_of(name: str) -> Iterator[str]:
    """The lines of a file, or of stdin for `-`; broken UTF-8 is replaced. Exit 2 if the file cannot be read."""
    if name == "-":
        yield from io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
        return
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as file:
            yield from file
    except OSError:
        fail(message("no_such_file", path=name))


def records(lines: Iterable[str], key: str) -> Iterator[dict[str, Any]]:
    """The JSON object of each line, in order, if the value of `key` is a text. Blank lines are skipped.

    Any other line gives {"id", "error"} instead, without `key`.
    """
    for number, record in _decoded(lines):
        if isinstance(record, BadLine):
            yield {"id": None, "error": record.error}
            continue
        if isinstance(record, dict) and isinstance(record.get(key), str):
            yield record
            continue
        id = record.get("id") if isinstance(record, dict) else None
        reason = message("line_needs", keys=key)
        yield {"id": id, "error": message("bad_line", number=number, reason=reason)}


@dataclass(frozen=True)
class BadLine:
    """A line that is no JSON object: why."""

    error: str


def objects(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """The JSON object of each line with its number, in order. Blank lines are skipped."""
    for number, record in _decoded(lines):
        if isinstance(record, dict | BadLine):
            yield number, record
        else:
            yield number, BadLine(message("bad_line", number=number, reason=message("line_no_object")))


def _decoded(lines: Iterable[str]) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            yield number, BadLine(message("bad_line", number=number, reason=type(error).__name__))


def _refuse(constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads but which are not JSON."""
    raise ValueError(constant)


def write_json(value: object, out: TextIO | None = None) -> None:
    """Write a value as one line of JSON, and flush. Lone surrogates, which UTF-8 cannot encode, are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = json.dumps(value)
    stream = out or sys.stdout
    stream.write(text + "\n")
    stream.flush()
