"""What a pack holds."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from bot.knowledge import Knowledge


def test_a_clause_is_shown_as_the_notice_prints_it(tiny_knowledge: Knowledge) -> None:
    """附1.7 is 附件1第7条; an unknown id is a mistake of the caller."""
    assert tiny_knowledge.pack.shown("附1.7") == "附件1第7条"
    with pytest.raises(KeyError):
        tiny_knowledge.pack.shown("附1.99")


def test_a_pack_is_frozen(tiny_knowledge: Knowledge) -> None:
    """Nobody changes a pack that others are using."""
    with pytest.raises(FrozenInstanceError):
        tiny_knowledge.pack.entries["fee"].title = "x"  # type: ignore[misc]


def test_the_facts_know_their_zone(tiny_knowledge: Knowledge) -> None:
    """The zone comes from the pack."""
    assert str(tiny_knowledge.pack.facts.zone) == "Asia/Shanghai"
