"""faq.yaml, lexicon.yaml and the phrasings become entries, crafts and words."""

from __future__ import annotations

from bot.pack.loader import load_pack
from tests.packs import PHRASINGS, TinyPack


def test_the_member_template_becomes_one_entry_a_craft(tiny: TinyPack) -> None:
    """Each craft is answered by name."""
    pack = load_pack(tiny.folder)
    assert "陶瓷工艺" in pack.entries["craft_ceramics"].title
    assert "编织工艺" in pack.entries["craft_weaving"].answer
    assert pack.entries["craft_weaving"].member == "weaving"
    assert pack.entries["craft_weaving"].offers == "interview"
    assert "craft" not in pack.entries


def test_a_craft_that_the_notice_does_not_name_has_its_own_answer(tiny: TinyPack) -> None:
    """An unlisted craft is answered by the other text and not counted."""
    tiny.replace(
        "lexicon.yaml", "        name: 编织工艺\n", "        name: 编织工艺\n        listed: false\n"
    )
    tiny.replace(
        "faq.yaml", "    quote: 陶瓷工艺、", "    answer_unlisted: 没点{word}的名。\n    quote: 陶瓷工艺、"
    )
    tiny.replace("notice.yaml", "    value: 2\n", "    value: 1\n")
    pack = load_pack(tiny.folder)
    assert "没点" in pack.entries["craft_weaving"].answer
    assert "没点" not in pack.entries["craft_ceramics"].answer


def test_a_craft_may_point_to_an_entry_of_its_own(tiny: TinyPack) -> None:
    """A craft that needs another answer names its entry."""
    tiny.replace(
        "lexicon.yaml",
        "        name: 编织工艺\n",
        "        name: 编织工艺\n        entry: contact\n        listed: false\n",
    )
    tiny.replace("notice.yaml", "    value: 2\n", "    value: 1\n")
    pack = load_pack(tiny.folder)
    assert "craft_weaving" not in pack.entries
    assert [member.entry for member in pack.members] == ["craft_ceramics", "contact"]


def test_words_are_one_to_a_blank_and_english_ones_may_hold_one(tiny: TinyPack) -> None:
    """bamboo_weaving is written with _ for its blank."""
    assert load_pack(tiny.folder).members[1].words == ("编织工艺", "竹编", "bamboo weaving")


def test_a_silent_point_says_where_to_look(tiny: TinyPack) -> None:
    """通知未写 comes with whom to phone."""
    assert "{contact.wang}" in load_pack(tiny.folder).entries["fee"].answer


def test_phrasings_keep_their_lines(tiny: TinyPack) -> None:
    """A fault can point to the phrasing itself."""
    entry = load_pack(tiny.folder).entries["contact"]
    first = tiny.line(PHRASINGS, "咨询电话是多少")
    assert entry.variant_lines == tuple(range(first, first + 6))
    assert entry.line == tiny.entry_lines("contact").start


def test_names_and_concepts_are_lists_of_words(tiny: TinyPack) -> None:
    """Words stand between 、."""
    pack = load_pack(tiny.folder)
    assert pack.names == {"学时系统": ("学时登记管理系统", "学时登记系统")}
    assert pack.concepts["学时"] == ("学时", "课时", "hours")
