"""Who is refused by words that deny something is asked first."""

from __future__ import annotations

import pytest

from tests.conversation.talks import Talk

BEGIN = "我能不能报"


@pytest.mark.parametrize("said", ["参公也靠不上", "参公没我的名额", "公务员的编制没轮着过我"])
def test_a_refusal_read_from_a_denial_is_asked_about(talk: Talk, said: str) -> None:
    """Nothing is noted as being so; 不对 refuses nobody."""
    talk.say(BEGIN, "在职")
    text = talk.say(said)
    assert "不能申报" not in text
    assert talk.answers.get("civil_status") in (None, "none")
    assert "不能申报" not in talk.say("不对")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("我是公务员，没办法", "civil_servant"),
        ("参公的，没别的身份", "can_gong"),
        ("我不是公务员，是参公的", "can_gong"),
        ("不是公务员是参公", "can_gong"),
    ],
)
def test_a_clause_that_denies_nothing_refuses(talk: Talk, said: str, value: str) -> None:
    """Whatever the other clauses deny."""
    talk.say(BEGIN, "在职")
    assert "不能申报" in talk.say(said)
    assert talk.answers["civil_status"] == value


def test_what_is_so_of_the_unit_is_not_taken_for_oneself(talk: Talk) -> None:
    """Whoever works for one and denies to be a civil servant is none; it is read back."""
    talk.say(BEGIN, "在职")
    assert "记下：公务员、参公身份：都不是" in talk.say("不是公务员，在参公单位打工")
    assert talk.answers["civil_status"] == "none"
