"""Which of several notices a message names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from bot.conversation.notices.notice_names import NoticeNames
from bot.knowledge import Knowledge
from tests.packs import OPEN, SHANGHAI
from tests.several_packs import HIGH, NEXT, SENIOR


@pytest.fixture
def names(packs: Mapping[str, Knowledge]) -> NoticeNames:
    """Of 正高级 2022 and 2023, and 高级 2022."""
    return NoticeNames([packs[id].pack.facts for id in (SENIOR, HIGH, NEXT)])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("报高级要交什么", {HIGH}),
        ("高级的截止是哪天", {HIGH}),
        ("高级呢", {HIGH}),
        ("副高要多少学时", {HIGH}),
        ("我有高级，想报正高", {NEXT}),
        ("2022年的正高级要多少学时", {SENIOR}),
        ("2022年正高级小评审几号截止", {SENIOR}),
        ("《2022年高级小评审》收费吗", {HIGH}),
        ("正高还是高级", {NEXT, HIGH}),
        ("我是高级，学时要多少", set()),
        ("高级满5年能报吗", set()),
        ("我2018年评的高级，课时怎么算", set()),
        ("继续教育要多少学时", set()),
        ("提高级别有什么用", set()),
        ("2024年要多少学时", set()),
        ("2022年12月6日前要交吗", set()),
    ],
)
def test_a_level_that_is_asked_for_names_its_notice(names: NoticeNames, said: str, meant: set[str]) -> None:
    """The level that somebody has does not; without a year the latest of a series is meant."""
    assert names.named(said, OPEN).notices == meant


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2023年的", 2023),
        ("2023年的个人申报什么时候截止", 2023),
        ("去年的呢", 2022),
        ("今年要多少学时", 2023),
    ],
)
def test_a_year_names_its_notices(packs: Mapping[str, Knowledge], said: str, year: int) -> None:
    """Also one that is told by today's."""
    names = NoticeNames([packs[id].pack.facts for id in (SENIOR, NEXT)])
    named = names.named(said, datetime(2023, 11, 15, tzinfo=SHANGHAI))
    assert named.notices == {SENIOR if year == 2022 else NEXT}


@pytest.mark.parametrize(
    ("said", "alone", "rest"),
    [
        ("正高", True, ""),
        ("我问的是正高级的那个。", True, ""),
        ("2023年的", True, ""),
        ("正高级的几号截止", False, "几号截止"),
        ("报正高要多少学时", False, "要多少学时"),
        ("学时要多少，报正高", False, ""),
    ],
)
def test_a_bare_name_is_told_from_a_question(names: NoticeNames, said: str, alone: bool, rest: str) -> None:
    """What stands behind a name at the beginning is what is asked."""
    named = names.named(said, OPEN)
    assert (named.alone, named.rest) == (alone, rest)


def test_a_pack_tells_what_its_notice_is_called(packs: Mapping[str, Knowledge]) -> None:
    """For names that no title tells."""
    called = replace(packs[HIGH].pack.facts, called=("老师傅那个",))
    names = NoticeNames([packs[SENIOR].pack.facts, called])
    assert names.named("老师傅那个要交什么", OPEN).notices == {HIGH}


@pytest.mark.parametrize("said", ["有哪些通知", "换个通知", "有哪些通知？"])
def test_the_list_is_asked_for(names: NoticeNames, said: str) -> None:
    """By whole sayings alone."""
    assert names.asks_for_list(said)
    assert not names.asks_for_list(f"{said}要交什么")
