"""Who is speaking: an anonymous session in a signed cookie, or in a header for the widget on other sites.

A session is a random id; nothing is known of the person. The signature keeps ids from being made up: only those that
this server gave out are looked for in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

SECRET_MARK = "session_secret"
_FORM = re.compile(r"v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


def new_secret() -> str:
    """A key for signing, made once for all processes and kept with the data."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Session:
    """One visitor. `token` is what travels, `by_header` tells that it travels in the header and not in the cookie."""

    id: str
    token: str
    by_header: bool = False
    new: bool = False

    @property
    def user(self) -> str:
        """The key under which the store keeps the conversation."""
        return f"web:{self.id}"


class Sessions:
    """Makes sessions and knows its own again."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def begin(self, by_header: bool = False) -> Session:
        """A session for somebody new."""
        id = secrets.token_urlsafe(16)
        return Session(id, f"v1.{id}.{self._sign(id)}", by_header, new=True)

    def read(self, token: str, by_header: bool = False) -> Session | None:
        """The session of `token`; None where this server did not give it out."""
        form = _FORM.fullmatch(token)
        if form is None or not hmac.compare_digest(form[2], self._sign(form[1])):
            return None
        return Session(form[1], token, by_header)

    def _sign(self, id: str) -> str:
        digest = hmac.digest(self._secret, id.encode(), hashlib.sha256)
        return _urlsafe(digest)


def _urlsafe(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
