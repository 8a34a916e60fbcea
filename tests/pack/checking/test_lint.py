"""What else an author should know of a pack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.pack.checking.lint import lint
from bot.pack.faults import Fault
from bot.pack.loader import load_pack
from tests.packs import PHRASINGS, TinyPack


def _lint(tiny: TinyPack) -> list[Fault]:
    return list(lint(load_pack(tiny.folder)))


def test_the_tiny_pack_is_clean(tiny: TinyPack) -> None:
    """A tidy pack has nothing to tell."""
    assert _lint(tiny) == []


@pytest.mark.parametrize(
    "twin",
    ["评审要交钱吗", "评审要交钱吗？", "　评审要交钱吗", "Is there a fee to pay", "is there a fee to pay?"],
)
def test_twins_are_found_with_both_lines(tiny: TinyPack, twin: str) -> None:
    """Two phrasings that are nearly the same and lead to different entries are one fault that names both."""
    first = tiny.line(PHRASINGS, "评审要交钱吗" if "交钱" in twin else "is there a fee to pay")
    second = tiny.replace(PHRASINGS, "咨询电话是多少\n", f"咨询电话是多少\n{twin}\n") + 1
    (fault,) = [fault for fault in _lint(tiny) if fault.file == PHRASINGS]
    first += 1 if second < first else 0
    assert fault.line == max(first, second)
    assert f"{PHRASINGS}:{min(first, second)}" in fault.wrong
    assert "fee" in fault.wrong
    assert "contact" in fault.wrong


def test_like_phrasings_of_one_entry_are_no_twins(tiny: TinyPack) -> None:
    """An entry may say the same thing twice."""
    tiny.replace(PHRASINGS, "评审要交钱吗\n", "评审要交钱吗\n评审要交钱吗？\n")
    assert _lint(tiny) == []


def test_twins_of_a_craft_phrasing_are_found(tiny: TinyPack) -> None:
    """Phrasings with {kind} are compared like all others."""
    tiny.replace(PHRASINGS, "咨询电话是多少\n", "我是做{kind}的可以申报吗\n")
    assert len(_lint(tiny)) == 1


def test_a_clause_that_no_entry_covers_is_found(tiny: TinyPack) -> None:
    """Every clause of the notice answers something."""
    tiny.write("notice.md", tiny.text("notice.md") + "\n## 六 | 六 | 其他\n\n其他事项另行通知。\n")
    (fault,) = _lint(tiny)
    assert fault.file == "notice.md"
    assert "六" in fault.wrong


def test_a_clause_that_only_silent_points_name_is_not_covered(tiny: TinyPack) -> None:
    """通知未写 covers no clause."""
    tiny.write("notice.md", tiny.text("notice.md") + "\n## 六 | 六 | 其他\n\n其他事项另行通知。\n")
    tiny.replace(
        "faq.yaml", "    clauses: [附1.7]\n    answer: 通知未写", "    clauses: [六]\n    answer: 通知未写"
    )
    assert len(_lint(tiny)) == 1


def test_an_answer_that_is_too_long_is_found(tiny: TinyPack) -> None:
    """An answer must fit a phone."""
    tiny.replace("faq.yaml", "answer: 通知未写收费。", f"answer: 通知未写收费。{'请先查评审办法，' * 30}")
    (fault,) = _lint(tiny)
    assert fault.line in tiny.entry_lines("fee")


def test_a_long_link_does_not_make_an_answer_long(tiny: TinyPack) -> None:
    """A URL is tapped, not read."""
    long = "http://hours.example.test/" + "a" * 300
    tiny.write("notice.md", tiny.text("notice.md").replace("http://hours.example.test/card", long))
    tiny.replace("notice.yaml", "http://hours.example.test/card", long)
    assert _lint(tiny) == []


def test_an_hour_behind_a_day_that_says_its_own_is_found(tiny: TinyPack) -> None:
    """2022年12月6日18:0018:00 is said to nobody; a day without an hour may have one written behind it."""
    pack = load_pack(tiny.folder)
    milestone = next(iter(pack.facts.milestones.values()))
    entry = next(one for one in pack.entries.values() if f"{{date.{milestone.id}}}" in one.answer)
    pack.facts.milestones[milestone.id] = replace(milestone, hour="18:00")
    pack.entries[entry.id] = replace(entry, answer=f"到{{date.{milestone.id}}}下午6点截止。")
    (fault,) = [one for one in lint(pack) if "几点" in one.wrong]
    assert entry.id in fault.wrong
    assert "18:00" in fault.wrong
    pack.entries[entry.id] = replace(entry, answer=f"到{{date.{milestone.id}}}截止，共3个点。")
    assert not [one for one in lint(pack) if "几点" in one.wrong]
