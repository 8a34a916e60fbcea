"""Records as YAML that people edit: plain words where YAML lets them, quotes elsewhere, short things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import cast

_PLAIN = re.compile(r"[A-Za-z_\u3400-\u9fff][\w\u3400-\u9fff（）《》“”、，。；：？·—./-]*")
_BARE_DATE = re.compile(r"\d{4}-\d")
_TRAPS = frozenset(("y", "n", "yes", "no", "on", "off", "null", "true", "false"))
_WIDTH = 110


def scalar(value: object) -> str:
    """A text as YAML, on one line."""
    text = str(value)
    if text in ("true", "false") or (
        text.isascii() and text.isdecimal() and len(text) < 10 and text[:1] != "0"
    ):
        return text
    if _PLAIN.fullmatch(text) and text.lower() not in _TRAPS and not _BARE_DATE.match(text):
        return text
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\u2028", " ")
        .replace("\u2029", " ")
        .replace("\x7f", " ")
    )


def flow(value: object) -> str:
    """Any value on one line: [甲, 乙], {value: 5, quote: …}."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_in_flow, value)) + "]"
    return _in_flow(value)


def _in_flow(value: object) -> str:
    if isinstance(value, Mapping | list | tuple):
        return flow(value)
    text = scalar(value)
    return (
        json.dumps(str(value), ensure_ascii=False)
        if text[:1] not in '"' and set(text) & set(",[]{}:#")
        else text
    )


def block(value: object, indent: int = 0) -> list[str]:
    """A mapping or a list as lines, indented by blanks."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, Mapping):
        for key, one in value.items():
            lines += _pair(str(key), one, indent)
        return lines
    for one in cast("list[object]", value):
        if isinstance(one, Mapping):
            inner = block(one, indent + 2)
            lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
        else:
            lines.append(f"{pad}- {scalar(one)}")
    return lines


def _pair(key: str, value: object, indent: int) -> list[str]:
    pad = " " * indent
    if not isinstance(value, Mapping | list | tuple):
        return [f"{pad}{key}: {scalar(value)}"]
    short = flow(value)
    if len(pad) + len(key) + len(short) <= _WIDTH and (not _is_deep(value) or key == "if"):
        return [f"{pad}{key}: {short}"]
    if isinstance(value, list | tuple) and not _is_deep(value):
        return [f"{pad}{key}: {short}"]
    return [f"{pad}{key}:", *block(value, indent + 2)]


def _is_deep(value: object) -> bool:
    inner = value.values() if isinstance(value, Mapping) else cast("list[object]", value)
    return any(isinstance(one, Mapping | list | tuple) for one in inner) and not (
        isinstance(value, Mapping) and all(not isinstance(one, Mapping) for one in inner)
    )
