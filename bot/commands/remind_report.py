"""The report of `noticebot remind`, as text or as JSON: the reminders to come, and the count of today."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.delivery.author import Author
from bot.delivery.daily import Day, day_of
from bot.delivery.outlook import outlook
from bot.messages import message
from bot.pack.deadlines import milestone_name
from bot.pack.model import Facts
from bot.store.database import Store
from bot.store.model.delivery import Delivery

_LINES = 200
_SHOWN = 3


async def write_remind_json(store: Store, author: Author, now: datetime, zone: ZoneInfo, out: TextIO) -> None:
    """Write the report as one line of JSON, item by item: there may be a million reminders."""
    day = await day_of(store.ledger, now, zone)
    head = {"now": now.isoformat(), "daily": day.to_plain(), "subscriptions": await store.ledger.running()}
    out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "upcoming": [')
    first = True
    async for coming in outlook(store.ledger, author, now):
        out.write(("" if first else ", ") + json.dumps(_plain(coming), ensure_ascii=False))
        first = False
    out.write("]}\n")
    out.flush()


def _plain(coming: Delivery) -> dict[str, object]:
    """A reminder to come, for JSON. It is `planned` if it has a row."""
    return {
        "user_key": coming.user_key,
        "subscription": coming.subscription_id,
        "milestone": coming.milestone,
        "kind": coming.kind,
        "revision": coming.revision,
        "due_at": coming.due_at.isoformat(),
        "planned": coming.id != 0,
        "maybe_repeated": coming.maybe_repeated,
        "notice": coming.notice,
        "channel": coming.channel,
    }


async def print_remind(
    store: Store, author: Author, now: datetime, notices: Sequence[Facts], out: TextIO
) -> None:
    """Write the report as text, with shortened user keys."""
    of = {one.id: one for one in notices}
    count = 0
    async for coming in outlook(store.ledger, author, now):
        count += 1
        if count <= _LINES:
            facts = of.get(coming.notice, notices[0])
            out.write(_line(coming, facts, several=len(of) > 1) + "\n")
    if count > _LINES:
        out.write(message("outlook_more", count=count - _LINES) + "\n")
    if not count:
        out.write(message("outlook_none") + "\n")
    out.write(_daily(await day_of(store.ledger, now, notices[0].zone)) + "\n")
    out.flush()


def _line(coming: Delivery, facts: Facts, *, several: bool) -> str:
    milestone = facts.milestones.get(coming.milestone)
    line = message(
        "outlook_line",
        when=coming.due_at.astimezone(facts.zone).strftime("%Y-%m-%d %H:%M"),
        user=shortened(coming.user_key),
        what=milestone_name(milestone) if milestone else message(f"outlook_kind_{coming.kind}"),
        again=message("outlook_again") if coming.maybe_repeated else "",
    )
    return line + message("in_brackets", words=facts.short_title) if several else line


def shortened(user_key: str) -> str:
    """A user key as it may be shown: the channel, and the first characters of the user."""
    channel, _, user = user_key.partition(":")
    return f"{channel}:{user}" if len(user) <= _SHOWN else f"{channel}:{user[:_SHOWN]}…"


def _daily(day: Day) -> str:
    others = [
        message(f"outlook_{status}", count=number)
        for status, number in day.statuses.items()
        if status != "sent"
    ]
    words = message("outlook_daily", day=day.day.isoformat(), should=day.should, did=day.did)
    if not others:
        return words
    return message("outlook_daily_others", day=words, others=message("between_clauses").join(others))
