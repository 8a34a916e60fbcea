"""What a message that opens the interview tells of others is none of the writer's answers."""

from __future__ import annotations

import pytest

from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("我爸退休了，我自己在职在岗，做青瓷的，帮我看看我能不能报", "in_post"),
        ("帮我核一下，我师傅退休返聘的，我自己还在岗，做青瓷", "in_post"),
        ("我老婆是公务员，退休了，我在职在岗，看看我能不能报", "in_post"),
    ],
)
def test_what_is_told_of_somebody_else_beside(talk: Talk, said: str, told: str) -> None:
    """Only what is said of oneself is noted."""
    talk.say(said)
    assert talk.answers.get("employment_status") == told
    assert talk.answers.get("civil_status") in (None, "none")
