"""Packs from before there were several kinds still load, and mean the same."""

from __future__ import annotations

from bot.pack.loader import load_pack
from bot.pack.reading.older_names import in_names_of_today
from tests.packs import PHRASINGS, TinyPack

OLD_LEXICON = """\
crafts:
  - id: ceramics
    name: 陶瓷工艺
    words: |
      陶瓷工艺 陶瓷 青瓷 celadon
  - id: weaving
    name: 编织工艺
    words: |
      编织工艺 竹编 bamboo_weaving

beside_craft: 能不能报、我做

"""


def test_a_pack_that_calls_its_list_crafts_is_the_same_pack(tiny: TinyPack) -> None:
    """The list, its template, what is on no list, and the words beside a member's name."""
    new = load_pack(tiny.folder)
    names = tiny.text("lexicon.yaml").partition("names:")[2]
    tiny.write("lexicon.yaml", f"{OLD_LEXICON}names:{names}")
    tiny.write(
        "faq.yaml",
        tiny.text("faq.yaml")
        .replace("kind: each", "kind: craft")
        .replace("{kind}", "{craft}")
        .replace("    role: unlisted\n", ""),
    )
    tiny.write(PHRASINGS, tiny.text(PHRASINGS).replace("{kind}", "{craft}"))
    old = load_pack(tiny.folder)
    assert [(one.id, one.entry, one.words) for one in old.members] == [
        (one.id, one.entry, one.words) for one in new.members
    ]
    assert old.kinds["crafts"].unlisted == new.kinds["crafts"].unlisted == "craft_unlisted"
    assert old.kinds["crafts"].beside == ("能不能报", "我做")
    assert old.templates["crafts"].variants == new.templates["crafts"].variants


def test_the_verdict_and_the_choices_of_an_old_interview_have_their_new_names() -> None:
    """On lines of their own, and in braces."""
    text = "verdicts:\n  check_12: {name: 看}\nfacts:\n  - near: [craft]\n"
    renamed = in_names_of_today("rules.yaml", text)
    assert "check: {id: check_12, name: 看}" in renamed
    assert "kind: crafts" in renamed
    assert "  check:\n    id: check_12\n    name: 看" in in_names_of_today(
        "rules.yaml", "v:\n  check_12:\n    name: 看\n"
    )


def test_a_pack_of_today_is_left_alone(tiny: TinyPack) -> None:
    """Nothing in it is taken for an older name."""
    for name in ("lexicon.yaml", "faq.yaml", PHRASINGS):
        assert in_names_of_today(name, tiny.text(name)) == tiny.text(name)
