"""Whose days the first screen shows: the roles, the days as its scripts read them, and the next one in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.channels.web.notice_page import live
from bot.messages import message
from bot.pack.deadlines import deadline_line, in_order
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import days_left, fill, moved_remark, spoken_day, time_left
from bot.reminders.roles import applicant, open_still, others_ahead, role_name, roles, usual

_ADDRESS = re.compile(r"[(\uff08](?P<url>https?://[^)\uff09\s]+)[)\uff09]")
SOON_DAYS = 7
"""How many days before it a date is marked as near."""


@dataclass(frozen=True)
class PageDay:
    """A milestone on the page.

    `iso` is the date in ISO 8601, `spoken` the date in Chinese, `left` the time left in words, `step` what is to be done by
    then, and `line` the whole milestone in one line of plain text, for the button that copies the dates.
    """

    id: str
    name: str
    iso: str
    spoken: str
    left: str
    step: str
    line: str
    derived: bool
    over: bool
    soon: bool

    @classmethod
    def of(cls, milestone: Milestone, facts: Facts, now: datetime) -> PageDay:
        """The milestone as it stands at `now` (aware)."""
        left = days_left(milestone, now, facts)
        return cls(
            id=milestone.id,
            name=milestone.name,
            iso=milestone.day.isoformat(),
            spoken=spoken_day(milestone),
            left=time_left(milestone, now, facts) + moved_remark(milestone),
            step=fill(milestone.step, facts.substitutions),
            line=deadline_line(milestone, facts, now),
            derived=milestone.derived,
            over=left < 0,
            soon=0 <= left <= SOON_DAYS,
        )


@dataclass(frozen=True)
class PageRole:
    """A role on the page: the ids of its days to come, and the next day of others if none is left.

    `heading` stands above its next day, `whose` says what that calendar holds.
    """

    id: str
    name: str
    days: tuple[str, ...]
    after: str
    heading: str
    whose: str


def page_days(facts: Facts, now: datetime) -> list[PageDay]:
    """Every day of the notice, in order."""
    return [PageDay.of(milestone, facts, now) for milestone in in_order(facts)]


def page_roles(facts: Facts, now: datetime) -> list[PageRole]:
    """The roles, the applicant's first."""
    return [_role(facts, role, now) for role in dict.fromkeys((applicant(facts), *roles(facts)))]


def _role(facts: Facts, role: str, now: datetime) -> PageRole:
    name, days = role_name(facts, role), open_still(facts, usual(facts, role), now)
    others = others_ahead(facts, role, now)
    after = others[0].id if others and not days else ""
    heading = "page_next_of" if days else "page_next_of_others" if after else "page_next_none"
    return PageRole(
        id=role,
        name=name,
        days=days,
        after=after,
        heading=message(heading, role=name),
        whose=message("page_calendar_whose", role=name, count=len(days)),
    )


def first_day(role: PageRole, days: list[PageDay]) -> PageDay | None:
    """The day that is shown large to somebody who has `role`; None if no day is left."""
    wanted = role.days[0] if role.days else role.after
    return next((day for day in days if day.id == wanted), None)


def step_with_link(step: str) -> Markup:
    """What is to be done as markup: an address in brackets is a short link, so that the first screen has room for the rest."""
    made, done = Markup(), 0
    for match in _ADDRESS.finditer(step):
        link = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>')
        opens = match.group().split(match["url"])
        made += live(step[done : match.start()]) + opens[0]
        made += link.format(match["url"], message("page_address")) + opens[1]
        done = match.end()
    return made + live(step[done:])


def plain(days: Sequence[PageDay]) -> list[dict[str, Any]]:
    """The days as the scripts read them."""
    return [
        {
            "id": day.id,
            "name": day.name,
            "iso": day.iso,
            "spoken": day.spoken,
            "left": day.left,
            "step": day.step,
            "line": day.line,
            "derived": day.derived,
            "soon": day.soon,
        }
        for day in days
    ]
