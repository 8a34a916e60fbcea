"""Codes of an authenticator beside the password: RFC 6238 with SHA-1, six digits, half a minute each, as every app makes them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime
from urllib.parse import quote

from bot.channels.desk.passwords import one_time_password

STEP_SECONDS, DIGITS_SHOWN = 30, 6
RECOVERY_CODES = 10
_SECRET_BYTES = 20
_SLACK = 1
"""Steps by which a clock may be fast or slow."""
_PASSED_OVER = str.maketrans("", "", " -\u2010\u2011\u2013\u2014")


def new_secret() -> str:
    """A secret, as authenticators take it."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def hotp(key: bytes, counter: int, digits: int = DIGITS_SHOWN) -> str:
    """The code of a counter (RFC 4226)."""
    made = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    at = made[-1] & 0x0F
    return str(int.from_bytes(made[at : at + 4], "big") & 0x7FFFFFFF)[-digits:].zfill(digits)


def step_at(now: datetime) -> int:
    """The step that a moment (aware) falls into."""
    return int(now.timestamp()) // STEP_SECONDS


def code_of(secret: str, step: int) -> str:
    """The code of a step."""
    return hotp(base64.b32decode(secret), step)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step around `now` (aware) whose code this is; None if it is none of them."""
    here, found = step_at(now), None
    for step in range(here - _SLACK, here + _SLACK + 1):
        if hmac.compare_digest(code_of(secret, step).encode(), code.encode(errors="replace")):
            found = step
    return found


def typed_code(text: str) -> str:
    """What somebody typed as a code: without blanks and hyphens, in plain digits and small letters."""
    return unicodedata.normalize("NFKC", text[:100]).translate(_PASSED_OVER).lower()


def totp_link(secret: str, issuer: str, account: str) -> str:
    """The link that an authenticator on the same device opens, or reads from a picture.

    What every app takes for granted is left out, and the issuer stands in the label alone: a character of Chinese takes nine in a
    link, and a picture of many is too fine for old phones.
    """
    return f"otpauth://totp/{quote(issuer, safe='')}:{quote(account, safe='')}?secret={secret}"


def recovery_codes() -> tuple[str, ...]:
    """Codes for whoever lost their authenticator, to be written down."""
    return tuple(one_time_password() for _ in range(RECOVERY_CODES))


def recovery_hash(account: str, code: str) -> str:
    """What is kept of a recovery code. It is random and of 79 bits: nobody finds it by trying, so a plain hash will do."""
    return hashlib.sha256(f"{account}\n{typed_code(code)}".encode(errors="replace")).hexdigest()
