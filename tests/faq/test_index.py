"""The index of a pack's phrasings."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from bot.faq.asked_texts import phrasings, thinness
from bot.faq.index import Tables, build_index
from bot.pack.loader import load_pack
from bot.pack.model import ENOUGH_PHRASINGS
from tests.packs import TinyPack


def test_every_entry_with_phrasings_is_a_target(tiny: TinyPack) -> None:
    """Crafts stand together under one target."""
    pack = load_pack(tiny.folder)
    index = build_index(pack)
    assert set(index.targets) == set(phrasings(pack))
    assert "craft" in index.targets
    assert "craft_ceramics" not in index.targets


def test_an_index_survives_its_compiled_form(tiny: TinyPack) -> None:
    """What is written and read back is the same; no half surrogate pair keeps it from being UTF-8."""
    tables = build_index(load_pack(tiny.folder)).tables
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(tables), type=Tables) == tables


def test_the_same_pack_gives_the_same_index(tiny: TinyPack) -> None:
    """Building is deterministic, whatever the order of sets."""
    pack = load_pack(tiny.folder)
    first, second = build_index(pack).tables, build_index(pack).tables
    assert (first, list(first.postings)) == (second, list(second.postings))


def test_a_message_is_read_mended_and_shortened(tiny: TinyPack) -> None:
    """Traditional, wide and misspelt text is read as the phrasings are written."""
    index = build_index(load_pack(tiny.folder))
    assert index.read("學時登記管理系統") == "学时系统"
    assert index.read("学识要多少") == "学时要多少"


def test_many_entries_with_thirty_phrasings_each_need_no_help(tiny: TinyPack) -> None:
    """Half as many entries, each as well known, do."""
    pack = load_pack(tiny.folder)
    hours = pack.entries["hours"]
    asked = replace(hours, variants=hours.variants * 5, variant_lines=hours.variant_lines * 5)
    many = ENOUGH_PHRASINGS // len(asked.variants)

    def of(count: int) -> float:
        added = {f"hours_{number}": replace(asked, id=f"hours_{number}") for number in range(count)}
        return thinness(replace(pack, entries={**pack.entries, **added}))

    assert of(many // 2) > 1.0
    assert of(many) == 1.0
