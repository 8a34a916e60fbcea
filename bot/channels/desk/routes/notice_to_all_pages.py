"""Pages of a word to everybody who has reminders: drafted by one account, confirmed by an owner who is another.

An owner alone may send what they wrote: after a hold in which any account may stop it, with password and code again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Literal

from starlette.responses import RedirectResponse, Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_pages import DeskPages, may
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.channels.web.problems import Problem
from bot.messages import message, messages_of
from bot.reminders.office_word import office_word
from bot.store.model.account import AuditLine
from bot.store.model.office_notice import LONGEST_OFFICE_TEXT, LONGEST_SENDER, MOST_A_DAY, OfficeNotice, Reach

_MOST_LISTED = 50
Way = Literal["not", "confirm", "second", "totp", "hold", "wait", "prove"]
"""How somebody may have it sent: not at all; at once; by another owner; alone once they have an authenticator; alone, when its
hold has begun, is over, is over and they prove who they are."""


class NoticeToAllPages:
    """Handlers of these pages."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages
        self._confirming = asyncio.Lock()

    def specs(self) -> Iterator[PageSpec]:
        """The pages with who may use them."""
        yield PageSpec("/desk/notices", self.notices, "reader")
        yield PageSpec("/desk/notice", self.notice, "reader")
        yield PageSpec("/desk/notice/draft", self.draft, "editor", posts=True)
        yield PageSpec("/desk/notice/confirm", self.confirm, "owner", posts=True, reads=False)
        yield PageSpec("/desk/notice/hold", self.hold, "owner", posts=True, reads=False)
        yield PageSpec("/desk/notice/stop", self.stop, "reader", posts=True, reads=False)

    async def notices(self, visit: DeskVisit) -> Response:
        """All of them."""
        found = await self._services.store.office_notices.listed(self._of, _MOST_LISTED)
        return self._pages.page(visit, "notices", rows=found)

    async def draft(self, visit: DeskVisit) -> Response:
        """Write one."""
        text = " ".join(visit.form.get("text", "").split())
        sender = " ".join(visit.form.get("sender", "").split())
        said = ""
        if visit.request.method == "POST":
            if not _fits(text, LONGEST_OFFICE_TEXT) or not _fits(sender, LONGEST_SENDER):
                said = message("desk_notice_unfit", text=LONGEST_OFFICE_TEXT, sender=LONGEST_SENDER)
            else:
                line = self._line(visit, "notice_drafted", text)
                made = self._services.store.office_notices.draft(
                    self._of, visit.name, sender, text, self._services.clock(), line
                )
                return _shown(await made)
        shown = {"text": text, "sender": sender or self._services.operator[:LONGEST_SENDER]}
        bounds = {"longest": LONGEST_OFFICE_TEXT, "longest_sender": LONGEST_SENDER, "most": MOST_A_DAY}
        return self._pages.page(visit, "notice_draft", 422 if said else 200, said=said, **shown, **bounds)

    async def notice(self, visit: DeskVisit) -> Response:
        """One of them as it will look, or what became of it."""
        return await self._page(visit, await self._found(visit.request.query_params.get("id", "")))

    async def hold(self, visit: DeskVisit) -> Response:
        """Begin the hold of one's own draft, as an owner alone who has an authenticator."""
        one = await self._found(visit.form.get("id", ""))
        way, line = await self._way(visit, one), self._line(visit, "notice_held", one.text)
        if way == "hold" and await self._services.store.office_notices.hold(
            self._of, one.id, visit.name, line
        ):
            return _shown(one.id)
        if way in ("wait", "prove"):  # it has begun, and does not begin anew
            return _shown(one.id)
        told = "own" if way in ("second", "totp") else "gone"
        return await self._page(visit, one, message(f"desk_notice_{told}"), 409)

    async def confirm(self, visit: DeskVisit) -> Response:
        """Have it sent. Of several clicks the first one does; the others find it sent and prove nothing."""
        async with self._confirming:
            return await self._confirm(visit)

    async def _confirm(self, visit: DeskVisit) -> Response:
        one, now = await self._found(visit.form.get("id", "")), self._services.clock()
        way, form = await self._way(visit, one), visit.form
        day = now.astimezone(self._services.home.zone).date().isoformat()
        if way == "prove":
            full = await self._services.store.office_notices.has_enough(day)
            if full and not await self._is_sent_by(visit, one):  # before a code is used up for it
                return await self._page(visit, one, message("desk_notice_enough", most=MOST_A_DAY), 409)
            account = visit.staff.account
            why = await self._services.logins.proofs.both(
                account, form.get("password", ""), form.get("code", "")
            )
            if why is not None and not await self._is_sent_by(visit, one):
                return await self._page(visit, one, message(f"desk_notice_{why}"), 403)
        elif way not in ("not", "confirm"):
            told = "early" if way in ("hold", "wait") else "own"
            return await self._page(visit, one, message(f"desk_notice_{told}"), 409)
        line = self._line(visit, "notice_confirmed", one.text)
        done = await self._services.store.office_notices.confirm(self._of, one.id, visit.name, day, now, line)
        if done == "confirmed":
            return _shown(one.id)
        return await self._page(visit, one, message(f"desk_notice_{done}", most=MOST_A_DAY), 409)

    async def stop(self, visit: DeskVisit) -> Response:
        """Stop it before it is sent."""
        one, now = await self._found(visit.form.get("id", "")), self._services.clock()
        line = self._line(visit, "notice_stopped", one.text)
        if await self._services.store.office_notices.stop(self._of, one.id, visit.name, now, line):
            return _shown(one.id)
        return await self._page(visit, one, message("desk_notice_gone"), 409)

    async def _page(self, visit: DeskVisit, one: OfficeNotice, said: str = "", status: int = 200) -> Response:
        services = self._services
        reach = Reach(one.people, 0)
        if one.status == "drafted":
            reach = await services.store.office_notices.reached(services.clock())
        outcomes = await services.store.office_notices.outcomes(one.id)
        words = messages_of("desk_outcome_")
        told = {words.get(f"desk_outcome_{name}", name): count for name, count in sorted(outcomes.items())}
        preview = office_word(one.sender, one.text, one.decided_at or services.clock(), services.home.zone)
        shown = {"one": one, "preview": preview, "reach": reach, "outcomes": told, "said": said}
        until = one.held_until(one.held_by) if one.held_by else None
        way = await self._way(visit, one)
        return self._pages.page(visit, "notice", status, **shown, way=way, until=until)

    async def _way(self, visit: DeskVisit, one: OfficeNotice) -> Way:
        """How this visitor may have it sent."""
        account = visit.staff.account
        if one.status != "drafted" or not may(account.role, "owner"):
            return "not"
        if one.author != account.name:
            return "confirm"
        if await self._services.store.staff.owners() != 1:
            return "second"
        if not account.has_totp:
            return "totp"
        until = one.held_until(account.name)
        if until is None:
            return "hold"
        return "wait" if self._services.staff_clock() < until else "prove"

    async def _is_sent_by(self, visit: DeskVisit, one: OfficeNotice) -> bool:
        """Whether this visitor has sent it by now: another process took another click, which used the code up.

        They proved who they are by that one, and this one counts as no wrong try.
        """
        now = await self._found(str(one.id))
        if now.status != "confirmed" or now.decided_by != visit.name:
            return False
        await self._services.store.staff.clear_tries(visit.name)
        return True

    async def _found(self, id: str) -> OfficeNotice:
        number = int(id) if id.isascii() and id.isdigit() and len(id) < 16 else 0
        found = await self._services.store.office_notices.found(self._of, number)
        if found is None:
            raise Problem(404)
        return found

    def _line(self, visit: DeskVisit, act: str, about: str) -> AuditLine:
        return AuditLine(self._services.staff_clock(), visit.name, act, about)

    @property
    def _of(self) -> str:
        return self._services.home.id


def _shown(id: int) -> Response:
    return RedirectResponse(f"/desk/notice?id={id}", 303)


def _fits(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and text.isprintable()
