"""Addresses and phones in the texts of a result: each is named once, apart from the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_BRACKETED = re.compile(r"（(https?://[^）]+)）")
_PLACE = re.compile(r"([^（）]+)（(https?://[^）]+)）")


_SENTENCES = re.compile(r"[^。；]+[。；]?")
_PHONE = re.compile(r"0\d{2,3}-\d{7,8}")


def without_phones(text: str) -> str:
    """`text` without the sentences that name phones; these stand on their own below."""
    kept = "".join(part for part in _SENTENCES.findall(text) if not _PHONE.search(part))
    return kept[:-1] + "。" if kept.endswith("；") else kept


def without_addresses(text: str) -> str:
    """`text` without the addresses that stand in brackets."""
    return _BRACKETED.sub("", text)


def named_addresses(texts: Iterable[str], places: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The addresses that stand in brackets in `texts`, each once after the name of its place (empty if it has none).

    `places` are the places of the pack in words; one is "name（address）".
    """
    named = {match[2]: match[1] for text in places.values() if (match := _PLACE.fullmatch(text))}
    found = dict.fromkeys(address for text in texts for address in _BRACKETED.findall(text))
    return tuple((named.get(address, ""), address) for address in found)
