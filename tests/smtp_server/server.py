"""The server: it takes letters over a real connection, checks them as RFC 5321 and RFC 5322 ask, and can do every harm.

Where it refuses a letter for what it is, the rule stands beside the check.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections import defaultdict
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any, Literal, TextIO, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.smtp_server.certificates import HOST, Certificates

Stage = Literal["connect", "auth", "mail", "rcpt", "data"]
USER, PASSWORD = "remind@notice.example.com", "a pass: word/with@signs"
CUT_BEFORE, CUT_AFTER = "cut before the dot", "cut after the dot"
SLOW, SLOW_ANSWER = "slow", "taken at once, the answer slow"
_LONGEST_LINE = 998
_ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version")


@dataclass
class Taken:
    """A letter that was taken: its envelope, and what is in it."""

    sender: str
    recipient: str
    raw: bytes
    options: list[str]

    @property
    def letter(self) -> EmailMessage:
        """The message."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def text(self) -> str:
        """Its plain text."""
        body = self.letter.get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    @property
    def page(self) -> str:
        """Its HTML."""
        body = self.letter.get_body(("html",))
        assert body is not None
        return str(body.get_content())

    def links(self, path: str) -> list[str]:
        """The links to a path of the site in its plain text."""
        return re.findall(rf"https?://\S+{re.escape(path)}\?token=[\w.-]+", self.text)


@dataclass
class MailHouse:
    """What stands behind the server. `faults` are what recipients get, one after another; `walls` what everybody gets.

    A fault is an answer such as "550 5.1.1 no such user" or one of CUT_BEFORE, CUT_AFTER, SLOW and SLOW_ANSWER (until
    `free` is set).
    `greylists`: an unknown recipient is first told to come back. `owns` are the senders that may be named; empty: any.
    """

    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    walls: dict[Stage, str] = field(default_factory=dict)
    greylists: bool = False
    owns: tuple[str, ...] = ()
    log: TextIO | None = None
    taken: list[Taken] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What was wrong with letters, by the rules of mail."""
    free: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0
    _known: set[str] = field(default_factory=set)

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """Whether a sign-in is right."""
        wall = self.walls.get("auth")
        if wall:
            return AuthResult(success=False, handled=False, message=wall)
        right = isinstance(data, LoginPassword) and data == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(
            success=right, handled=False, message=None if right else "535 5.7.8 credentials invalid"
        )

    async def handle_MAIL(  # noqa: N802 - the names are aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender."""
        if "mail" in self.walls:
            return self.walls["mail"]
        if self.owns and address not in self.owns:
            return "553 5.7.1 sender not owned by user"
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient."""
        self.tried.append(address)
        if "rcpt" in self.walls:
            return self.walls["rcpt"]
        if self.greylists and address not in self._known:
            self._known.add(address)
            return "451 4.7.1 greylisted, come back later"
        faults = self.faults[address]
        if faults and faults[0][:1] in "45" and not faults[0].endswith("(data)"):
            return faults.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the letter."""
        if "data" in self.walls:
            return self.walls["data"]
        (recipient,) = envelope.rcpt_tos
        faults = self.faults[recipient]
        fault = faults.pop(0) if faults else ""
        if fault[:1] in ("4", "5"):
            return fault.removesuffix("(data)").strip()
        if fault == SLOW:
            self.waiting.set()
            await self.free.wait()
        raw = cast("bytes", envelope.original_content)
        options = list(envelope.mail_options)
        self._check(raw, options)
        self._note(Taken(envelope.mail_from or "", recipient, raw, options))
        if fault == CUT_AFTER:
            break_off(server)
        if fault == SLOW_ANSWER:
            await self.free.wait()
        return "250 2.0.0 taken"

    def _note(self, taken: Taken) -> None:
        self.taken.append(taken)
        if self.log is not None:  # before the answer: a client that is killed meanwhile has sent it
            subject = str(taken.letter["Subject"])
            line = {
                "to": taken.recipient,
                "id": taken.letter["Message-ID"],
                "subject": subject,
                "text": taken.text,
            }
            self.log.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.log.flush()

    def _check(self, raw: bytes, options: list[str]) -> None:
        lines = raw.split(b"\r\n")
        if any(b"\r" in line or b"\n" in line for line in lines):
            self.wrong.append("RFC 5321 2.3.8: a bare CR or LF")
        if any(len(line) > _LONGEST_LINE for line in lines):
            self.wrong.append("RFC 5322 2.1.1: a line of more than 998 characters")
        if not raw.isascii() and "BODY=8BITMIME" not in options:
            self.wrong.append("RFC 6152: 8-bit text without BODY=8BITMIME")
        head = raw.split(b"\r\n\r\n")[0]
        if not head.isascii() and "SMTPUTF8" not in options:
            self.wrong.append("RFC 6531: a header that is not ASCII without SMTPUTF8")
        letter = message_from_bytes(raw, policy=policy.default)
        for name in _ONCE:
            if len(letter.get_all(name, [])) != 1:
                self.wrong.append(f"RFC 5322 3.6: {name} must stand there once")
        if letter["Bcc"] is not None:
            self.wrong.append("nobody else gets this letter")
        if parsedate_to_datetime(str(letter["Date"])).tzinfo is None:
            self.wrong.append("RFC 5322 3.3: a date needs its zone")
        if not re.fullmatch(r"<[!-;=?A-~]+@[!-;=?A-~]+>", str(letter["Message-ID"])):
            self.wrong.append("RFC 5322 3.6.4: no message id")


def break_off(server: SMTP) -> None:
    """Cut the connection without a word."""
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()


class StrictSMTP(SMTP):
    """The protocol, with connections that break while a letter is read, and answers instead of a greeting."""

    house: MailHouse

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Break off in the middle of a letter if the recipient's fault says so."""
        assert self.envelope is not None
        recipient = next(iter(self.envelope.rcpt_tos), "")
        faults = self.house.faults[recipient]
        if faults and faults[0] == CUT_BEFORE:
            faults.pop(0)
            await self.push("354 go on")
            break_off(self)
            return
        await super().smtp_DATA(arg)


@dataclass
class SmtpServer:
    """The server on a free port. `security`: tls from the first byte, starttls required, or none; `signs_in`: it asks for it."""

    house: MailHouse = field(default_factory=MailHouse)
    certificates: Certificates | None = None
    security: Literal["tls", "starttls", "none"] = "none"
    signs_in: bool = False
    utf8: bool = True
    port: int = 0
    _open: list[StrictSMTP] = field(default_factory=list)

    async def __aenter__(self) -> SmtpServer:
        context = self.certificates.of_server() if self.certificates else None

        def protocol() -> asyncio.Protocol:
            self.house.connections += 1
            made = StrictSMTP(
                self.house,
                hostname="mx.example.com",
                enable_SMTPUTF8=self.utf8,
                tls_context=context if self.security == "starttls" else None,
                require_starttls=self.security == "starttls",
                auth_required=self.signs_in,
                auth_require_tls=self.signs_in and self.security == "starttls",
                authenticator=self.house.authenticate if self.signs_in else None,
                loop=asyncio.get_running_loop(),
            )
            made.house = self.house
            self._open.append(made)
            return made

        implicit: ssl.SSLContext | None = context if self.security == "tls" else None
        self._server = await asyncio.get_running_loop().create_server(
            protocol, HOST, self.port, ssl=implicit, backlog=256
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for one in self._open:
            break_off(one)
            handling = getattr(one, "_handler_coroutine", None)
            if handling is not None:
                handling.cancel()
                await asyncio.gather(handling, return_exceptions=True)

    @property
    def url(self) -> str:
        """The value of BOT_SMTP_URL."""
        from urllib.parse import quote

        scheme = "smtps" if self.security == "tls" else "smtp"
        who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@" if self.signs_in else ""
        return f"{scheme}://{who}{HOST}:{self.port}" + ("?tls=none" if self.security == "none" else "")
