"""What `noticebot channels` finds of e-mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.channel_report import Finding
from bot.channels.mail.mail_check import check_mail
from bot.settings import Settings, read_settings
from tests.channels.mail.names import names
from tests.ports import free_port
from tests.smtp_server.certificates import Certificates
from tests.smtp_server.server import PASSWORD, MailHouse, SmtpServer

DOMAIN = "notice.example.com"
SPF = {DOMAIN: "v=spf1 mx -all"}
KEY = {f"s1._domainkey.{DOMAIN}": "v=DKIM1; k=rsa; p=" + "A" * 400}


def settings_for(url: str, **values: str) -> Settings:
    """The settings of a site with e-mail."""
    given = {"BOT_SMTP_URL": url, "BOT_MAIL_FROM": f"remind@{DOMAIN}", "BOT_PUBLIC_URL": f"https://{DOMAIN}"}
    return read_settings({**given, **values}, Path("/nowhere"))


async def found(
    settings: Settings, records: dict[str, str], certificates: Certificates | None = None
) -> list[Finding]:
    """All findings."""
    trusted = certificates.trusted() if certificates else None
    async with names(records) as resolver:
        return [one async for one in check_mail(settings, trusted, resolver)]


def marks(findings: list[Finding]) -> list[bool | None]:
    """Whether each works."""
    return [one.works for one in findings]


async def test_all_is_well(tmp_path: Path) -> None:
    """The server takes sign-in and sender, SPF and DKIM stand; nothing was sent."""
    certificates, house = Certificates.made(tmp_path), MailHouse(owns=(f"bounce@{DOMAIN}",))
    async with SmtpServer(house, certificates, "tls", signs_in=True) as server:
        bounce = {"BOT_MAIL_BOUNCE": f"bounce@{DOMAIN}", "BOT_MAIL_BOUNCE_TOKEN": "0123456789abcdef"}
        settings = settings_for(server.url, BOT_MAIL_DKIM_SELECTOR="s1", **bounce)
        findings = await found(settings, {**SPF, **KEY}, certificates)
    assert marks(findings) == [True, True, True]
    assert house.tried == []


@pytest.mark.parametrize(
    ("walls", "word"),
    [
        ({"auth": "535 5.7.8 no"}, "授权码"),
        ({"mail": "553 5.7.1 not yours"}, "BOT_MAIL_FROM"),
    ],
)
async def test_what_is_refused_is_told_with_what_to_do(
    tmp_path: Path, walls: dict[str, str], word: str
) -> None:
    """A wrong password, a sender of somebody else's; the password is in no finding."""
    certificates = Certificates.made(tmp_path)
    async with SmtpServer(MailHouse(walls=walls), certificates, "starttls", signs_in=True) as server:  # type: ignore[arg-type]
        findings = await found(settings_for(server.url), SPF, certificates)
    assert findings[0].works is False
    assert word in findings[0].do
    assert PASSWORD not in repr(findings)


async def test_nobody_there_or_no_trust(tmp_path: Path) -> None:
    """A port where nobody listens, and a certificate that nobody knows."""
    (first, *_) = await found(settings_for(f"smtp://127.0.0.1:{free_port()}"), SPF)
    assert first.works is False
    async with SmtpServer(MailHouse(), Certificates.made(tmp_path), "tls") as server:
        (first, *_) = await found(settings_for(server.url), SPF)
    assert first.works is False
    assert "SSL_CERT_FILE" in first.text


@pytest.mark.parametrize(
    ("records", "selector", "expected"),
    [
        ({}, "", [None, None]),
        (SPF, "", [True, None]),
        (SPF, "s1", [True, False]),
        ({**SPF, **KEY}, "s1", [True, True]),
        ({**SPF, f"s1._domainkey.{DOMAIN}": "v=DKIM1; p="}, "s1", [True, False]),
        ({DOMAIN: "google-site-verification=x", **KEY}, "s1", [None, True]),
    ],
)
async def test_who_may_send_and_who_signs(
    records: dict[str, str], selector: str, expected: list[bool | None]
) -> None:
    """SPF and DKIM as they stand; without a selector that the server that sends must sign."""
    async with SmtpServer(MailHouse()) as server:
        findings = await found(settings_for(server.url, BOT_MAIL_DKIM_SELECTOR=selector), records)
    assert marks(findings)[-2:] == expected
