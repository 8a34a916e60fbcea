"""What comes back to the return address of a letter."""

from __future__ import annotations

import pytest

from bot.channels.mail.mail_bounces import Bounce, read_bounce
from tests.channels.mail.test_mail_tour import NINE, rows_of
from tests.channels.mail.town import BOUNCE, BOUNCE_TOKEN, Town, say
from tests.reminders.moments import at

NAME = "abcdefghij2345672345"
POSTFIX = """\
Return-Path: <>
To: bounce+{name}@notice.example.com
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; zhang@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--B
Content-Type: text/rfc822-headers

Subject: hello

--B--
"""


def report(
    status: str = "5.1.1",
    action: str = "failed",
    diagnostic: str = "550 5.1.1 no such user",
    name: str = NAME,
) -> bytes:
    """A notification as Postfix writes it."""
    filled = POSTFIX.format(status=status, action=action, diagnostic=diagnostic, name=name)
    return filled.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("raw", "ends"),
    [
        (report(), "5.1.1"),
        (report("5.1.10"), "5.1.10"),
        (report("5.2.1 (mailbox disabled)", diagnostic="x"), "5.2.1"),
        (report("5.0.0", diagnostic="550 5.1.1 unknown"), "5.1.1"),
        (report("5.0.0", diagnostic="550-5.1.1 unknown"), "5.1.1"),
        (report("5.2.2", diagnostic="552 5.2.2 full"), ""),
        (report("5.7.1", diagnostic="550 5.7.1 spam"), ""),
        (report("5.1.8", diagnostic="550 5.1.8 bad sender"), ""),
        (report("4.4.1", "delayed", "connection timed out"), ""),
        (report("5.1.1", "delivered"), ""),
        (report("", "", ""), ""),
        (report()[: len(report()) - 60], "5.1.1"),
    ],
)
def test_only_nobody_there_ends_anything(raw: bytes, ends: str) -> None:
    """Delays, full mailboxes, refusals of us, and what is cut off behind it."""
    assert read_bounce(raw, BOUNCE) == Bounce(NAME, ends)


@pytest.mark.parametrize(
    "raw",
    [
        f"To: bounce+{NAME}@notice.example.com\r\nSubject: out of office\r\n\r\nI am away".encode(),
        f"To: bounce+{NAME}@notice.example.com\r\nAuto-Submitted: auto-replied\r\n\r\n550 5.1.1".encode(),
    ],
)
def test_an_answer_of_a_person_or_a_program_ends_nothing(raw: bytes) -> None:
    """Though it comes to the same address."""
    assert read_bounce(raw, BOUNCE) == Bounce(NAME)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"To: bounce@notice.example.com\r\n\r\n",
        report(name="nobody"),
        report().replace(b"notice.", b"other."),
    ],
)
def test_what_names_no_mailbox_is_nothing(raw: bytes) -> None:
    """Whatever it is."""
    assert read_bounce(raw, BOUNCE) is None


def test_the_recipient_that_the_mail_server_tells_counts_whatever_its_case() -> None:
    """Before what the headers say."""
    assert read_bounce(report(name="nobody"), BOUNCE, f"Bounce+{NAME.upper()}@Notice.Example.com") == Bounce(
        NAME, "5.1.1"
    )
    assert read_bounce(report(), BOUNCE, "somebody@else.example") is None


async def test_a_letter_that_came_back_ends_the_subscription_with_its_reason(anywhere: Town) -> None:
    """Handed in by our own mail server; once is enough, and nobody else is touched."""
    here, visitor = anywhere, anywhere.visitor()
    await here.confirmed(visitor, "rm:role:申报人")
    await here.confirmed(here.visitor(), "rm:role:申报人", address="li@example.com")
    async with here.dispatching():
        here.clock.now = at(NINE)
        _, letter = await here.letters(2)
    name = letter.sender.partition("+")[2].partition("@")[0]
    server = here.visitor("198.51.100.25")
    headers = {"Authorization": f"Bearer {BOUNCE_TOKEN}", "Content-Type": "message/rfc822"}
    for raw in (report("4.4.1", "delayed", name=name), report(name=name), report(name=name)):
        answer = await server.post("/api/mail/bounce", content=raw, headers=headers)
        assert answer.json() == {"known": True}
    subscriptions = await rows_of(here, "subscription")
    assert sorted("gone: DSN 5.1.1" in str(row) for row in subscriptions) == [False, True]
    assert (await say(visitor, "提醒我"))[-1]["kind"] == "address_wanted"
    unknown = await server.post("/api/mail/bounce", content=report(), headers=headers)
    assert unknown.json() == {"known": False}


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {BOUNCE_TOKEN}"}]
)
async def test_nobody_else_can_hand_anything_in(here: Town, headers: dict[str, str]) -> None:
    """Without the token nothing is read."""
    answer = await here.visitor().post("/api/mail/bounce", content=report(), headers=headers)
    assert answer.status_code == 401


async def test_the_route_is_in_the_document(here: Town) -> None:
    """With words for whoever sets up a mail server."""
    api = (await here.visitor().get("/openapi.json")).json()
    assert api["paths"]["/api/mail/bounce"]["post"]["description"]
    assert "message/rfc822" in api["paths"]["/api/mail/bounce"]["post"]["requestBody"]["content"]
