"""The push channel: sends reminders to any system that has no channel of its own here, as a signed POST to one URL.

What each answer means, and why, stands in docs/push.md.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from errno import ENOTDIR
from types import TracebackType
from typing import Self

import httpx

from bot.clock import Clock, system_clock
from bot.delivery.sender import LONGEST_WAIT, Attempt, Reminder, from_gateway
from bot.wire_faults import why

CHANNEL = "push"
SIGNATURE = "X-Noticebot-Signature"
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0
_SHORTEST_WAIT = 1.0
_MOST_READ = 65_536
_GONE = 410
_OF_THE_MESSAGE = (400, 409, 413, 414, 422)
"""Answers that reject this one message. Any other refusal (401, 403, 404, 405, a redirect, a sign-in page) is one of the
gateway or of what stands before it, and holds for everybody."""
_NEVER_DONE = (501, 505, 510, 511)
"""Answers of the 500s by which certainly nothing was done: it does not speak this HTTP, or wants a sign-in first."""
_NOT_PASSED_ON = (502, 521, 522, 523, 525, 526, 530)
"""Answers of a gateway that did not reach the program behind it, or was cut off by it."""
_NOT_TAKEN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Errors after which certainly nothing of the reminder was transmitted."""


class PushSender:
    """Posts reminders to `url`, signed with `secret` if there is one. `async with` closes it.

    `real_clock` shows the real time, with which the gateway's dates are compared. `trusted` holds the authorities whose
    certificates are accepted (default: the usual ones).
    """

    def __init__(
        self,
        url: str,
        secret: str,
        real_clock: Clock = system_clock,
        client: httpx.AsyncClient | None = None,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._url = url
        self._secret = secret.encode()
        self._real_clock = real_clock
        self._client = client or httpx.AsyncClient(
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=64, keepalive_expiry=4),
            follow_redirects=False,
            trust_env=False,
            verify=True if trusted is None else trusted,
        )

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent: headers alone do nothing."""
        body = body_of(reminder)
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity"}
        if self._secret:
            headers[SIGNATURE] = signature_of(body, self._secret)

        # From here to the write to the socket httpcore and anyio run without giving control to the event loop.
        async def trace(name: str, _: object) -> None:
            if name.endswith("send_request_body.started"):
                may_send()

        try:
            async with self._client.stream(
                "POST", self._url, content=body, headers=headers, extensions={"trace": trace}
            ) as answer:
                said = await _read_a_little(answer)
        except _NOT_TAKEN as error:
            return Attempt("retry", why(error))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Attempt("uncertain", why(error))
        # A date in an answer is one of the real world, whatever moment this program pretends it is.
        return meaning(answer.status_code, answer.headers.get("Retry-After", ""), said, self._real_clock())

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def _read_a_little(answer: httpx.Response) -> bytes:
    """Read the answer to its end, so that the connection can be reused and an interrupted answer is noticed.

    Of a long answer only the beginning is read: the status is what counts.
    """
    said = bytearray()
    async for chunk in answer.aiter_bytes():
        said += chunk
        if len(said) > _MOST_READ:
            break
    return bytes(said)


def body_of(reminder: Reminder) -> bytes:
    """The body of the POST."""
    plain = {
        "id": reminder.id,
        "user": reminder.user,
        "text": reminder.text,
        "clauses": list(reminder.clauses),
        "kind": reminder.kind,
        "maybe_repeated": reminder.maybe_repeated,
        "notice": reminder.notice,
    }
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def signature_of(body: bytes, secret: bytes) -> str:
    """The value of the header that proves who sent `body`."""
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def meaning(status: int, retry_after: str, said: bytes, now: datetime) -> Attempt:
    """The outcome that an HTTP answer means.

    `retry_after` is the header, in seconds or as a date, empty without one; `said` is the body, `now` the real time.
    """
    reason = f"HTTP {status}"
    if status == _GONE or _says_gone(said):
        return Attempt("gone", reason)
    if 200 <= status < 300:
        return Attempt("sent")
    if status == 429 or (status == 503 and retry_after):
        return Attempt("wait", reason, _seconds(retry_after, now))
    if status in (408, 425, 503):
        return Attempt("retry", reason)
    if status in _OF_THE_MESSAGE:
        return Attempt("refused", reason)
    if status in _NOT_PASSED_ON:
        return from_gateway(status, reason)
    if status >= 500 and status not in _NEVER_DONE:
        return Attempt("uncertain", reason)
    return Attempt("held", reason)


def _says_gone(said: bytes) -> bool:
    """Whether a body says in its own words that the user is gone."""
    try:
        plain = json.loads(said)
    except (ValueError, RecursionError):
        return False
    return isinstance(plain, dict) and plain.get("gone") is True


def trusted_authorities(file: str, folder: str) -> ssl.SSLContext | None:
    """The authorities in `file` and `folder`, as OpenSSL reads them; None (the usual ones) if neither is named.

    A folder may be several, as in a PATH. Raises OSError if they cannot be read.
    """
    if not file and not folder:
        return None
    if folder and not any(map(os.path.isdir, folder.split(os.pathsep))):
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))  # OpenSSL would trust nobody, and not say so
    return ssl.create_default_context(cafile=file or None, capath=folder or None)


def _seconds(retry_after: str, now: datetime) -> float:
    """The seconds that a Retry-After header asks to wait from `now` on: a second at least, a day at most.

    A second too if it cannot be read, or names a day that no calendar has.
    """
    text = retry_after.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
            seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
        except (ValueError, OverflowError, TypeError):
            return _SHORTEST_WAIT
    return min(max(seconds, _SHORTEST_WAIT), LONGEST_WAIT)
