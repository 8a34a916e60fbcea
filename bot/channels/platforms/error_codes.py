"""What the numbers mean by which a platform refuses a call: what comes of the message, and what somebody is to click."""

from __future__ import annotations

from collections.abc import Mapping

from bot.delivery.sender import Attempt, AttemptOutcome

Meant = tuple[AttemptOutcome, str]
"""What comes of a message, and the name of the message that says what to do; empty where there is nothing to do."""


class ErrorCodes:
    """The codes that a platform documents. One that is not known is a refusal of one message: it says nothing of the person.

    `other` names what is said of it. Where it says to wait, that is for `seconds`.
    """

    def __init__(self, known: Mapping[int, Meant], other: str, seconds: float) -> None:
        self.known = {0: ("sent", ""), **known}
        self._other = other
        self._seconds = seconds

    def meaning(self, code: int) -> Attempt:
        """What came of a message that was answered with `code`."""
        outcome, _ = self.known.get(code, ("refused", ""))
        reason = "" if code == 0 else f"errcode {code}"
        return Attempt(outcome, reason, self._seconds if outcome == "wait" else 0.0)

    def advice(self, code: int) -> str:
        """The name of the message that says what to do about a code."""
        _, advice = self.known.get(code, ("refused", ""))
        return advice or self._other
