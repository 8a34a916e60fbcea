"""What goes into a column: keys, JSON text, moments, versions."""

from __future__ import annotations

import json
import secrets
import unicodedata
from datetime import UTC, datetime

from bot.store.model.saved import InterviewKey, JsonObject, Saved

LONGEST_KEY = 200
LONGEST_NOTICE = 100
"""Characters of the id of a notice."""
LONGEST_ADDRESS = 320
"""Characters of an e-mail address: 64 before the @ and 255 after it."""


def checked_key(key: str) -> str:
    """Return a user's key or the name of an interview unchanged. Raises ValueError if a database could not store it."""
    if not 0 < len(key) <= LONGEST_KEY or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in key):
        wrong = f"a key is 1 to {LONGEST_KEY} characters, none of them a control: {key[:LONGEST_KEY]!r}"
        raise ValueError(wrong)
    return key


def in_utc(moment: datetime) -> datetime:
    """Convert a moment to UTC. Raises ValueError if it is naive."""
    if moment.utcoffset() is None:
        wrong = f"a moment needs its zone: {moment!r}"
        raise ValueError(wrong)
    return moment.astimezone(UTC)


def to_json(state: JsonObject) -> str:
    """Encode as JSON. A lone surrogate, which UTF-8 cannot encode, is escaped."""
    text = json.dumps(state, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(state, allow_nan=False)
    return text


def from_json(text: str) -> JsonObject:
    """Decode what `to_json` wrote."""
    state: JsonObject = json.loads(text)
    return state


def interview_texts(saved: Saved) -> dict[InterviewKey, str]:
    """The states of the interviews of `saved` as JSON text, by notice and checked name."""
    return {
        (notice, checked_key(name)): to_json(kept.state) for (notice, name), kept in saved.interviews.items()
    }


def subscription_texts(saved: Saved) -> dict[str, tuple[str, str, str]]:
    """The subscriptions of `saved`, by id: the state as JSON text, why it ended, and the notice."""
    return {id: (to_json(kept.state), kept.ended, kept.notice) for id, kept in saved.subscriptions.items()}


def next_version(version: int) -> int:
    """The version after `version`. The first is random, so that a stale tab cannot restore what `forget` deleted."""
    return version + 1 if version else secrets.randbits(52) + 1
