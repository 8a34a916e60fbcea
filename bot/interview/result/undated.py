"""Sentences without the days of one call, for whoever reads them for the next one."""

from __future__ import annotations

import re

_FULL_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_BRACKETED = re.compile(rf"（[^（）]*{_FULL_DATE}[^（）]*）")
_PARTS = re.compile(r"[^，；。]+[，；。]?")


def undated(text: str) -> str:
    """`text` without its brackets and clauses that name a day; empty if nothing is left."""
    kept: list[str] = []
    for part in _PARTS.findall(_BRACKETED.sub("", text)):
        if not re.search(_FULL_DATE, part):
            kept.append(part)
        elif kept and part.endswith("。"):
            kept[-1] = kept[-1].rstrip("，；。") + "。"
    words = "".join(kept)
    return words[:-1] + "。" if words.endswith(("，", "；")) else words
