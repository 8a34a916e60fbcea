"""Whether e-mail works: the server, the sign-in, the sender, and what others look up to believe that letters are ours."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence

from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer

from bot.channels.channel_report import Finding
from bot.channels.mail.smtp_wire import SmtpPatience, SmtpWire
from bot.mail_settings import MailSettings
from bot.messages import message
from bot.settings import Settings

_DNS_SECONDS = 6.0
_PATIENCE = SmtpPatience(connect=10.0, command=15.0)


async def check_mail(
    settings: Settings, trusted: ssl.SSLContext | None, resolver: Resolver | None = None
) -> AsyncIterator[Finding]:
    """What is found of e-mail. `resolver` looks names up (default: as this machine does)."""
    mail = settings.mail
    assert mail is not None
    yield await _server(mail, trusted)
    if mail.relay.security == "none":
        yield Finding(None, message("check_mail_clear"), message("check_mail_clear_do"))
    if not settings.public_url.startswith("https:"):
        yield Finding(None, message("check_mail_http"), message("check_mail_http_do"))
    if not mail.bounce:
        yield Finding(None, message("check_mail_no_bounce"), message("check_mail_no_bounce_do"))
    async for finding in _names(mail, resolver):
        yield finding


async def _server(mail: MailSettings, trusted: ssl.SSLContext | None) -> Finding:
    """Whether the server takes our sign-in and our sender. Nothing is sent."""
    relay = mail.relay
    async with SmtpWire(relay, mail.domain, trusted, _PATIENCE) as wire:
        attempt = await wire.probe(mail.bounce or mail.sender)
    place = f"{relay.host}:{relay.port}"
    if attempt.outcome == "sent":
        return Finding(True, message("check_mail_server", place=place, sender=mail.sender))
    do = "check_mail_away_do"
    if "sign-in" in attempt.reason:
        do = "check_mail_sign_in_do"
    elif "(sender)" in attempt.reason:
        do = "check_mail_sender_do"
    return Finding(False, message("check_mail_refused", place=place, reason=attempt.reason), message(do))


async def _names(mail: MailSettings, resolver: Resolver | None) -> AsyncIterator[Finding]:
    """What the domain of the sender says of who may send for it (SPF, RFC 7208) and of our signature (DKIM, RFC 6376)."""
    domain = mail.domain
    try:
        asked = resolver or Resolver()
        spf = [one for one in await _texts(asked, domain) if one.lower().startswith("v=spf1")]
        if spf:
            yield Finding(True, message("check_mail_spf", domain=domain, record=spf[0]))
        else:
            yield Finding(None, message("check_mail_no_spf", domain=domain), message("check_mail_no_spf_do"))
        if not mail.dkim_selector:
            yield Finding(None, message("check_mail_dkim_relay"), message("check_mail_dkim_relay_do"))
            return
        name = f"{mail.dkim_selector}._domainkey.{domain}"
        if any(_is_key(one) for one in await _texts(asked, name)):
            yield Finding(True, message("check_mail_dkim", name=name))
        else:
            yield Finding(False, message("check_mail_no_dkim", name=name), message("check_mail_no_dkim_do"))
    except (DNSException, OSError, TimeoutError) as error:
        yield Finding(None, message("check_mail_no_dns", domain=domain, reason=type(error).__name__))


def _is_key(record: str) -> bool:
    """Whether a DKIM record holds a key; an empty one was withdrawn (RFC 6376, 3.6.1)."""
    tags = dict(one.strip().partition("=")[::2] for one in record.split(";"))
    return bool(tags.get("p", "").strip()) and tags.get("v", "DKIM1").strip() == "DKIM1"


async def _texts(resolver: Resolver, name: str) -> Sequence[str]:
    """The TXT records of a name; none if it has none."""
    try:
        async with asyncio.timeout(_DNS_SECONDS):
            answer = await resolver.resolve(name, "TXT", lifetime=_DNS_SECONDS, search=False)
    except (NXDOMAIN, NoAnswer):
        return []
    return [b"".join(one.strings).decode("utf-8", "replace") for one in answer]
