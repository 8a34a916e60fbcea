"""The codes that carry a talk to another browser: thirteen digits, which a phone's keypad has, kept only as a keyed hash."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from bot.channels.web.sessions.signed_session import Sessions
from bot.store.model.carrying import Carrying

DIGITS = 13
"""More than 43 bits."""
LIFE = timedelta(minutes=10)
_PASSED_OVER = " -\u2010\u2011\u2013\u2014\u00b7."
_ADDRESS_LETTERS = 6
"""Hexadecimal digits that are kept of an address's hash: of IPv4 some 256 addresses share each, so that none can be told."""


class CarryCodes:
    """Makes and reads the codes. Processes that share the signing key of `sessions` accept each other's."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def new_code(self) -> str:
        """A new code from the system's random numbers."""
        return "".join(secrets.choice("0123456789") for _ in range(DIGITS))

    def typed(self, text: str) -> str:
        """The code in what somebody typed, in digits of any width, with blanks or dashes; empty if it is none."""
        plain = "".join(
            letter for letter in unicodedata.normalize("NFKC", text) if letter not in _PASSED_OVER
        )
        return plain if len(plain) == DIGITS and plain.isascii() and plain.isdigit() else ""

    def code_hash(self, code: str) -> str:
        """What is stored of a code."""
        return self._sessions.seal("code", code)

    def check_number(self, carrying: Carrying) -> str:
        """Two digits that both sides show, so that a person sees whether it is their own other browser."""
        if not carrying.taker:
            return ""
        moment = carrying.expires_at.isoformat()
        sealed = self._sessions.seal("check", f"{carrying.giver} {carrying.taker} {moment}")
        return str(10 + int(sealed[:8], 16) % 90)

    def try_names(self, taker: str, address: str) -> Sequence[str]:
        """The names under which the wrong codes of a taker, and of an address, are counted."""
        place = self._sessions.seal("address", address)[:_ADDRESS_LETTERS]
        return (f"by {self._sessions.seal('taker', taker)[:32]}", f"from {place}")
