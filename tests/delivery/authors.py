"""An author for tests: the state of a wish lists what is due when, and a reminder names itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.delivery.author import Body, Withheld
from bot.store.model.delivery import Delivery, Plan, Planned
from bot.store.model.saved import JsonObject

SHANGHAI = ZoneInfo("Asia/Shanghai")


class PlainAuthor:
    """Plans `{"due": {milestone: ISO moment}}`, each of the revision that `days` has for it.

    A reminder is too late `helps_for` after it was due. After a correction, earlier reminders are not sent.
    """

    def __init__(
        self,
        days: Mapping[str, str] | None = None,
        notice: str = "n1",
        helps_for: timedelta = timedelta(days=3),
    ) -> None:
        self.days = dict(days or {})
        self.notice = notice
        self.helps_for = helps_for

    @property
    def zone(self) -> tzinfo:
        return SHANGHAI

    def notices(self) -> Mapping[str, Mapping[str, str]]:
        return {self.notice: self.days}

    def revisions(self, wish: JsonObject) -> Mapping[str, str]:
        return self.days

    def plan(self, wish: JsonObject, now: datetime, until: datetime) -> Plan:
        moments = {name: datetime.fromisoformat(text).astimezone(UTC) for name, text in wish["due"].items()}
        since = datetime.fromisoformat(wish["since"]) if "since" in wish else datetime.min.replace(tzinfo=UTC)
        rows = tuple(
            Planned(name, "lead", self.days.get(name, ""), at)
            for name, at in moments.items()
            if since < at <= until
        )
        later = [at - (until - now) for at in moments.values() if at > until]
        return Plan(rows, min(later, default=None))

    def correct(
        self, wish: JsonObject, told: Mapping[str, str], now: datetime
    ) -> tuple[tuple[Planned, ...], JsonObject]:
        rows = [
            Planned(name, "correction", f"{day}/{self.days[name]}", now)
            for name, day in told.items()
            if self.days.get(name, day) != day
        ]
        return tuple(rows), {**wish, "since": now.isoformat()}

    def write(self, delivery: Delivery, now: datetime) -> Body | Withheld | datetime:
        one = delivery
        if now > one.due_at + self.helps_for:
            return Withheld("expired", "too late")
        if one.wish.get("speechless"):
            raise LookupError
        note = " (perhaps again)" if one.maybe_repeated else ""
        return Body(f"{one.milestone} {one.wish.get('say', '')}{note}", ("四.一",))
