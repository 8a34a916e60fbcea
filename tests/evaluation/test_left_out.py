"""Entries that are taken for others are found by leaving phrasings out."""

from __future__ import annotations

from dataclasses import replace

from bot.evaluation.left_out import often_missed
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from tests.packs import TinyPack

SAME = ("学时{}要几个", "学时{}修多少", "学时{}够不够", "学时{}怎么算", "学时{}差几个")


def with_phrasings(tiny: TinyPack, words: dict[str, str]) -> Pack:
    """The tiny pack with ten more phrasings for each of some entries, made with a word of its own."""
    pack = load_pack(tiny.folder, draft=True)
    entries = dict(pack.entries)
    for id, word in words.items():
        phrasings = tuple(one.format(word) for one in SAME) + tuple(
            f"请问{one.format(word)}呢" for one in SAME
        )
        entries[id] = replace(entries[id], variants=phrasings, variant_lines=tuple(range(1, 11)))
    return replace(pack, entries=entries)


def test_two_entries_asked_in_the_same_words_are_found(tiny: TinyPack) -> None:
    """The one that loses is named, with the other and an example; the one that is always found is not."""
    told = [str(one) for one in often_missed(with_phrasings(tiny, {"hours": "", "fee": ""}))]
    assert any("hours" in one and "fee" in one for one in told)
    assert not any("条目 hours " in one for one in told)


def test_entries_with_words_of_their_own_are_not(tiny: TinyPack) -> None:
    """And a group that says the same may be taken for one another."""
    apart = with_phrasings(tiny, {"hours": "继续教育", "fee": "收费缴款"})
    assert not any("条目 hours " in str(one) for one in often_missed(apart))
    same = with_phrasings(tiny, {"hours": "", "fee": ""})
    entries = dict(same.entries)
    entries["hours"] = replace(entries["hours"], covers=("fee",))
    entries["fee"] = replace(entries["fee"], covers=("hours",))
    assert not any("答成 hours" in str(one) for one in often_missed(replace(same, entries=entries)))
