"""What reads the replies to the shipped interview."""

from __future__ import annotations

import pytest

from bot.interview.reading.free_reply import ReplyReader
from bot.knowledge import Knowledge
from tests.conversation.talks import reader_of


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> ReplyReader:
    """Reads replies to the shipped interview."""
    return reader_of(shipped)
