"""Turns that need no database: which may be given without being stored, and how long the database is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.conversation.thinking import Made
from bot.conversation.turn import Conversation, NoticeAsked, Turn
from bot.language.question_words import asks_back
from bot.messages import message
from bot.replies.acts import Act
from bot.replies.reply import Kind, Reply
from bot.store.model.errors import StoreError

_ANSWERS = frozenset(
    [
        Kind.ANSWER,
        Kind.CHOICES,
        Kind.NOT_SAID,
        Kind.ACTION,
        Kind.SMALLTALK,
        Kind.DEADLINES,
        Kind.HELP,
        Kind.NOTICE,
    ]
)
_ASIDE = _ANSWERS | {Kind.UNKNOWN, Kind.QUESTION, Kind.WHICH_NOTICE}
"""What is said aside: the open question of an interview is asked again below an answer."""
_PATIENT_SECONDS, _SHORT_SECONDS = 4.0, 0.5
_REMEMBERED_SECONDS = 30.0


def only_answers(turn: Turn) -> bool:
    """Whether a turn taken without knowing the person is right whoever they are: it tells of the notice and no more.

    What was not understood may answer a question that is open in a conversation which cannot be read.
    """
    return (
        bool(turn.replies)
        and all(reply.kind in _ANSWERS for reply in turn.replies)
        and _lasting(turn.conversation) == _lasting(Conversation())
    )


def is_own_question(says: str | Act) -> bool:
    """Whether what was said is no answer, whatever is open in a conversation that cannot be read or stored.

    在职 and 不清楚 may be answers: told what the notice says of them, somebody would think that they were noted.
    """
    return not isinstance(says, str) or asks_back(says)


def changes_nothing(before: Conversation, turn: Turn) -> bool:
    """Whether a turn answered something and changed nothing that must last: no interview, no wish, nothing asked back."""
    answers = any(reply.kind in _ANSWERS for reply in turn.replies)
    return answers and _lasting(before) == _lasting(turn.conversation)


def leads_nowhere(replies: Sequence[Reply]) -> bool:
    """Whether a turn did no more than answer, ask back, or not understand."""
    return all(reply.kind in _ASIDE for reply in replies)


def lasts_alike(before: Conversation, after: Conversation) -> bool:
    """Whether nothing that must last differs between two talks about one notice, whatever was asked back."""
    was, is_now = (_with_talks_of_something(one) for one in (before, after))
    return _lasting(was) == _lasting(is_now)


def _with_talks_of_something(conversation: Conversation) -> Conversation:
    """The conversation without what was asked back, and without talks about other notices in which nothing must last."""
    nothing = _lasting(Conversation())
    apart = {of: talk for of, talk in conversation.apart.items() if _lasting(talk) != nothing}
    return replace(conversation, notice_asked=NoticeAsked(), apart=apart)


def _lasting(conversation: Conversation) -> tuple[object, ...]:
    """What of a conversation must not be lost: all but what was spoken of last."""
    asked = conversation.reminders
    return (
        dict(conversation.interviews),
        dict(conversation.unread),
        {of: _lasting(talk) for of, talk in conversation.apart.items()},
        conversation.notice_asked,
        conversation.subscriptions,
        conversation.name,
        conversation.naming,
        conversation.person,
        conversation.role,
        (asked.missing, asked.asked, asked.draft, asked.noted),
    )


class Patience:
    """Waits for the database: four seconds, and half a second for a while after it did not answer in that time."""

    def __init__(self, moments: Callable[[], float], patient: float = _PATIENT_SECONDS) -> None:
        """`moments` is a monotonic clock, in seconds."""
        self._moments = moments
        self._patient = patient
        self._failed_at = float("-inf")

    async def wait(self, work: Awaitable[Made]) -> Made:
        """The result of `work`. Raises StoreError if it takes too long."""
        try:
            async with asyncio.timeout(self._seconds()):
                result = await work
        except TimeoutError:
            self._failed_at = self._moments()
            raise StoreError(message("store_late"), "no_answer") from None
        self._failed_at = float("-inf")
        return result

    def _seconds(self) -> float:
        lately = self._moments() - self._failed_at < _REMEMBERED_SECONDS
        return min(self._patient, _SHORT_SECONDS) if lately else self._patient
