"""What the tests of several channels need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from tests.conversation.talks import assistant_of


@pytest.fixture(scope="session")
def whole_assistant(shipped: Knowledge) -> Assistant:
    """Answers, interviews and reminders from the shipped pack."""
    return assistant_of(shipped)


@pytest.fixture
def logged() -> Iterator[list[structlog.typing.EventDict]]:
    """What is logged during the test."""
    with structlog.testing.capture_logs() as lines:
        yield lines
