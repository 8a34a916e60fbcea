"""What the rules hold facts against: values of the notice, and working days up to a milestone."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pack.layout import RULES
from bot.pack.reading.located import Located, Mapping, Scalar, Sequence
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import text_of

YEAR_LIMIT = "notice.year"
"""Stands for a fact that must be of the notice's year."""


def limits_of(work: Carried) -> Iterator[tuple[str, str]]:
    """The value of the notice that each fact is held against in the rules."""
    for _, node in work.pack.items(RULES, "rules"):
        yield from _limits_in(node)


def counted_of(work: Carried) -> dict[str, tuple[str, str]]:
    """The milestone up to which working days are counted from a fact, and the value that they are held against, by fact."""
    found: dict[str, tuple[str, str]] = {}
    nodes = list(work.pack.mappings(RULES)) if RULES in work.pack.files else []
    for _ in range(2):  # a second time for the days that are counted up to other facts
        for node in nodes:
            for fact, one in node.items.items():
                until = text_of(one, "working_days_until")
                milestone = (
                    until.removeprefix("date.") if until.startswith("date.") else found.get(fact, ("", ""))[0]
                )
                if until and milestone:
                    held = text_of(one, "below") or text_of(one, "at_least")
                    found.setdefault(fact, (milestone, held.removeprefix("value.")))
                    if not until.startswith("date."):
                        found.setdefault(until, (milestone, ""))
        for id, node in work.pack.items(RULES, "derived"):
            if id in found and text_of(node, "otherwise"):
                found.setdefault(text_of(node, "otherwise"), found[id])
    return found


def values_of(node: Located) -> list[str]:
    """The values of the notice that a rule is held against, each once."""
    return list(dict.fromkeys(value for _, value in _limits_in(node)))


def _limits_in(node: Located) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, one in node.items.items():
            if isinstance(one, Mapping):
                for inner in one.items.values():
                    text = inner.text if isinstance(inner, Scalar) else ""
                    if text == YEAR_LIMIT or text.startswith("value."):
                        yield key, text if text == YEAR_LIMIT else text.removeprefix("value.")
            yield from _limits_in(one)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _limits_in(one)
