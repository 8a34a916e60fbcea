"""Tokens of links: signed, so that nobody can make one up, and each for one purpose."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

_DIGEST_BYTES = 16
_LONGEST_TOKEN = 1500


class SignedTokens:
    """Makes and reads tokens. All processes with the same `secret` accept each other's."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def made(self, purpose: str, what: list[Any]) -> str:
        """A token for `purpose` that holds `what`: anybody can read it, nobody can change it."""
        body = _packed(json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode())
        return f"{body}.{self._signed(purpose, body)}"

    def read(self, purpose: str, token: str) -> Any:
        """What a token holds; None if it was not made with this secret for `purpose`."""
        body, _, signature = token.partition(".")
        if len(token) > _LONGEST_TOKEN or not token.isascii():
            return None
        if not hmac.compare_digest(self._signed(purpose, body), signature):
            return None
        return json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))

    def counted(self, text: str) -> str:
        """A keyed hash under which something is counted: the text cannot be read from it."""
        return hmac.digest(self._secret, f"count\n{text}".encode(), hashlib.sha256).hex()

    def _signed(self, purpose: str, body: str) -> str:
        digest = hmac.digest(self._secret, f"{purpose}\n{body}".encode(), hashlib.sha256)
        return _packed(digest[:_DIGEST_BYTES])


def _packed(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
