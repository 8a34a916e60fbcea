"""The silent points that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from bot.faq.index import bare
from bot.language.normalize import normalize
from bot.pack.checking.tokens import tokens
from bot.pack.faults import PackError
from bot.pack.model import Aspect, Pack
from bot.pack.reading.shared_reader import SharedPoint, read_shared, shared_points

FEWEST, MOST = 20, 45
"""Phrasings that each has."""


def test_there_are_many_each_asked_in_many_ways() -> None:
    """A new notice gets the points that people ask of any notice, each once."""
    ids = [point.entry.id for point in shared_points()]
    assert len(ids) == len(set(ids)) >= 40
    counts = {point.entry.id: len(point.entry.variants) for point in shared_points()}
    assert {id for id, count in counts.items() if not FEWEST <= count <= MOST} == set()


@pytest.mark.parametrize("point", shared_points(), ids=lambda point: point.entry.id)
def test_each_says_only_that_the_notice_does_not_say(point: SharedPoint) -> None:
    """It names topic and aspects, states no number, and can give way to what a notice says."""
    entry = point.entry
    assert entry.kind == "not_said"
    assert entry.shared
    assert entry.answer.startswith("通知没有写")
    assert not list(tokens(entry.answer))
    assert entry.topic
    assert set(entry.aspects) <= set(get_args(Aspect))
    assert entry.aspects
    assert point.yields_to


def test_no_phrasing_stands_for_two_points() -> None:
    """A question has one answer."""
    asked = [bare(normalize(text)) for point in shared_points() for text in point.entry.variants]
    assert len(asked) == len(set(asked))


def test_they_hold_no_word_of_the_shipped_notice(shipped_pack: Pack) -> None:
    """What all notices share names no craft, office, document or person of one."""
    words = {word for member in shipped_pack.members for word in (member.name, *member.words)}
    words |= {word for names in shipped_pack.names.values() for word in names} | set(shipped_pack.names)
    words |= {contact.person for contact in shipped_pack.facts.contacts.values()}
    words |= {
        "职称",
        "学时",
        "公示",
        "专业",
        "高级",
        "工艺",
        "学历",
        "论文",
        "继续教育",
        str(shipped_pack.facts.year),
    }
    own = {word for word in words if len(word) > 1 and not word.isascii()}
    texts = [text for point in shared_points() for text in (point.entry.answer, *point.entry.variants)]
    assert [text for text in texts for word in own if word in text] == []


def test_a_damaged_folder_is_told_with_file_and_line(tmp_path: Path) -> None:
    """Whoever edits the shared points sees what is wrong."""
    (tmp_path / "phrasings").mkdir()
    (tmp_path / "phrasings" / "all.txt").write_text("[fee]\n收费吗\n", encoding="utf-8")
    lines = ("title: 收费", "topic: 费用", "aspects: [cost]", "yields_to: [收费]", "clauses: [一]")
    text = "\n    ".join(("entries:\n  - id: fee", *lines, ""))
    (tmp_path / "faq.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_shared(tmp_path)
    assert {(fault.file, fault.line) for fault in caught.value.faults} == {
        (f"{tmp_path.name}/faq.yaml", 2),
        (f"{tmp_path.name}/faq.yaml", 7),
    }
