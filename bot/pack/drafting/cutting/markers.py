"""The signs that begin a clause: 一、（一）1. (1) ① 第一条 【…】, in full and half width."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from bot.language.numerals import counted
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import sign, signs_of

ORDER = (
    "chapter", "article", "bracket", "plain", "han", "step", "han_paren", "dotted", "number", "number_paren",
    "number_close", "circled", "letter",
)  # fmt: skip
"""The kinds of markers from the outermost to the innermost, as notices commonly nest them."""
_INLINE = ("article", "han", "han_paren", "number", "number_paren", "number_close", "circled")
"""The kinds that begin an item inside a paragraph too."""
_FEWEST = 2
_UNMARKED = 3
"""Items from which on they need no sign before their number."""
_FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Marker:
    """A sign at the beginning of a line: its kind, the number it counts, how it is printed, where the words behind it begin.

    `path` is the number of a dotted one (2.1.3), `title` that of a 【heading】.
    """

    kind: str
    number: int
    printed: str
    end: int
    title: str = ""
    path: tuple[int, ...] = ()


def marker_of(line: str) -> Marker | None:
    """The marker that a line begins with; None if there is none."""
    text = one_width(line)
    blanks = len(text) - len(text.lstrip())
    for kind, pattern in signs_of("markers").items():
        match = pattern.match(text, blanks)
        if match and (found := _marker(kind, match)):
            return found
    return None


def _marker(kind: str, match: re.Match[str]) -> Marker | None:
    groups = match.groupdict()
    if kind == "bracket":
        return Marker(kind, 0, groups["title"], match.end(), groups["title"].strip())
    printed = groups.get("number") or groups.get("sign") or ""
    if kind == "dotted":
        path = tuple(map(int, printed.split(".")))
        return Marker(kind, path[-1], printed, match.end(), path=path) if all(path) else None
    number = _number(printed)
    return Marker(kind, number, printed, match.end()) if number else None


def _number(printed: str) -> int:
    if len(printed) == 1 and "A" <= printed <= "H":
        return ord(printed) - ord("A") + 1
    plain = unicodedata.normalize("NFKC", printed).strip("(). ")
    return counted(plain) or 0


def items_apart(paragraph: str) -> list[str]:
    """A paragraph with each item of a run-on list on a line of its own: …如下：一、…；二、…。"""
    text = one_width(paragraph)
    for kind in _INLINE:
        places = _run(kind, text)
        if places:
            edges = [*places, len(paragraph)]
            head = [paragraph[: edges[0]].strip()]
            items = [paragraph[one:other].strip() for one, other in pairwise(edges)]
            return [line for part in (*head, *items) if part for line in items_within(part, paragraph)]
    return [paragraph]


def items_within(part: str, whole: str) -> list[str]:
    """A part of a paragraph, cut further."""
    return [part] if part == whole else items_apart(part)


def _run(kind: str, text: str) -> list[int]:
    """Where the items of a list of one kind begin in a paragraph; none unless they count on from the first."""
    pattern, before = signs_of("markers")[kind], sign("marker_words", "before")
    first = marker_of(text)
    expected = first.number + 1 if first and first.kind == kind else 1
    fewest = 1 if expected > 1 else _FEWEST
    signed: list[int] = []
    loose: list[int] = []
    for match in pattern.finditer(text):
        found = _marker(kind, match)
        begins = match.start() == 0 or bool(before.match(text[match.start() - 1]))
        if found is None or (first and match.start() < first.end):
            continue
        if found.number == expected + len(signed) and begins:
            signed.append(match.start())
        if found.number == expected + len(loose) and not text[match.start() - 1 : match.start()].isdigit():
            loose.append(match.start())
    if len(signed) >= fewest:
        return signed
    return loose if kind == "number" and len(loose) >= _UNMARKED and _have_words(loose, text) else []


def _have_words(places: list[int], text: str) -> bool:
    edges = [*places, len(text)]
    return all(sum(map(str.isalpha, text[one:other])) >= _FEWEST_LETTERS for one, other in pairwise(edges))
