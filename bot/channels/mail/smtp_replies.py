"""What the answers of an SMTP server mean for a letter (RFC 5321, and the enhanced codes of RFC 3463 and RFC 5248)."""

from __future__ import annotations

import re
from typing import Literal

from bot.delivery.sender import Attempt

Stage = Literal["greeting", "sign-in", "sender", "recipient", "letter"]
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")
_NOBODY_THERE = re.compile(r"5\.1\.(?!7$|8$)\d{1,3}|5\.2\.1")
"""The recipient does not exist or was closed. 5.1.7 and 5.1.8 speak of the sender's address."""
_PASSES = ("5.2.2",)
"""A mailbox that is full is emptied some day: RFC 3463 calls it persistent, its owner does not."""
_OF_RECIPIENTS = ("recipient", "letter")


def meaning(code: int, text: str, stage: Stage) -> Attempt:
    """The outcome that an answer which is no success means. `stage` is what it answers."""
    enhanced = enhanced_code(text)
    reason = f"SMTP {code} {enhanced}".rstrip() + f" ({stage})"
    if 400 <= code < 500:
        return Attempt("retry", reason)
    if stage in _OF_RECIPIENTS and _NOBODY_THERE.fullmatch(enhanced):
        return Attempt("gone", reason)
    if stage in _OF_RECIPIENTS and enhanced in _PASSES:
        return Attempt("retry", reason)
    # Everything else is about us: our sign-in, our sender, what this server thinks of us. A letter to somebody else would
    # fare no better, and no person loses a reminder for it.
    return Attempt("held", reason)


def enhanced_code(text: str) -> str:
    """The enhanced code at the beginning of an answer; empty if it has none."""
    found = _ENHANCED.match(text)
    return found[1] if found else ""
