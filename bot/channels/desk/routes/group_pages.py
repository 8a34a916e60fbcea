"""Pages of groups, such as a county office, to which people chose to show how they stand: codes, and who has to do what."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from starlette.responses import RedirectResponse, Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.channels.desk.group_report import group_report, group_text
from bot.channels.web.problems import Problem
from bot.conversation.shared_states import SharedState, shared_states
from bot.conversation.sharing_code import code_in, new_code, sealed
from bot.conversation.sharing_steps import last_day
from bot.messages import message
from bot.pack.spoken import spoken_date
from bot.store.model.account import AuditLine
from bot.store.model.sharing import LONGEST_GROUP, MOST_GROUPS, ShareGroup

_LONGEST_OPEN = timedelta(days=366)
_USUALLY_OPEN = timedelta(days=60)


class GroupPages:
    """Handlers of these pages."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages
        self._sharings = services.store.sharings

    def specs(self) -> Iterator[PageSpec]:
        """The pages with who may use them."""
        yield PageSpec("/desk/groups", self.groups, "reader", of_notice=True)
        yield PageSpec("/desk/group", self.group, "reader", of_notice=True)
        yield PageSpec("/desk/group/new", self.new, "editor", posts=True, of_notice=True)
        yield PageSpec("/desk/group/code", self.code, "editor", posts=True, reads=False, of_notice=True)
        yield PageSpec("/desk/group/close", self.close, "editor", posts=True, reads=False, of_notice=True)

    async def groups(self, visit: DeskVisit) -> Response:
        """All groups."""
        now, zone = self._services.clock(), visit.notice.zone
        found = await self._sharings.groups_of(visit.notice.id)
        rows = [(one, one.is_open(now), last_day(one.ends_at, zone)) for one in found]
        return self._pages.page(visit, "groups", rows=rows)

    async def new(self, visit: DeskVisit) -> Response:
        """Make a group with a code."""
        today = self._services.clock().astimezone(visit.notice.zone).date()
        name = " ".join(visit.form.get("name", "").split())
        last = (
            visit.form.get("last", "")
            or max((today + _USUALLY_OPEN, *_milestone_days(visit.notice))).isoformat()
        )
        said, status = "", 200
        if visit.request.method == "POST":
            ends = _day_in(last, today)
            if not 0 < len(name) <= LONGEST_GROUP or not name.isprintable() or ends is None:
                said, status = message("desk_group_unfit", most=LONGEST_GROUP), 422
            else:
                made = await self._made(visit, name, ends)
                if made is not None:
                    return made
                said, status = message("desk_group_known", name=name, most=MOST_GROUPS), 409
        shown = {
            "called": name,
            "last": last,
            "first": today.isoformat(),
            "latest": (today + _LONGEST_OPEN).isoformat(),
        }
        return self._pages.page(visit, "group_new", status, said=said, longest=LONGEST_GROUP, **shown)

    async def code(self, visit: DeskVisit) -> Response:
        """Give a group another code."""
        group = await self._found(visit, visit.form.get("id", ""))
        code, now = new_code(), self._services.clock()
        sealed_code = await sealed(self._services.store, "code", code_in(code))
        line = self._line(visit, "group_code", group.name)
        if not await self._sharings.give_code(visit.notice.id, group.id, sealed_code, now, line):
            raise Problem(409, message("desk_group_over"))
        return self._with_code(visit, group, code)

    async def close(self, visit: DeskVisit) -> Response:
        """Have a group see nobody any more."""
        group = await self._found(visit, visit.form.get("id", ""))
        now, line = self._services.clock(), self._line(visit, "group_closed", group.name)
        if not await self._sharings.close_group(visit.notice.id, group.id, now, line):
            raise Problem(409, message("desk_group_over"))
        return RedirectResponse(f"{visit.base}/groups", 303)

    async def group(self, visit: DeskVisit) -> Response:
        """Who still has to do what. Each look is in the audit, with how many people it showed."""
        now = self._services.clock()
        group = await self._found(visit, visit.request.query_params.get("id", ""))
        states = await self._read(visit, group, now)
        # A thousand people take a second: talks go on meanwhile.
        return await asyncio.to_thread(self._shown, visit, group, states, now)

    def _shown(
        self, visit: DeskVisit, group: ShareGroup, states: tuple[SharedState, ...] | None, now: datetime
    ) -> Response:
        """The page of a group; `states` is None if it has ended."""
        with_names = visit.request.query_params.get("names") == "on"
        at = now.astimezone(visit.notice.zone)
        shown: dict[str, Any] = {
            "group": group,
            "last": last_day(group.ends_at, visit.notice.zone),
            "now": at,
            "names": with_names,
        }
        if states is None:
            return self._pages.page(visit, "group", is_open=False, report=None, text="", **shown)
        report = group_report(states)
        told = f"{spoken_date(at.date())}{at:%H:%M}"
        text = group_text(report, group.name, visit.notice.title, told, with_names=with_names)
        return self._pages.page(visit, "group", is_open=True, report=report, text=text, **shown)

    async def _read(
        self, visit: DeskVisit, group: ShareGroup, now: datetime
    ) -> tuple[SharedState, ...] | None:
        """How those whom the group sees stand, once the audit says that they were read; None if the group has ended.

        Whoever withdrew while this was reckoned is not among them.
        """
        assistant = visit.notice.assistant()
        if assistant is None or not group.is_open(now):
            return None
        seen = await self._sharings.seen_by(group.id, now)
        states = await asyncio.to_thread(shared_states, seen, assistant, now)

        def told(count: int) -> str:
            return message("desk_group_read", group=group.name, count=count)

        line = self._line(visit, "group_read", "")
        people = [one.shared for one in states]
        still = await self._sharings.note_reading(group.id, people, now, line, told)
        return None if still is None else tuple(one for one in states if one.shared in still)

    async def _made(self, visit: DeskVisit, name: str, last: date) -> Response | None:
        """The page with the code of a new group; None if there is one of that name, or there are too many."""
        now, code = self._services.clock(), new_code()
        ends = datetime.combine(last + timedelta(days=1), time(), visit.notice.zone)
        group = ShareGroup(0, visit.notice.id, name, visit.name, now, ends)
        sealed_code = await sealed(self._services.store, "code", code_in(code))
        line = self._line(visit, "group_made", name)
        id = await self._sharings.make_group(group, sealed_code, now, line)
        return self._with_code(visit, group, code) if id else None

    def _with_code(self, visit: DeskVisit, group: ShareGroup, code: str) -> Response:
        """The only page that shows a code: it is nowhere else."""
        last = last_day(group.ends_at, visit.notice.zone)
        values = {"group": group.name, "code": code, "last": last, "notice": visit.notice.title}
        invitation = message("desk_group_invitation", **values)
        return self._pages.page(visit, "group_code", group=group, code=code, last=last, invitation=invitation)

    async def _found(self, visit: DeskVisit, id: str) -> ShareGroup:
        number = int(id) if id.isascii() and id.isdigit() and len(id) < 16 else 0
        found = await self._sharings.group(number)
        if found is None or found.notice != visit.notice.id:
            raise Problem(404)
        return found

    def _line(self, visit: DeskVisit, act: str, about: str) -> AuditLine:
        return AuditLine(self._services.staff_clock(), visit.name, act, about)


def _milestone_days(notice: DeskNotice) -> list[date]:
    return [one.day for one in notice.pack().facts.milestones.values()]


def _day_in(text: str, today: date) -> date | None:
    """The day of a form, from today on and within a year; None if it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if today <= day <= today + _LONGEST_OPEN else None
