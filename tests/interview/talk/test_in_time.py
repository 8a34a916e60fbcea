"""Somebody who is late asks how the rest would have been."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.interview.talk.dialogue import Dialogue
from bot.knowledge import Knowledge
from tests.conversation.talks import Interviewing, dialogue_of
from tests.interview.applicants import FULL
from tests.packs import SHANGHAI

LATER = datetime(2023, 6, 3, 10, tzinfo=SHANGHAI)
IN_TIME = "iv:do:in_time"


@pytest.fixture(scope="module")
def dialogue(shipped: Knowledge) -> Dialogue:
    """Holds interviews by the shipped pack."""
    return dialogue_of(shipped)


@pytest.fixture
def late(dialogue: Dialogue) -> Interviewing:
    """An interview long after the last deadline, with its verdict."""
    talk = Interviewing.begun(dialogue, LATER)
    talk.say("还没提交")
    return talk


def test_the_verdict_comes_first_and_the_way_on_is_offered(late: Interviewing) -> None:
    """Nothing more is asked by itself; what is not known is not guessed."""
    assert late.progress.verdict == "late"
    assert late.text.index("已经来不及") < late.text.index("若在截止前")
    assert "还说不准" in late.text
    assert IN_TIME in late.buttons()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "按您的回答：可以申报"),
        ({"ce_total": 80}, "总数差10"),
        ({"civil_status": "civil_servant"}, "按您的回答：这次不能申报"),
    ],
    ids=str,
)
def test_the_rest_is_asked_if_it_is_wanted(
    late: Interviewing, changes: dict[str, object], words: str
) -> None:
    """It ends with what the answers would have come to; who may not apply at all hears that as the verdict."""
    late.say(IN_TIME)
    assert late.progress.asking == "employment_status"
    text = late.answer({**FULL, **changes})
    if "civil_status" in changes:
        assert late.progress.verdict == "not_eligible"
    else:
        assert late.progress.verdict == "late"
        assert words in text
        assert IN_TIME not in late.buttons()
