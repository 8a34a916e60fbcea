"""Links under reminders to a page on which they are answered, where a channel has no buttons: letters, cards, templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels.reminder_choices import reminder_choices
from bot.channels.signed_tokens import SignedTokens
from bot.clock import Clock
from bot.delivery.sender import Reminder
from bot.replies.reply import Choice

ANSWER_PATH = "/mail/answer"
"""Beside the pages of letters, whose addresses no log holds: proxies are told so."""
ANSWERS_MARK = "reminder_answer_secret"
"""Under which the database keeps the secret of these links."""
_PURPOSE = "reminded"
_VALID = timedelta(days=30)


@dataclass(frozen=True)
class RemindedOf:
    """What a link is about: a reminder of the user with the key `user`, of `wish` and, unless it is empty, a milestone."""

    user: str
    wish: str
    milestone: str
    choices: tuple[Choice, ...]
    """What can be done about it."""


class ReminderLinks:
    """Makes and reads links to `root`. `real_clock`: a link is good for thirty days."""

    def __init__(self, root: str, secret: str, real_clock: Clock) -> None:
        self._root = root
        self._tokens = SignedTokens(secret)
        self._real_clock = real_clock

    def link(self, channel: str, reminder: Reminder) -> str:
        """The link of a reminder through `channel`; empty if there is nothing to answer."""
        if not reminder_choices(reminder):
            return ""
        until = int((self._real_clock() + _VALID).timestamp())
        due = reminder.due_at.isoformat() if reminder.due_at else ""
        what = [
            f"{channel}:{reminder.user}",
            reminder.subscription,
            reminder.milestone,
            reminder.kind,
            due,
            until,
        ]
        return f"{self._root}{ANSWER_PATH}?token={self._tokens.made(_PURPOSE, what)}"

    def read(self, token: str) -> RemindedOf | None:
        """What a token is about; None if it is not ours, or too old."""
        match self._tokens.read(_PURPOSE, token):
            case [str(user), str(wish), str(milestone), str(kind), str(due), int(until)]:
                if self._real_clock().timestamp() >= until:
                    return None
                plain = Reminder("", user, "", (), kind, subscription=wish, milestone=milestone)
                whole = replace(plain, due_at=datetime.fromisoformat(due) if due else None)
                return RemindedOf(user, wish, milestone, reminder_choices(whole))
        return None
