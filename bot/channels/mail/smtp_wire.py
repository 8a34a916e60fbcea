"""Hands letters to the SMTP server, over a few connections that are kept for a while."""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, cast

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
    SMTPTimeoutError,
)

from bot.channels.mail.smtp_replies import Stage, meaning
from bot.delivery.sender import Attempt
from bot.mail_settings import Relay
from bot.wire_faults import why

AT_ONCE = 4
"""Connections to the server: most limit how many one client may have."""
_KEPT_SECONDS = 20.0
_MOST_LETTERS = 50
"""Over one connection: servers end those that go on for too long."""
_BREATH_SECONDS = 0.05
_LINE_START = re.compile(rb"(?m)^\.")
_GO_AHEAD = 354


@dataclass(frozen=True)
class SmtpPatience:
    """How many seconds each step may take; RFC 5321 (4.5.3.2) asks for ten minutes after the final dot."""

    connect: float = 15.0
    command: float = 60.0
    letter: float = 180.0
    verdict: float = 600.0

    @property
    def whole(self) -> float:
        """The seconds within which an attempt is over."""
        return self.connect * 2 + self.command * 6 + self.letter + self.verdict


@dataclass(frozen=True)
class Envelope:
    """A letter as the wire carries it: `content` is the whole message, its lines ended by CR LF.

    `international`: an address in it is not ASCII.
    """

    sender: str
    recipient: str
    content: bytes
    international: bool = False


@dataclass
class _Line:
    """A connection that has been greeted and signed in."""

    client: SMTP
    letters: int = 0
    rested_since: float = 0.0


class SmtpWire:
    """Connections to `relay`. `greeting` is the name under which we introduce ourselves. `async with` closes them.

    `trusted` holds the authorities whose certificates are accepted; None: the usual ones.
    """

    def __init__(
        self,
        relay: Relay,
        greeting: str,
        trusted: ssl.SSLContext | None = None,
        patience: SmtpPatience | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self.patience = patience or SmtpPatience()
        self._relay = relay
        self._greeting = greeting
        self._trusted = trusted
        self._room = asyncio.Semaphore(at_once)
        self._resting: list[_Line] = []

    async def send(self, letter: Envelope, may_send: Callable[[], None] = lambda: None) -> Attempt:
        """Try once to hand over `letter`. `may_send` is called immediately before the dot that ends it.

        Without that dot no server may deliver it (RFC 5321, 4.1.1.4). What `may_send` raises goes through.
        """
        async with self._room:
            line, attempt = await self._line()
            if line is None:
                return attempt
            try:
                attempt = await self._transaction(line, letter, may_send)
            except BaseException:
                line.client.close()
                raise
            self._rest(line)
            return attempt

    async def probe(self, sender: str) -> Attempt:
        """Sign in and name `sender`, without sending anything; the outcome is `sent` if all of it is accepted."""
        line, attempt = await self._line()
        if line is None:
            return attempt
        try:
            refused = await self._said(line, "sender", b"MAIL", b"FROM:<%b>" % sender.encode())
            await self._said(line, "sender", b"RSET")
            return refused or Attempt("sent")
        finally:
            line.client.close()

    async def close(self) -> None:
        """Close the connections."""
        while self._resting:
            line = self._resting.pop()
            line.client.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # ── a connection ──

    async def _line(self) -> tuple[_Line | None, Attempt]:
        """A connection that is ready for a letter, or the outcome if there is none to be had."""
        now = time.monotonic()
        while self._resting:
            line = self._resting.pop()
            fresh = now - line.rested_since < _KEPT_SECONDS and line.client.is_connected
            # One that was kept may be gone without a word: it is asked, and another one taken if it does not answer.
            if fresh and await self._said(line, "letter", b"RSET") is None:
                return line, Attempt("sent")
            line.client.close()
        return await self._connected()

    async def _connected(self) -> tuple[_Line | None, Attempt]:
        relay = self._relay
        client = SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user or None,
            password=relay.password or None,
            local_hostname=self._greeting,
            timeout=self.patience.connect,
            use_tls=relay.security == "tls",
            start_tls=relay.security == "starttls",
            tls_context=self._trusted,
        )
        try:
            await client.connect()
            if not client.last_ehlo_response:
                await client.ehlo()
        except SMTPAuthenticationError as error:
            return None, meaning(error.code, error.message, "sign-in")
        except SMTPResponseException as error:
            return None, meaning(error.code, error.message, "greeting")
        except (ssl.SSLError, SMTPException, OSError) as error:
            return None, _no_line(error)
        return _Line(client), Attempt("sent")

    def _rest(self, line: _Line) -> None:
        """Keep a connection for the next letter, unless it had enough."""
        line.letters += 1
        if line.client.is_connected and line.letters < _MOST_LETTERS:
            line.rested_since = time.monotonic()
            self._resting.append(line)
        else:
            line.client.close()

    # ── a letter ──

    async def _transaction(self, line: _Line, letter: Envelope, may_send: Callable[[], None]) -> Attempt:
        if letter.international and not line.client.supports_extension("smtputf8"):
            return Attempt("refused", "the server knows no SMTPUTF8")
        options = [b"SMTPUTF8", b"BODY=8BITMIME"] if letter.international else []
        sender, recipient = letter.sender.encode(), letter.recipient.encode()
        refused = (
            await self._said(line, "sender", b"MAIL", b"FROM:<%b>" % sender, *options)
            or await self._said(line, "recipient", b"RCPT", b"TO:<%b>" % recipient)
            or await self._said(line, "letter", b"DATA")
        )
        if refused is not None:
            return refused
        broken = await self._written(line, letter.content)
        if broken is not None:
            return broken
        may_send()
        return await self._ended(line)

    async def _said(self, line: _Line, stage: Stage, *command: bytes) -> Attempt | None:
        """Say a command; None if it was accepted. Nothing of a letter stands yet, whatever happens."""
        try:
            answer = await line.client.execute_command(*command, timeout=self.patience.command)
        except (SMTPException, OSError) as error:
            return Attempt("retry", why(error))
        if answer.code == _GO_AHEAD or 200 <= answer.code < 300:
            return None
        return meaning(answer.code, answer.message, stage)

    async def _written(self, line: _Line, content: bytes) -> Attempt | None:
        """Write a letter without its end; None if the connection held. Without the end it is no letter."""
        # Not by isinstance: the transports of uvloop are of no class of asyncio's.
        protocol, transport = (
            line.client.protocol,
            cast("asyncio.WriteTransport | None", line.client.transport),
        )
        try:
            if protocol is None or transport is None:
                return Attempt("retry", "the connection was broken off")
            protocol.write(_LINE_START.sub(b"..", content))
            async with asyncio.timeout(self.patience.letter):
                while line.client.is_connected and transport.get_write_buffer_size():
                    await asyncio.sleep(_BREATH_SECONDS)
                await asyncio.sleep(
                    _BREATH_SECONDS
                )  # what broke while it was read is noticed before it counts
        except (SMTPException, OSError) as error:
            line.client.close()
            return Attempt("retry", why(error))
        return None if line.client.is_connected else Attempt("retry", "the connection was broken off")

    async def _ended(self, line: _Line) -> Attempt:
        """End the letter; from here on it may have arrived."""
        try:
            answer = await line.client.execute_command(b".", timeout=self.patience.verdict)
        except SMTPTimeoutError:
            return Attempt("uncertain", "no answer in time")
        except SMTPResponseException as error:  # it said something that is no answer
            line.client.close()
            return Attempt("uncertain", f"SMTP {error.code}")
        except (SMTPException, OSError) as error:
            return Attempt("uncertain", why(error))
        if 200 <= answer.code < 300:
            return Attempt("sent")
        return meaning(answer.code, answer.message, "letter")


def _no_line(error: BaseException) -> Attempt:
    """Why there is no connection: one that cannot be protected is refused for everybody; nobody there may pass."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Attempt("held", why(error))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, SMTPException) and not isinstance(error, OSError):  # no STARTTLS, no AUTH
        return Attempt("held", str(error)[:120])
    return Attempt("retry", why(error))
