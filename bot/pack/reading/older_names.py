"""Packs written before there could be several kinds: their words for the one list that they have, in the words of today.

Only names change, and a line or two is added above them, so that faults of such a pack may name a line that stands a little
further up in its file.
"""

from __future__ import annotations

import re

from bot.pack.faults import wording
from bot.pack.layout import FAQ, LEXICON, RULES

LEXICON_KEYS = ("crafts", "beside_craft", "names", "concepts")
"""The sections of a lexicon as they were called."""
_LIST = re.compile(r"(?m)^crafts:[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n)*)")
_BESIDE_LIST = re.compile(r"(?m)^beside_craft:[ \t]*([^\n]*)\n")
_INSIDE = re.compile(r"(?m)^(?=[^\n])")
_TEMPLATE = re.compile(r"(?m)^(\s+)kind: craft\b")
_UNLISTED = re.compile(r"(?m)^(\s*)- id: craft_unlisted\n(?!\s+role:)")
_CHOICES = re.compile(r"\bnear: \[craft\]")
_VERDICT = re.compile(r"(?m)^(\s+)check_12:(?=\s)[ \t]*(?P<flow>\{)?")


def in_names_of_today(name: str, text: str) -> str:
    """The text of a pack's file (its name, or that of a file of phrasings), with what was called otherwise before renamed."""
    if name == LEXICON:
        return _lexicon(text)
    text = text.replace("{craft}", "{kind}")
    if name == FAQ:
        text = _TEMPLATE.sub(r"\1kind: each", text)
        return _UNLISTED.sub(r"\1- id: craft_unlisted\n\1  role: unlisted\n", text)
    if name == RULES:
        return _VERDICT.sub(_verdict, _CHOICES.sub("kind: crafts", text))
    return text


def _lexicon(text: str) -> str:
    found, beside = _LIST.search(text), _BESIDE_LIST.search(text)
    if found is None:
        return text
    head = ["kinds:", "  crafts:", f"    name: {wording('member')}"]
    head += [f"    beside: {beside[1]}"] if beside else []
    members = _INSIDE.sub("    ", found[1].rstrip("\n"))
    said = "\n".join([*head, "    members:", members, "", ""])
    return _BESIDE_LIST.sub("", text[: found.start()] + said + text[found.end() :])


def _verdict(match: re.Match[str]) -> str:
    blank = match[1]
    return f"{blank}check: {{id: check_12, " if match["flow"] else f"{blank}check:\n{blank}  id: check_12"
