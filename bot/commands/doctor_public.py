"""What `noticebot doctor` finds from outside: the page at its public address, and the channels."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.commands.doctor_checks import Checked, found_of
from bot.messages import message

if TYPE_CHECKING:
    from bot.channels.channel_report import ChannelReport
    from bot.settings import Settings

_ANSWER_SECONDS = 10.0


async def check_public(settings: Settings, trusted: ssl.SSLContext | None) -> Checked:
    """Whether the server answers at its public address, and takes a post that a browser sends from there.

    The post lacks what it must hold, so that it changes nothing; a refusal of its origin comes before that.
    """
    import httpx

    from bot.wire_faults import why

    url = settings.public_url
    if not url:
        return found_of("public", "ok", "no_public")
    verify = True if trusted is None else trusted
    origin = "/".join(url.split("/")[:3])
    try:
        async with httpx.AsyncClient(timeout=_ANSWER_SECONDS, trust_env=False, verify=verify) as client:
            alive = await client.get(f"{url}/livez")
            posted = await client.post(f"{url}/api/feedback", json={}, headers={"Origin": origin})
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return found_of("public", "broken", "public_away", url=url, reason=why(error))
    if alive.status_code != 200 or '"status"' not in alive.text:
        return found_of("public", "broken", "public_other", url=url, status=alive.status_code)
    if posted.status_code in (403, 421):
        return found_of("public", "broken", "public_refused", url=url)
    if url.startswith("http:"):
        return found_of("public", "look", "public_plain", url=url)
    return found_of("public", "ok", "public_there", url=url)


async def check_channels(settings: Settings, url: str | None, now: datetime) -> AsyncIterator[Checked]:
    """A line for each channel that is set up. `url` is the database that tells what waits in them; None if it cannot be used."""
    from bot.channels.push import trusted_authorities
    from bot.commands.channels_command import reports_of
    from bot.store.database import Store
    from bot.store.model.errors import StoreError

    try:
        trusted = trusted_authorities(settings.ca_file, settings.ca_folder)
    except OSError as error:
        name, place = (
            ("SSL_CERT_FILE", settings.ca_file) if settings.ca_file else ("SSL_CERT_DIR", settings.ca_folder)
        )
        reason = error.strerror or type(error).__name__
        text = message("no_authorities", name=name, text=place, reason=reason)
        yield Checked("channels", "broken", text, message("doctor_authorities_do", name=name))
        return
    yield await check_public(settings, trusted)
    count = 0
    try:
        with tempfile.TemporaryDirectory() as empty:
            async with await Store.open(url or f"sqlite:///{empty}/none.db") as store:
                async for report in reports_of(settings, store, now, trusted):
                    count += 1
                    yield _as_checked(report)
    except (StoreError, OSError) as error:
        yield found_of("channels", "broken", "channels_unseen", reason=error)
    else:
        if not count:
            yield found_of("channels", "look", "no_channels")


def _as_checked(report: ChannelReport) -> Checked:
    name = f"channel {report.name}"
    wrong = [one for one in report.findings if one.works is False]
    if not wrong:
        return found_of(name, "ok", "channel_works", title=report.title)
    mark = message("between_sentences")
    text = message("doctor_channel_fails", title=report.title, reason=mark.join(one.text for one in wrong))
    return Checked(name, "broken", text, mark.join(one.do for one in wrong if one.do))


def without_secrets(text: str, secrets: Mapping[str, str]) -> str:
    """The text without the values of secrets: whoever asks for help shows it to others."""
    for name, value in secrets.items():
        text = text.replace(value, f"<{name}>")
    return text
