"""`noticebot channels`: whether each configured channel works, what is wrong and what to do. It sends nobody anything."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import typer

from bot.clock import system_clock
from bot.commands.exits import FELL_SHORT, fail
from bot.commands.invocation import AsJson, Invocation, tell_unknown
from bot.messages import message

if TYPE_CHECKING:
    import ssl

    from bot.channels.channel_report import ChannelReport, Finding
    from bot.settings import Settings
    from bot.store.database import Store

_TICKS = {True: "✓", False: "✗", None: "·"}


def channels(context: typer.Context, as_json: AsJson = False) -> None:
    """Look at each configured channel. Exit 1 if one does not work."""
    import asyncio
    import tempfile

    from bot.store.database import Store
    from bot.store.engines.address import read_address
    from bot.store.model.errors import StoreError

    invocation: Invocation = context.obj
    settings, now = invocation.settings, invocation.clock()
    tell_unknown(settings.unknown)

    async def look(url: str) -> list[ChannelReport]:
        async with await Store.open(url) as store:
            return [report async for report in _reports(settings, store, now)]

    url = invocation.database_url
    try:
        file = read_address(url).path
        with tempfile.TemporaryDirectory() as empty:  # a command that only reads must not create a database
            missing = file is not None and not file.exists()
            reports = asyncio.run(look(f"sqlite:///{empty}/none.db" if missing else url))
    except StoreError as error:
        fail(str(error), error.passes)
    if as_json:
        typer.echo(json.dumps({"channels": [one.to_plain() for one in reports]}, ensure_ascii=False))
    else:
        zone = invocation.knowledge.pack.facts.zone
        for report in reports:
            sys.stdout.write(_in_words(report, zone))
        if not reports:
            typer.echo(message("channels_none"))
    if not all(report.works for report in reports):
        raise typer.Exit(FELL_SHORT)


async def _reports(settings: Settings, store: Store, now: datetime) -> AsyncIterator[ChannelReport]:
    """A report of each channel, or exit 2 if the authorities of the settings cannot be read."""
    from bot.channels.push import trusted_authorities

    try:
        trusted = trusted_authorities(settings.ca_file, settings.ca_folder)
    except OSError as error:
        name, text = (
            ("SSL_CERT_FILE", settings.ca_file) if settings.ca_file else ("SSL_CERT_DIR", settings.ca_folder)
        )
        reason = error.strerror or type(error).__name__
        fail(message("no_authorities", name=name, text=text, reason=reason))
    async for report in reports_of(settings, store, now, trusted):
        yield report


async def reports_of(
    settings: Settings, store: Store, now: datetime, trusted: ssl.SSLContext | None
) -> AsyncIterator[ChannelReport]:
    """A report of each channel for which there are settings. Its library is imported only then."""
    if settings.telegram_token:
        from bot.channels.telegram.telegram_check import check_telegram

        yield await _report("telegram", "telegram", check_telegram(settings, trusted), store, now)
    if settings.push_url:
        from bot.channels.push_check import check_push

        yield await _report("push", "push", check_push(settings, trusted), store, now)
    if settings.wechat is not None:
        from bot.channels.wechat.wechat_check import check_wechat

        yield await _report(
            "wechat", "wechat", check_wechat(settings, store, system_clock, trusted), store, now
        )
    async for report in _of_units(settings, store, trusted, now):
        yield report
    if settings.mail is not None:
        from bot.channels.mail.mail_check import check_mail
        from bot.channels.mail.mail_sender import CHANNEL

        letters: ChannelReport = await _report("mail", CHANNEL, check_mail(settings, trusted), store, now)
        letters.heard_at = await store.mailboxes.last_confirmed()
        yield letters


async def _of_units(
    settings: Settings, store: Store, trusted: ssl.SSLContext | None, now: datetime
) -> AsyncIterator[ChannelReport]:
    """The reports of WeCom and DingTalk, and of the robots of their groups."""
    if settings.wecom is not None:
        from bot.channels.wecom.wecom_check import check_wecom

        yield await _report("wecom", "wecom", check_wecom(settings, store, system_clock, trusted), store, now)
    if settings.wecom_robot:
        from bot.channels.platforms.robot_check import check_robot
        from bot.channels.wecom.wecom_errors import wecom_advice
        from bot.channels.wecom.wecom_robot import GROUP, wecom_robot

        robot = check_robot(GROUP, wecom_robot(settings.wecom_robot, trusted), store, wecom_advice)
        yield await _report(GROUP, GROUP, robot, store, now)
    if settings.dingtalk is not None:
        from bot.channels.dingtalk.dingtalk_check import check_dingtalk

        found = check_dingtalk(settings, store, system_clock, trusted)
        yield await _report("dingtalk", "dingtalk", found, store, now)
    if settings.dingtalk_robot is not None:
        from bot.channels.dingtalk.dingtalk_robot import GROUP as DINGTALK_GROUP
        from bot.channels.dingtalk.dingtalk_robot import dingtalk_robot, robot_advice
        from bot.channels.platforms.robot_check import check_robot

        sender = dingtalk_robot(settings.dingtalk_robot, trusted=trusted)
        robot = check_robot(DINGTALK_GROUP, sender, store, robot_advice)
        yield await _report(DINGTALK_GROUP, DINGTALK_GROUP, robot, store, now)


async def _report(
    name: str, channel: str, findings: AsyncIterator[Finding], store: Store, now: datetime
) -> ChannelReport:
    """What was found of a channel, with what came in and went out through it by the database."""
    from bot.channels.channel_report import ChannelReport, Finding

    found = [finding async for finding in findings]
    traffic = await store.ledger.traffic(channel, now)
    if traffic.overdue and traffic.reason:
        waits = message("channels_overdue", count=traffic.overdue, reason=traffic.reason)
        found.append(Finding(None, waits))
    title = message(f"channels_{name}")
    return ChannelReport(name, title, found, traffic.heard_at, traffic.told_at)


def _in_words(report: ChannelReport, zone: tzinfo) -> str:
    """A report in words, a finding a line."""
    never = message("channels_never")

    def moment(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else never

    works = message("channels_works" if report.works else "channels_fails", title=report.title)
    lines = [works]
    for one in report.findings:
        lines.append(f"  {_TICKS[one.works]} {one.text}")
        if one.do:
            lines.append(f"    → {one.do}")
    last = message("channels_last", heard=moment(report.heard_at), told=moment(report.told_at))
    return "\n".join([*lines, f"  {_TICKS[None]} {last}", ""])
