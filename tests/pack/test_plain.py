"""A pack as plain data and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.pack.loader import load_pack
from bot.pack.plain import pack_from_plain, pack_to_plain
from tests.packs import TinyPack


def test_a_pack_survives_json_but_for_its_phrasings(tiny: TinyPack) -> None:
    """All that answering needs comes back the same."""
    pack = load_pack(tiny.folder)
    back = pack_from_plain(json.loads(json.dumps(pack_to_plain(pack), ensure_ascii=False)))
    assert back.clauses == pack.clauses
    assert back.notice == pack.notice
    assert back.crafts == pack.crafts
    assert list(back.entries) == list(pack.entries)
    assert all(back.entries[id] == replace(entry, variants=()) for id, entry in pack.entries.items())
    assert back.facts.milestones == pack.facts.milestones
    assert back.facts.contacts == pack.facts.contacts
    assert back.facts.substitutions == pack.facts.substitutions
    assert back.facts.zone == pack.facts.zone


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"facts": {}},
        {"facts": {"milestones": {"a": {"day": "x"}}, "contacts": {}}},
        {"facts": {"milestones": 3}},
    ],
)
def test_anything_else_is_refused_with_a_plain_error(plain: dict[str, Any]) -> None:
    """What is no pack raises what the cache knows how to take."""
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        pack_from_plain(plain)
