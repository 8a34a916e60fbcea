"""Nothing that an interview holds changes without being read back in the same turn."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant, assistant_of
from bot.interview.engine.texts import filled
from bot.interview.talk.speech import Speech
from bot.knowledge import Knowledge
from bot.settings import shipped_knowledge
from tests.conversation.talks import Talk

TESTS = shipped_knowledge() / "tests"
ROWS = [
    json.loads(line)
    for file in ("replies/dev.jsonl", "replies/replies.jsonl")
    for line in (TESTS / file).read_text(encoding="utf-8").splitlines()
]
SAID = sorted({row.get("text") or row.get("said") for row in ROWS})
STEPS = (
    "上一步", "改", "改第一个", "2", "第三个", "对", "不对", "不清楚", "为什么", "要交什么", "重来", "先到这里", "继续",
    "我能不能报", "几号截止", "3", "C", "90", "2018年6月", "我爸退休返聘了，帮我核一下", "算了", "回到我自己的",
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(shipped: Knowledge) -> Assistant:
    """Takes turns from the shipped pack."""
    return assistant_of(shipped)


@pytest.fixture(scope="module")
def speech(shipped: Knowledge) -> Speech:
    """How the pack calls its facts and their values."""
    assert shipped.interview is not None
    return Speech(shipped.pack, filled(shipped.interview))


def held(talk: Talk) -> dict[str, dict[str, object]]:
    """The answers of each interview, by whose it is."""
    return {name: dict(progress.answers) for name, progress in talk.conversation.interviews.items()}


def unsaid(talk: Talk, speech: Speech, before: dict[str, dict[str, object]]) -> list[str]:
    """The changes of the last turn that its text does not name, each as the pack prints the fact and its value."""
    text = "\n".join(reply.whole for reply in talk.replies)
    after = held(talk)
    missing = []
    for name in after:
        old, new = before.get(name, {}), after[name]
        for fact in {*old, *new}:
            if old.get(fact) != new.get(fact):
                value = new.get(fact, old.get(fact))
                line = f"{speech.name(fact)}：{speech.shown(fact, value)}"
                missing += [] if line in text else [line]
    return missing


steps = st.one_of(st.sampled_from(SAID), st.sampled_from(STEPS), st.integers(min_value=0, max_value=9))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(steps, min_size=2, max_size=12), begun=st.booleans())
def test_whatever_is_said_or_tapped_no_fact_changes_in_silence(
    assistant: Assistant, speech: Speech, said: list[str | int], begun: bool
) -> None:
    """A number taps that choice; openings count. What was changed is said by the fact's name and value, from what is stored."""
    talk = Talk(assistant)
    if begun:
        talk.say("我能不能报")
    for one in said:
        before = held(talk)
        offered = talk.conversation.offered
        if isinstance(one, int):
            if not offered:
                continue
            one = offered[one % len(offered)].id
        talk.say(one)
        if "重来" in one:
            continue
        assert unsaid(talk, speech, before) == [], one
