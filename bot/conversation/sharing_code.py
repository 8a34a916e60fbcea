"""Codes by which people let a group of the office see how they stand: made, read in what people type, kept as keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import Protocol

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No I and no O, and no digits: nothing that is taken for something else, and nothing that is masked as a number."""
LENGTH, PIECE = 9, 3
"""More than 41 bits, shown in three pieces."""
EXAMPLE = "ABC-DEF-GHJ"
_DASH = "-"
_SECRET = "sharing_secret"


class Marks(Protocol):
    """A store of program-wide marks, such as `bot.store.database.Store`."""

    async def kept_mark(self, name: str, value: str) -> str:
        """Return the program-wide mark `name`, set to `value` if it did not exist."""


def new_code() -> str:
    """A new code, as it is shown."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return _DASH.join(code[start : start + PIECE] for start in range(0, LENGTH, PIECE))


def code_in(text: str) -> str:
    """The code in a text of which it is the only Latin word: wide or small, in pieces or not; "" if there is none."""
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else ""


def bare_code(text: str) -> str:
    """The letters of a message that is a code as it is shown and nothing else; "" if it may be anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    pieces = [len(piece) for piece in plain.split(_DASH)]
    return code_in(plain) if plain.isupper() and pieces == [PIECE] * (LENGTH // PIECE) else ""


async def sealed(store: Marks, purpose: str, text: str) -> str:
    """A keyed hash, another for each purpose; all processes have the same key."""
    secret = await store.kept_mark(_SECRET, secrets.token_urlsafe(32))
    return hmac.new(secret.encode(), f"share {purpose}\n{text}".encode(), hashlib.sha256).hexdigest()
