"""Codes by which people let a group of the office see how they stand: made, read in what people type, kept as keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from typing import Protocol

from bot.language.for_others import narrow_character

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No I and no O, and no digits: nothing that is taken for something else, and nothing that is masked as a number."""
LENGTH, PIECE = 9, 3
"""More than 41 bits, shown in three pieces."""
EXAMPLE = "ABC-DEF-GHJ"
_DASH = "-"
_AROUND = " ：:，,。.！!？?"
_FEWEST_LETTERS, _VOWELS_OF_WORD = 6, 2
_DASHED = re.compile(r"[-_·\u2010-\u2015\u2212]")
_JOINT = rf" ?(?:{_DASHED.pattern}| ) ?"
_MAY_BE_CODE = re.compile(
    r"(?<![A-Za-z0-9])"
    rf"(?:[A-Za-z0-9]{{2,4}}(?:{_JOINT}[A-Za-z0-9]{{2,4}}){{2}}|[A-Za-z](?:{_JOINT}[A-Za-z]){{7,9}}|[A-Za-z0-9]{{8,10}})"
    r"(?![A-Za-z0-9])"
)
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


def is_bare_code(text: str) -> bool:
    """Whether a message is a code as people write it, or nearly one, and nothing else."""
    plain = unicodedata.normalize("NFKC", text).strip(_AROUND)
    if _MAY_BE_CODE.fullmatch(plain) is None or not _is_like_code(plain):
        return False
    if _DASHED.search(plain):
        return True
    has_digits = any(map(str.isdigit, plain))
    return not has_digits and (plain.isupper() or _vowels(plain) < _VOWELS_OF_WORD)


def without_codes(text: str, mark: str) -> str:
    """`text` with `mark` for each word that may be a code, or nearly one, whatever its width and case."""
    narrow = "".join(map(narrow_character, text))
    for found in reversed(list(_MAY_BE_CODE.finditer(narrow))):
        if _is_like_code(found[0]):
            text = text[: found.start()] + mark + text[found.end() :]
    return text


def _is_like_code(found: str) -> bool:
    """Whether letters side by side or in pieces are no words of a language, as far as that can be told.

    A code has no I and no O. One with a letter too few, too many or wrong is told by its dashes, its capitals, or its few vowels.
    """
    plain = "".join(filter(str.isalnum, found)).upper()
    if len(plain) == LENGTH and set(plain) <= set(LETTERS):
        return True
    if sum(map(str.isalpha, plain)) < _FEWEST_LETTERS:
        return False
    few_vowels = _vowels(plain) < _VOWELS_OF_WORD
    return abs(len(plain) - LENGTH) <= 1 and (
        found.isupper() or few_vowels or _DASHED.search(found) is not None
    )


def _vowels(letters: str) -> int:
    return sum(map(letters.upper().count, "AEIOU"))


async def sealed(store: Marks, purpose: str, text: str) -> str:
    """A keyed hash, another for each purpose; all processes have the same key."""
    secret = await store.kept_mark(_SECRET, secrets.token_urlsafe(32))
    return hmac.new(secret.encode(), f"share {purpose}\n{text}".encode(), hashlib.sha256).hexdigest()
