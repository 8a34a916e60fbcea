"""What a conversation remembers between turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.interview.talk.progress import Progress
from bot.reminders.book import Book
from bot.replies.acts import ReminderAct
from bot.replies.reply import Choice


@dataclass(frozen=True)
class Conversation:
    """One person's conversation.

    `question` is the one before and `entry` what answered it; `offered` is what can be picked. `name` says whose
    interview is open (empty where none is), `naming` that a name is awaited. `interviews` are by name; `unread` ones
    were kept by a program too different, and are kept on as they are.
    """

    question: str = ""
    entry: str = ""
    offered: tuple[Choice, ...] = ()
    name: str = ""
    naming: bool = False
    interviews: Mapping[str, Progress] = field(default_factory=dict)
    subscriptions: Book = field(default_factory=Book)
    unread: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def interview(self) -> Progress | None:
        """The open interview; None where none is open."""
        return self.interviews.get(self.name) if self.name else None

    @property
    def offers_reminders(self) -> bool:
        """Whether something about reminders can be picked: then they are being talked about."""
        return any(isinstance(choice.does, ReminderAct) for choice in self.offered)
