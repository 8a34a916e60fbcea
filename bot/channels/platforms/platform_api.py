"""Calls of a platform's server: with the token that all processes share, renewed once if it is refused."""

from __future__ import annotations

import json
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import httpx

from bot.channels.platforms.error_codes import ErrorCodes
from bot.channels.platforms.shared_token import NoToken, SharedToken
from bot.clock import Clock, Timer
from bot.delivery.sender import Attempt, AttemptOutcome, from_gateway
from bot.store.model.errors import StoreError
from bot.store.wechat_people import LentTokens
from bot.wire_faults import why

_CONNECT_SECONDS, _ANSWER_SECONDS = 5.0, 10.0
_NOT_TAKEN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
BUSY_SECONDS = 60.0
"""How long to wait where a platform says that there were too many calls, and not for how long."""
Plain = Mapping[str, Any]


def nothing() -> None:
    """To be called before the first byte of a call that nobody needs to know of."""


@dataclass(frozen=True)
class Spoken:
    """What came of a call: its outcome, the code (None: there was no answer of the platform's), and the answer."""

    attempt: Attempt
    code: int | None = None
    answer: Plain = field(default_factory=dict)


@dataclass(frozen=True)
class Account:
    """An account of a platform: the `name` under which its token is kept, the secret of its owner, and the root of the server."""

    name: str
    secret: str = field(repr=False)
    root: str


class PlatformWire:
    """Calls of the server at `root`, whose answers `read` reads. `trusted`: see PushSender."""

    def __init__(
        self, root: str, read: Callable[[httpx.Response], Spoken], trusted: ssl.SSLContext | None = None
    ) -> None:
        self._root = root
        self._read = read
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS, pool=_CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=32, keepalive_expiry=4),
            follow_redirects=False,
            trust_env=False,
            verify=True if trusted is None else trusted,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def call(
        self,
        place: str,
        plain: Plain | None = None,
        may_send: Callable[[], None] = nothing,
        headers: Mapping[str, str] | None = None,
    ) -> Spoken:
        """Make a call: POST of `plain`, or GET without. `may_send` is called immediately before its body is sent."""
        # Written as it is: WeChat refuses signs as \\uxxxx (40033).
        body = None if plain is None else json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")
        kind = {} if body is None else {"Content-Type": "application/json; charset=utf-8"}

        async def trace(name: str, _: object) -> None:
            if name.endswith("send_request_body.started"):
                may_send()

        try:
            answer = await self._client.request(
                "GET" if body is None else "POST",
                f"{self._root}{place}",
                content=body,
                headers={**kind, **(headers or {})},
                extensions={"trace": trace},
            )
        except _NOT_TAKEN as error:
            return Spoken(Attempt("retry", why(error)))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Spoken(Attempt("uncertain", why(error)))
        return self._read(answer)


class PlatformApi(ABC):
    """Calls for one account; `close` ends them. `trusted`: see PushSender."""

    def __init__(
        self,
        account: Account,
        tokens: LentTokens,
        real_clock: Clock,
        timer: Timer,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._wire = PlatformWire(account.root, self.read, trusted)
        self._shared = SharedToken(tokens, account.name, account.secret, self._lent, real_clock, timer)

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def call(
        self, path: str, plain: Plain | None = None, may_send: Callable[[], None] = nothing
    ) -> Spoken:
        """Make a call: POST of `plain`, or GET without. `may_send` is called immediately before its body is sent."""
        stale = ""
        while True:
            try:
                token = await self._shared.token(stale)
            except NoToken as error:
                return Spoken(error.attempt, error.code or None)
            except StoreError as error:
                return Spoken(Attempt("retry", f"database {error.code}"))
            place, headers = self.with_token(path, token)
            spoken = await self.once(place, plain, may_send, headers)
            if not self.is_stale(spoken) or stale:
                return spoken
            stale = token

    async def once(
        self,
        place: str,
        plain: Plain | None = None,
        may_send: Callable[[], None] = nothing,
        headers: Mapping[str, str] | None = None,
    ) -> Spoken:
        """Make a call without a token of its own."""
        return await self._wire.call(place, plain, may_send, headers)

    async def _lent(self, another: bool) -> tuple[str, float]:
        """A token and its seconds. Raises NoToken."""
        spoken = await self.ask_token(another)
        token, seconds = self.token_in(spoken.answer)
        if spoken.attempt.outcome == "sent" and token and seconds > 0:
            return token, seconds
        raise no_token(spoken)

    # ── what each platform has of its own ──

    @abstractmethod
    async def ask_token(self, another: bool) -> Spoken:
        """Ask for a token; `another`: not the one that is lent now, where that can be asked for."""

    @abstractmethod
    def token_in(self, answer: Plain) -> tuple[str, float]:
        """The token in an answer, and its seconds; empty if there is none."""

    @abstractmethod
    def with_token(self, path: str, token: str) -> tuple[str, dict[str, str]]:
        """Where a call with a token goes, and its headers."""

    @abstractmethod
    def is_stale(self, spoken: Spoken) -> bool:
        """Whether a call was refused because of its token."""

    @abstractmethod
    def read(self, answer: httpx.Response) -> Spoken:
        """What an answer means."""


class ErrcodeApi(PlatformApi):
    """Calls of a platform that answers with an `errcode` (`codes`) and wants the token in the address.

    `stale` are the codes by which it refuses the token itself.
    """

    codes: ClassVar[ErrorCodes]
    stale: ClassVar[frozenset[int]]

    def token_in(self, answer: Plain) -> tuple[str, float]:
        """The token in an answer, and its seconds."""
        return lent_in(answer)

    def with_token(self, path: str, token: str) -> tuple[str, dict[str, str]]:
        """Where a call with a token goes."""
        return f"{path}{'&' if '?' in path else '?'}access_token={token}", {}

    def is_stale(self, spoken: Spoken) -> bool:
        """Whether a call was refused because of its token."""
        return spoken.code in self.stale

    def read(self, answer: httpx.Response) -> Spoken:
        """What an answer means."""
        return spoken_in(answer, self.codes.meaning)


def lent_in(answer: Plain, token: str = "access_token", seconds: str = "expires_in") -> tuple[str, float]:
    """The token in an answer, and its seconds, by the names that they have there; empty if there is none."""
    found, lasts = answer.get(token), answer.get(seconds)
    if isinstance(found, str) and isinstance(lasts, int | float):
        return found, float(lasts)
    return "", 0.0


def no_token(spoken: Spoken) -> NoToken:
    """What it means for a message that the call for a token came to this: of the message nothing was sent."""
    attempt = spoken.attempt
    if spoken.code in (None, -1) or attempt.outcome in ("sent", "uncertain", "retry"):
        return NoToken(Attempt("retry", f"no token: {attempt.reason or 'no answer'}"), spoken.code or 0)
    outcome: AttemptOutcome = "wait" if attempt.outcome == "wait" else "held"
    return NoToken(Attempt(outcome, f"no token: {attempt.reason}", attempt.seconds), spoken.code or 0)


def spoken_in(answer: httpx.Response, meaning_of: Callable[[int], Attempt]) -> Spoken:
    """What an answer with `errcode` means. One that has none comes from something on the way."""
    if answer.status_code == 429:
        return Spoken(Attempt("wait", "HTTP 429", BUSY_SECONDS))
    if answer.status_code >= 500:
        return Spoken(from_gateway(answer.status_code, f"HTTP {answer.status_code}"))
    if answer.status_code != 200:
        return Spoken(Attempt("held", f"HTTP {answer.status_code}"))
    plain = plain_of(answer)
    code = None if plain is None else plain.get("errcode", 0)
    if plain is None or not isinstance(code, int):
        return Spoken(from_gateway(answer.status_code, "no answer of the platform's"))
    return Spoken(meaning_of(code), code, plain)


def plain_of(answer: httpx.Response) -> dict[str, Any] | None:
    """The JSON object of an answer; None if it is none."""
    try:
        plain = answer.json()
    except (ValueError, RecursionError):
        return None
    return plain if isinstance(plain, dict) else None
