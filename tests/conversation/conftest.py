"""Conversations with the shipped pack."""

from __future__ import annotations

import pytest

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from tests.conversation.reminding import PUSHES
from tests.conversation.talks import Talk, assistant_of


@pytest.fixture(scope="session")
def talker(shipped: Knowledge) -> Assistant:
    """Takes turns from the shipped pack, interview and all."""
    return assistant_of(shipped)


@pytest.fixture
def talk(talker: Assistant) -> Talk:
    """A new conversation in a channel that can send by itself."""
    return Talk(talker, channel=PUSHES)
