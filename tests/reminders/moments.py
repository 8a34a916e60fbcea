"""Facts and subscriptions from which tests plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.pack.model import Contact, Facts, Milestone
from bot.reminders.subscription import Subscription
from tests.packs import SHANGHAI

SINCE = datetime(2022, 11, 1, 10, tzinfo=SHANGHAI)


def facts_of(*, zone: str = "Asia/Shanghai", id: str = "n-2022", **days: str) -> Facts:
    """Facts whose milestones fall on `days`; personal and unit of December 2022 if none are given."""
    days = days or {"personal": "2022-12-06", "unit": "2022-12-19"}
    roles = {"personal": "申报人", "unit": "单位", "lower": "下级评委会"}
    milestones = {
        name: Milestone(
            name,
            name,
            roles.get(name, "申报人"),
            date.fromisoformat(day),
            ("四.二",),
            closes="submit" if name == "personal" else "other",
        )
        for name, day in days.items()
    }
    contact = Contact("wang", "办公室", "王小明", "0571-12345678", ("五",))
    return Facts(id, "s", 2022, "通知", "通知", zone, milestones, {"wang": contact}, {})


def wish(*milestones: str, since: datetime | None = SINCE, **rest: Any) -> Subscription:
    """A subscription to deadlines made on the first of November 2022; to the personal one if none is named."""
    made = Subscription("w1", "deadlines", "n-2022", "s", milestones or ("personal",), since=since)
    return replace(made, **rest)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A moment in a zone, from its ISO form."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)
