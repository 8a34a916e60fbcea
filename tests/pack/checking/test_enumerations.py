"""Kinds, lists of the notice and choices of questions say the same."""

from __future__ import annotations

from bot.pack.checking.enumerations import enumeration_faults
from bot.pack.faults import Fault
from bot.pack.loader import load_pack
from tests.evaluation.small_pack import RULES
from tests.packs import TinyPack

QUESTION = """\
facts:
  - id: specialty
    type: choice
    clauses: [一.1]
    question: 做哪一种？
    help: 选一种。
    choices:
      - {value: ceramics, label: 陶瓷工艺}
      - {value: weaving, label: 编织工艺}
      - {value: other, label: 别的}
"""


def found(tiny: TinyPack) -> list[Fault]:
    """What is wrong with the enumerations."""
    return list(enumeration_faults(load_pack(tiny.folder, draft=True)))


def test_the_tiny_pack_lists_what_its_notice_lists(tiny: TinyPack) -> None:
    """Open ends (及其他工艺) are no members."""
    assert found(tiny) == []


def test_a_member_of_the_list_that_is_no_kind_is_found(tiny: TinyPack) -> None:
    """At its line of the notice."""
    tiny.replace(
        "notice.md",
        "面向陶瓷工艺、编织工艺及其他工艺",
        "面向以下范围：陶瓷工艺、编织工艺、金属工艺及其他工艺。另",
    )
    tiny.replace(
        "faq.yaml", "quote: 陶瓷工艺、编织工艺及其他工艺", "quote: 陶瓷工艺、编织工艺、金属工艺及其他工艺"
    )
    (fault,) = found(tiny)
    assert "金属工艺" in fault.wrong
    assert (fault.file, fault.line) == ("notice.md", tiny.line("notice.md", "金属工艺"))


def test_a_kind_that_the_notice_does_not_name_is_found(tiny: TinyPack) -> None:
    """Neither by its name nor by one of its words."""
    tiny.replace("notice.md", "陶瓷工艺、编织工艺及其他工艺", "编织工艺及其他工艺")
    tiny.replace("faq.yaml", "quote: 陶瓷工艺、编织工艺及其他工艺", "quote: 编织工艺及其他工艺")
    assert ["陶瓷工艺" in fault.wrong for fault in found(tiny)] == [True]


def test_a_choice_that_leaves_out_a_kind_is_found(tiny: TinyPack) -> None:
    """Where most choices are kinds, each of them is one; other questions do not matter."""
    tiny.write("rules.yaml", RULES.replace("facts:\n", QUESTION))
    assert found(tiny) == []
    third = "      - id: metal\n        name: 金属工艺\n        words: [金属工艺]\n"
    tiny.replace("lexicon.yaml", "    members:\n", f"    members:\n{third}")
    tiny.replace("notice.md", "面向陶瓷工艺、编织工艺", "面向陶瓷工艺、编织工艺、金属工艺")
    tiny.replace("faq.yaml", "quote: 陶瓷工艺、编织工艺及其他工艺", "quote: 金属工艺及其他工艺")
    tiny.write("notice.yaml", tiny.text("notice.yaml").replace("    value: 2\n", "    value: 3\n"))
    (fault,) = found(tiny)
    assert fault.file == "rules.yaml"
    assert "金属工艺" in fault.wrong
