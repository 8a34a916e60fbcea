"""Memory of one user between turns: in the process, or in the store."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bot.conversation.assistant import Assistant
from bot.conversation.turn import Conversation, Turn
from bot.replies.acts import Act

if TYPE_CHECKING:
    from bot.store.model.saved import Keeper

KEPT_FOR = timedelta(days=180)
"""How long an unused conversation is stored."""


class Memory(Protocol):
    """Takes turns of one user and remembers the state after them."""

    conversation: Conversation

    def turn(self, assistant: Assistant, said: str | Act, now: datetime) -> Turn:
        """Take one turn; the new state is remembered before the replies are returned."""

    def forget(self) -> None:
        """Forget everything of this user."""


class ProcessMemory:
    """Remembers in memory, as long as the process runs."""

    def __init__(self) -> None:
        self.conversation = Conversation()

    def turn(self, assistant: Assistant, said: str | Act, now: datetime) -> Turn:
        """One turn."""
        turn = assistant.turn(self.conversation, said, now)
        self.conversation = turn.conversation
        return turn

    def forget(self) -> None:
        """Start with an empty conversation."""
        self.conversation = Conversation()


class StoredMemory:
    """Remembers in the store. A turn is saved before it is answered, so that a kill loses no answer."""

    def __init__(self, runner: asyncio.Runner, keeper: Keeper, user: str) -> None:
        self._runner = runner
        self._keeper = keeper
        self._user = user
        self.conversation = Conversation()

    def open(self, now: datetime) -> None:
        """Load the stored conversation, after deleting those unused for 180 days."""
        from bot.conversation.stored import conversation_of
        from bot.store.model.saved import Saved

        self._runner.run(self._keeper.purge(now - KEPT_FOR))
        kept = self._runner.run(self._keeper.load(self._user))
        self.conversation = conversation_of(kept or Saved())

    def turn(self, assistant: Assistant, said: str | Act, now: datetime) -> Turn:
        """Take one turn; if another process saved in between, load its state and take the turn again."""
        from bot.conversation.service import ConversationService

        service = ConversationService(lambda: assistant, self._keeper)
        turn = self._runner.run(service.turn(self._user, said, now))
        self.conversation = turn.conversation
        return turn

    def forget(self) -> None:
        """Delete every row of this user."""
        self._runner.run(self._keeper.forget(self._user))
        self.conversation = Conversation()
