"""Which deadlines moved, and when that was noticed: whoever made a wish before is told, reminded already or not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.store.model.delivery import Told
from bot.store.model.saved import JsonObject

Days = Mapping[str, Mapping[str, str]]
"""The deadlines of each notice by milestone, each as a text that changes when the deadline does."""
KEPT_FOR = timedelta(days=120)
"""How long it is remembered that a deadline moved: wishes may rest for a while."""


@dataclass(frozen=True)
class MovedDay:
    """A deadline that was `old` until `at` (aware)."""

    notice: str
    milestone: str
    old: str
    at: datetime


@dataclass(frozen=True)
class Mark:
    """Under which deadlines was planned last, and what moved before that."""

    days: Days
    moved: tuple[MovedDay, ...] = ()

    @classmethod
    def read(cls, text: str) -> Mark:
        """A mark as `written` wrote it, or an earlier program."""
        kept: Mapping[str, Any] = json.loads(text)
        days = kept.get("notices", {kept.get("notice", ""): kept.get("deadlines", {})})
        rows: list[tuple[str, str, str, str]] = kept.get("moved", [])
        moved = [MovedDay(notice, name, old, datetime.fromisoformat(at)) for notice, name, old, at in rows]
        return cls(days, tuple(moved))

    def written(self) -> str:
        """The mark as a text; of a single notice as it always was."""
        if len(self.days) == 1:
            ((notice, deadlines),) = self.days.items()
            said: dict[str, Any] = {"notice": notice, "deadlines": dict(deadlines)}
        else:
            said = {"notices": {id: dict(days) for id, days in self.days.items()}}
        if self.moved:
            said["moved"] = [[one.notice, one.milestone, one.old, one.at.isoformat()] for one in self.moved]
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    def after(self, days: Days, now: datetime) -> Mark:
        """The mark once planning goes on under other `days`, which is noticed at `now` (aware)."""
        new = (
            MovedDay(id, name, day, now)
            for id, before in self.days.items()
            for name, day in before.items()
            if id in days and days[id].get(name) != day
        )
        kept = (one for one in self.moved if now - one.at < KEPT_FOR)
        return Mark(days, (*kept, *new))

    def told_before(self, wish: JsonObject) -> Told:
        """What the owner of a wish read when it was made, of the deadlines that moved since then."""
        since = _stored_moment(wish.get("since"))
        found: dict[str, str] = {}
        for one in self.moved if since is not None else ():
            if one.notice == wish.get("notice") and since is not None and since < one.at:
                found.setdefault(one.milestone, one.old)
        return found


def moves(before: Mark, after: Mark) -> Sequence[tuple[str, str]]:
    """The deadlines that moved between two marks: the notice and the milestone of each."""
    known = set(before.moved)
    return [(one.notice, one.milestone) for one in after.moved if one not in known]


def _stored_moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
