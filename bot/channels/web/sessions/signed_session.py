"""Anonymous sessions: a random id with a signature.

Nothing is known of the person. Because of the signature nobody can make up an id: only ids that this server gave out are
looked up in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

_PREFIX = "web:"
SECRET_MARK = "session_secret"
_FORM = re.compile(r"v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


def new_secret() -> str:
    """A new random key for the signatures. It is made once and kept in the database, for all processes."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Session:
    """One visitor. `token` is the signed id; `by_header` means that it was sent in the header, not in the cookie."""

    id: str
    token: str
    by_header: bool = False
    new: bool = False

    @property
    def user(self) -> str:
        """The user key under which the conversation is stored."""
        return f"{_PREFIX}{self.id}"


class Sessions:
    """Makes sessions and verifies their tokens. All processes with the same `secret` accept each other's tokens."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def begin(self, by_header: bool = False) -> Session:
        """A new session."""
        id = secrets.token_urlsafe(16)
        return Session(id, f"v1.{id}.{self._sign(id)}", by_header, new=True)

    def read(self, token: str, by_header: bool = False) -> Session | None:
        """The session of `token`; None if the signature is wrong."""
        form = _FORM.fullmatch(token)
        if form is None or not hmac.compare_digest(form[2], self._sign(form[1])):
            return None
        return Session(form[1], token, by_header)

    def of_user(self, user: str, by_header: bool = False) -> Session:
        """The session of a user key, for a browser that is to go on with it."""
        id = user.removeprefix(_PREFIX)
        return Session(id, f"v1.{id}.{self._sign(id)}", by_header, new=True)

    def seal(self, purpose: str, text: str) -> str:
        """A keyed hash of `text` (SHA-256, in hexadecimal): another for each purpose, and no signature of a session."""
        return hmac.new(self._secret, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()

    def _sign(self, id: str) -> str:
        digest = hmac.digest(self._secret, id.encode(), hashlib.sha256)
        return _urlsafe(digest)


def _urlsafe(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
