"""What is asked of any notice whatever it is about: a first message with nothing else is asked back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.knowledge import Knowledge, open_knowledge
from bot.replies.reply import Kind
from tests.serving.servers import ROOT
from tests.several_packs import HIGH, SENIOR, Talk, several


@pytest.fixture(scope="module")
def subsidy(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A pack with many more phrasings than the small ones, of quite another matter."""
    cache: Path = tmp_path_factory.mktemp("cache")
    return open_knowledge(ROOT / "knowledge-samples" / "startup-subsidy", cache)


@pytest.fixture
def three(packs: Mapping[str, Knowledge], subsidy: Knowledge) -> Talk:
    """A talk with a bot of three notices, of which one knows more words than the others."""
    return Talk(several([packs[SENIOR], packs[HIGH], subsidy]))


@pytest.mark.parametrize(
    "said", ["几号截止？", "请问到哪天为止", "问谁", "要交什么材料", "流程是什么", "准备哪些东西呢"]
)
def test_it_is_asked_back_whichever_knows_it_best(three: Talk, said: str) -> None:
    """All that could be meant are named, and the answer follows once one is."""
    three.say(said)
    assert [reply.kind for reply in three.last.replies] == [Kind.WHICH_NOTICE]
    assert len(three.labels) == 3
    assert three.conversation.notice == ""


def test_what_only_one_knows_is_answered(three: Talk, subsidy: Knowledge) -> None:
    """By a word of its matter."""
    three.say("营业执照要满几年")
    assert three.conversation.notice == subsidy.pack.facts.id


def test_in_a_talk_it_is_for_the_notice_that_is_spoken_of(three: Talk) -> None:
    """Nobody is asked again."""
    three.say("正高级要多少学时")
    three.say("几号截止")
    assert three.conversation.notice == SENIOR
    assert three.last.replies[0].kind is Kind.ANSWER
