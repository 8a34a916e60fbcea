"""Letters over a real connection: what each answer means, and what is known when a connection breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.channels.mail.smtp_wire import Envelope, SmtpPatience, SmtpWire
from bot.delivery.sender import Attempt
from bot.mail_settings import Relay, Security, read_mail_settings
from tests.ports import free_port
from tests.smtp_server.certificates import HOST, Certificates
from tests.smtp_server.server import CUT_AFTER, CUT_BEFORE, PASSWORD, SLOW, MailHouse, SmtpServer

SENDER, RECIPIENT = "remind@notice.example.com", "zhang@example.com"
CONTENT = (
    b"From: remind@notice.example.com\r\nTo: zhang@example.com\r\nSubject: hello\r\nMIME-Version: 1.0\r\n"
    b"Date: Tue, 15 Nov 2022 10:00:00 +0800\r\nMessage-ID: <1@notice.example.com>\r\n"
    b"Content-Type: text/plain\r\n\r\n.a dot\r\n..two\r\nend\r\n"
)
GREETING = "notice.example.com"
LETTER = Envelope(SENDER, RECIPIENT, CONTENT)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """An authority of these tests."""
    return Certificates.made(tmp_path_factory.mktemp("certificates"))


def relay_of(server: SmtpServer) -> Relay:
    """The server as the settings name it."""
    values = {
        "BOT_SMTP_URL": server.url,
        "BOT_MAIL_FROM": SENDER,
        "BOT_PUBLIC_URL": "https://notice.example.com",
    }
    settings = read_mail_settings(lambda name: values.get(name, ""))
    assert settings is not None
    return settings.relay


async def attempt(
    house: MailHouse,
    letter: Envelope = LETTER,
    may_send: Callable[[], None] = lambda: None,
    utf8: bool = True,
) -> Attempt:
    """Send one letter to a server of `house`."""
    async with SmtpServer(house, utf8=utf8) as server, SmtpWire(relay_of(server), GREETING) as wire:
        return await wire.send(letter, may_send)


async def test_a_letter_arrives_as_it_was_written() -> None:
    """With its envelope, and with lines that begin with a dot."""
    house = MailHouse()
    assert await attempt(house) == Attempt("sent")
    (taken,) = house.taken
    assert (taken.sender, taken.recipient) == (SENDER, RECIPIENT)
    assert taken.raw == CONTENT
    assert house.wrong == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_tls_and_sign_in(certificates: Certificates, security: Security) -> None:
    """Both ways of TLS, with a password of odd characters."""
    house = MailHouse(owns=(SENDER,))
    async with (
        SmtpServer(house, certificates, security, signs_in=True) as server,
        SmtpWire(relay_of(server), GREETING, certificates.trusted()) as wire,
    ):
        assert await wire.send(LETTER) == Attempt("sent")
        assert await wire.probe(SENDER) == Attempt("sent")
        assert (await wire.probe("other@notice.example.com")).outcome == "held"
    assert len(house.taken) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_certificate_that_is_not_trusted_holds_the_channel(
    certificates: Certificates, security: Security
) -> None:
    """Nothing is said over such a connection, no password above all; the reason names the setting."""
    async with (
        SmtpServer(MailHouse(), certificates, security, signs_in=True) as server,
        SmtpWire(relay_of(server), GREETING) as wire,
    ):
        got = await wire.send(LETTER)
    assert got.outcome == "held"
    assert "SSL_CERT_FILE" in got.reason
    assert PASSWORD not in got.reason


async def test_a_server_without_tls_is_sent_nothing() -> None:
    """Where STARTTLS is asked for and not offered, the channel is held."""
    async with SmtpServer(MailHouse()) as server:
        relay = replace(relay_of(server), security="starttls")
        async with SmtpWire(relay, GREETING) as wire:
            assert (await wire.send(LETTER)).outcome == "held"


async def test_a_wrong_password_holds_the_channel(certificates: Certificates) -> None:
    """535: nobody gets letters until a person mends it."""
    async with SmtpServer(MailHouse(), certificates, "tls", signs_in=True) as server:
        relay = replace(relay_of(server), password="wrong")
        async with SmtpWire(relay, GREETING, certificates.trusted()) as wire:
            assert await wire.send(LETTER) == Attempt("held", "SMTP 535 5.7.8 (sign-in)")


async def test_nobody_listens() -> None:
    """It is tried again later."""
    relay = Relay(HOST, free_port(), "none")
    async with SmtpWire(relay, GREETING) as wire:
        assert (await wire.send(LETTER)).outcome == "retry"


ANSWERS = {
    "550 5.1.1 no such user": "gone",
    "550 5.1.10 null MX": "gone",
    "553 5.1.3 bad address": "gone",
    "550 5.2.1 mailbox disabled": "gone",
    "550-5.1.1 no\r\n550 5.1.1 such user": "gone",
    "550 5.7.1 blocked": "held",
    "550 5.1.8 bad sender domain": "held",
    "553 5.1.7 bad sender": "held",
    "550 no such user here": "held",
    "554 5.7.26 unauthenticated sender": "held",
    "552 5.2.2 mailbox full": "retry",
    "451 4.7.1 greylisted": "retry",
    "450 busy": "retry",
    "421 4.3.2 going down": "retry",
}
"""What a server says of a recipient, and what it means."""


@pytest.mark.parametrize(
    ("answer", "stage"),
    [(one, stage) for one in ANSWERS for stage in ("", "(data)") if not stage or "\r" not in one],
)
async def test_what_a_refusal_of_the_recipient_means(answer: str, stage: str) -> None:
    """At RCPT, or after the letter: only nobody there ends a subscription; what passes waits; all else is about us."""
    house = MailHouse()
    house.faults[RECIPIENT] = [f"{answer} {stage}".strip()]
    sent: list[bool] = []
    got = await attempt(house, may_send=lambda: sent.append(True))
    assert got.outcome == ANSWERS[answer]
    assert bool(sent) == bool(stage)
    assert house.taken == []
    assert "user" not in got.reason


@pytest.mark.parametrize("answer", ["550 5.1.1 who are you", "553 not you", "550 5.7.1 no"])
async def test_a_sender_who_is_refused_holds_the_channel(answer: str) -> None:
    """Whatever code the server gives it: it is ours."""
    house = MailHouse(walls={"mail": answer})
    assert (await attempt(house)).outcome == "held"


async def test_a_break_before_the_dot_is_no_letter() -> None:
    """It is sent again without a mark."""
    house = MailHouse()
    house.faults[RECIPIENT] = [CUT_BEFORE]
    sent: list[bool] = []
    got = await attempt(house, may_send=lambda: sent.append(True))
    assert got.outcome == "retry"
    assert sent == []


async def test_a_break_after_the_dot_is_uncertain() -> None:
    """It may have arrived, and here it did."""
    house = MailHouse()
    house.faults[RECIPIENT] = [CUT_AFTER]
    assert (await attempt(house)).outcome == "uncertain"
    assert len(house.taken) == 1


async def test_a_permission_that_is_gone_leaves_no_letter() -> None:
    """What is raised before the dot goes through, and the server delivers nothing."""

    class GoneError(Exception):
        pass

    def gone() -> None:
        raise GoneError

    house = MailHouse()
    with pytest.raises(GoneError):
        await attempt(house, may_send=gone)
    assert house.taken == []


async def test_a_slow_server_is_waited_for_and_then_uncertain() -> None:
    """As long as the patience lasts; a letter that was ended and not answered may have arrived."""
    house = MailHouse()
    house.faults[RECIPIENT] = [SLOW]
    async with SmtpServer(house) as server, SmtpWire(relay_of(server), GREETING) as wire:
        sending = asyncio.ensure_future(wire.send(LETTER))
        await house.waiting.wait()
        house.free.set()
        assert await sending == Attempt("sent")
        house.free.clear()
        house.faults[RECIPIENT] = [SLOW]
        hasty = SmtpPatience(verdict=0.2)
        async with SmtpWire(relay_of(server), GREETING, patience=hasty) as other:
            assert await other.send(LETTER) == Attempt("uncertain", "no answer in time")
        house.free.set()


async def test_a_connection_is_used_again_and_one_that_is_gone_is_not_missed() -> None:
    """One connection for several letters; when the server closed it meanwhile, another is made."""
    house = MailHouse()
    async with SmtpServer(house) as server, SmtpWire(relay_of(server), GREETING) as wire:
        for _ in range(3):
            assert await wire.send(LETTER) == Attempt("sent")
        assert house.connections == 1
        house.faults[RECIPIENT] = [CUT_BEFORE]
        await wire.send(LETTER)
        assert await wire.send(LETTER) == Attempt("sent")
    assert house.connections == 2
    assert len(house.taken) == 4


@pytest.mark.parametrize(
    "recipient", ['"zhang san"@example.com', "zhang+notice@example.com", "ZHANG@example.com"]
)
async def test_odd_addresses_arrive_as_they_are(recipient: str) -> None:
    """Quoted local parts, tags, capitals."""
    house = MailHouse()
    assert await attempt(house, replace(LETTER, recipient=recipient)) == Attempt("sent")
    assert house.taken[0].recipient == recipient


async def test_an_international_address_needs_a_server_that_knows_it() -> None:
    """With SMTPUTF8 it is sent; without it the letter is refused, and nobody's subscription ends."""
    letter = Envelope(SENDER, "张三@xn--fsqu00a.xn--55qx5d", CONTENT, international=True)
    house = MailHouse()
    assert await attempt(house, letter) == Attempt("sent")
    assert "SMTPUTF8" in house.taken[0].options
    assert (await attempt(MailHouse(), letter, utf8=False)).outcome == "refused"
