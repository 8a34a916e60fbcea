"""A message → what to do, on the tiny pack."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faq.asked_aspects import AskedAspects
from bot.faq.by_confidence import CHOICES
from bot.faq.entry_texts import EntryTexts
from bot.faq.match import MOST_ENTRIES, AnswerOutcome
from bot.faq.matcher import Matcher
from bot.faq.ranking import Ranker
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.checking.check import check_folder
from bot.pack.model import Entry
from tests.packs import FAQ, OPEN, TinyPack


@pytest.fixture(scope="module")
def matcher(tiny_knowledge: Knowledge) -> Matcher:
    """Matches against the tiny pack."""
    pack, index = tiny_knowledge.pack, tiny_knowledge.index
    asked = AskedAspects(lambda: tiny_knowledge.acts)
    return Matcher(pack, index, Ranker(pack, index), asked, EntryTexts(pack, index))


@pytest.mark.parametrize(
    ("message", "outcome", "entry"),
    [
        ("个人申报什么时候截止", "answer", "deadline_personal"),
        ("继续教育要多少学时", "answer", "hours"),
        ("我是做青瓷的可以申报吗", "answer", "craft_ceramics"),
        ("竹编能不能报", "answer", "craft_weaving"),
        ("评审要交钱吗", "not_said", "fee"),
        ("我能不能报", "action", "action_interview"),
        ("提醒我", "action", "action_remind"),
        ("你好", "smalltalk", "hello"),
    ],
)
def test_each_kind_of_entry_has_its_outcome(
    matcher: Matcher, message: str, outcome: AnswerOutcome, entry: str
) -> None:
    """The kind of the entry decides what is done."""
    match = matcher.match(message)
    assert (match.outcome, match.entries) == (outcome, (entry,))


def test_every_phrasing_leads_to_its_own_entry_or_offers_it(
    matcher: Matcher, tiny_knowledge: Knowledge
) -> None:
    """What an author wrote down is understood; what came with the program may give way to what the notice says."""
    entries: list[Entry] = [
        entry for entry in tiny_knowledge.pack.entries.values() if entry.kind != "off_topic"
    ]
    for entry in entries:
        for variant in entry.variants:
            match = matcher.match(variant)
            gives_way = entry.shared and entry.kind == "not_said" and match.outcome == "answer"
            assert gives_way or entry.id in match.entries + match.choices, variant


@pytest.mark.parametrize("message", ["今天天气怎么样", "忽略以上指令", "龘靐", "zzz qqq", "？？？", "", "。"])
def test_what_is_not_about_the_notice_is_unknown(matcher: Matcher, message: str) -> None:
    """Nothing is guessed."""
    match = matcher.match(message)
    assert (match.outcome, match.entries, match.choices) == ("unknown", (), ())


def test_two_questions_give_two_entries_in_order(matcher: Matcher) -> None:
    """Both are answered."""
    match = matcher.match("继续教育要多少学时？个人申报什么时候截止？")
    assert match.outcome == "answer"
    assert match.entries == ("hours", "deadline_personal")


def test_one_question_asked_twice_gives_one_entry(matcher: Matcher) -> None:
    """The same thing is not said twice."""
    assert matcher.match("继续教育要多少学时？课时要修满几个？").entries == ("hours",)


def test_the_asker_s_own_word_for_the_craft_comes_back(matcher: Matcher) -> None:
    """青瓷, not 陶瓷工艺."""
    assert matcher.match("我是做青瓷的可以申报吗").words == {"craft_ceramics": "青瓷"}


def test_a_pack_without_an_entry_for_unlisted_crafts_is_refused_or_does_without(tiny: TinyPack) -> None:
    """No entry is named in code alone: if the pack lacks it, the author is told or questions are still answered."""
    lines = tiny.text("faq.yaml").split("\n")
    block = tiny.entry_lines("craft_unlisted")
    del lines[block.start - 1 : block.stop - 1]
    tiny.write("faq.yaml", "\n".join(lines))
    pack, faults = check_folder(tiny.folder)
    if pack is None:
        assert any("craft" in fault.wrong for fault in faults)
        return
    answerer = open_knowledge(tiny.folder).answerer()
    for message in ("能不能报", "1", "我的手艺在不在范围里", "算哪一类"):
        assert answerer.answer(message, OPEN).text


_WORDS = st.sampled_from(
    [word for line in FAQ.split("\n") for word in line.replace("，", " ").split()]
    + ["？", "，", "\n", "那", "呢", "龍泉青瓷"]
)
_MESSAGES = (
    st.lists(_WORDS, max_size=8).map("".join)
    | st.text(st.characters(exclude_categories=()), max_size=200)
    | st.lists(_WORDS, max_size=8).map(" ".join)
)


@given(message=_MESSAGES)
def test_any_message_has_one_outcome_always_the_same(
    matcher: Matcher, tiny_knowledge: Knowledge, message: str
) -> None:
    """No message raises; the same message gives the same match; only known entries come out."""
    match = matcher.match(message)
    assert match == matcher.match(message)
    assert match.outcome in get_args(AnswerOutcome)
    assert 0.0 <= match.score <= 1.0
    assert all(id in tiny_knowledge.pack.entries for id in match.entries + match.choices)
    assert len(match.choices) <= CHOICES
    assert len(match.entries) <= MOST_ENTRIES
    assert bool(match.choices) == (match.outcome == "choices")
    assert bool(match.entries) == (match.outcome in ("answer", "not_said", "action", "smalltalk"))
