"""The links in letters: signed, so that nobody can make one up, and each for one purpose and a time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.channels.signed_tokens import SignedTokens

CONFIRM_FOR = timedelta(hours=2)
"""How long an address can be confirmed: a server that makes strangers wait (greylisting) lets a letter in within it."""
MANAGE_FOR = timedelta(days=60)
"""How long a letter leads back to what the person has on the page."""


@dataclass(frozen=True)
class Wanted:
    """Somebody with the session `user` asked for letters to `address`, until `expires_at` (UTC)."""

    user: str
    address: str
    expires_at: datetime
    token: str

    @property
    def hash(self) -> str:
        """Under which it is noted that the link was used."""
        return hashlib.sha256(self.token.encode()).hexdigest()


class MailLinks:
    """Makes and reads the tokens of links. All processes with the same `secret` accept each other's."""

    def __init__(self, secret: str) -> None:
        self._tokens = SignedTokens(secret)

    def wanting(self, user: str, address: str, now: datetime) -> str:
        """The token that confirms `address` for the session `user`. It is all that is known of it before."""
        until = int((now + CONFIRM_FOR).timestamp())
        return self._tokens.made("confirm", [user, address, until, secrets.token_urlsafe(9)])

    def wanted(self, token: str, now: datetime) -> Wanted | None:
        """What a token asks for; None if it is not ours, or too old at `now`."""
        match self._tokens.read("confirm", token):
            case [str(user), str(address), int(until), str()] if now.timestamp() < until:
                return Wanted(user, address, datetime.fromtimestamp(until, UTC), token)
        return None

    def stopping(self, name: str) -> str:
        """The token that stops all letters to the mailbox `name`, at any time."""
        return self._tokens.made("stop", [name])

    def stopped(self, token: str) -> str | None:
        """The name of the mailbox that a token stops; None if it is not ours."""
        match self._tokens.read("stop", token):
            case [str(name)]:
                return name
        return None

    def managing(self, name: str, now: datetime) -> str:
        """The token that leads back to the wishes and interviews of the owner of the mailbox `name`."""
        return self._tokens.made("manage", [name, int((now + MANAGE_FOR).timestamp())])

    def managed(self, token: str, now: datetime) -> str | None:
        """The name of the mailbox whose owner a token leads back; None if it is not ours, or too old at `now`."""
        match self._tokens.read("manage", token):
            case [str(name), int(until)] if now.timestamp() < until:
                return name
        return None

    def subject(self, kind: str, text: str) -> str:
        """A keyed hash under which letters are counted: the text cannot be read from it."""
        return self._tokens.counted(f"{kind}\n{text}")


def new_name() -> str:
    """A new name of a mailbox: 100 bits, of lower-case letters and digits, since mail servers may change the case."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(20))
