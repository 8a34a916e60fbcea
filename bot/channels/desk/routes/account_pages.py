"""Pages on which staff log in and out, choose a password, and owners read the audit."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import RedirectResponse, Response

from bot.channels.desk.desk_guard import SESSION, PageSpec
from bot.channels.desk.desk_logins import LoggedIn
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit, cookie, place_of
from bot.channels.desk.passwords import weakness
from bot.messages import message, messages_of
from bot.store.model.account import AuditLine

_LINES = 200
_KNOWN_ACTS = "desk_act_"


class AccountPages:
    """Handlers of the pages about accounts."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages

    def specs(self) -> Iterator[PageSpec]:
        """The pages with who may use them."""
        yield PageSpec("/desk/login", self.login, None, posts=True)
        yield PageSpec("/desk/code", self.code, "reader", posts=True, with_one_time=True, with_half=True)
        yield PageSpec("/desk/password", self.password, "reader", posts=True, with_one_time=True)
        yield PageSpec(
            "/desk/logout", self.logout, "reader", posts=True, reads=False, with_one_time=True, with_half=True
        )
        yield PageSpec("/desk/audit", self.audit, "owner")

    async def login(self, visit: DeskVisit) -> Response:
        """Log in by name and password."""
        if visit.request.method != "POST":
            return self._pages.page(visit, "login", said="", typed="")
        name = visit.form.get("name", "").strip()
        password = visit.form.get("password", "")
        done = await self._services.logins.log_in(name, password, place_of(visit.request))
        if isinstance(done, LoggedIn):
            return self._entered(visit, done)
        return self._pages.page(visit, "login", 403, said=message(f"desk_login_{done}"), typed=name)

    async def code(self, visit: DeskVisit) -> Response:
        """Give the code of the authenticator, after the password."""
        who = visit.staff
        if not who.session.half:
            return RedirectResponse("/desk", 303)
        if visit.request.method != "POST":
            return self._pages.page(visit, "code", said="")
        done = await self._services.logins.give_code(who, visit.form.get("code", ""))
        if isinstance(done, LoggedIn):
            return self._entered(visit, done)
        return self._pages.page(visit, "code", 403, said=message(f"desk_code_{done}"))

    async def password(self, visit: DeskVisit) -> Response:
        """Choose a password; whoever came with the one-time password can do nothing else."""
        if visit.request.method != "POST":
            return self._pages.page(visit, "password", said="")
        old, new = visit.form.get("old", ""), visit.form.get("new", "")
        why = weakness(new, visit.name)
        if not why and new != visit.form.get("again", ""):
            why = "differs"
        if not why and new == old:
            why = "same"
        if not why:
            changed = await self._services.logins.change_password(visit.staff, old, new)
            if isinstance(changed, LoggedIn):
                return self._entered(visit, changed)
            why = changed
        return self._pages.page(visit, "password", 422, said=message(f"desk_password_{why}"))

    async def logout(self, visit: DeskVisit) -> Response:
        """End the session."""
        await self._services.logins.log_out(visit.staff)
        response = RedirectResponse("/desk/login", 303)
        response.headers.append("set-cookie", cookie(visit.request, SESSION, ""))
        return response

    async def audit(self, visit: DeskVisit) -> Response:
        """Who did what."""
        asked = visit.request.query_params.get("before", "")
        before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
        found = await self._services.store.staff.audit(_LINES, before)
        words = messages_of(_KNOWN_ACTS)
        rows = [(line, self._act(line, words)) for _, line in found]
        earlier = found[-1][0] if len(found) == _LINES else 0
        return self._pages.page(visit, "audit", rows=rows, earlier=earlier)

    @staticmethod
    def _act(line: AuditLine, words: dict[str, str]) -> str:
        return words.get(f"{_KNOWN_ACTS}{line.act}", line.act)

    def _entered(self, visit: DeskVisit, who: LoggedIn) -> Response:
        to = "/desk/password" if who.account.once_until is not None else "/desk"
        to = "/desk/code" if who.session.half else to
        response = RedirectResponse(to, 303)
        response.headers.append("set-cookie", cookie(visit.request, SESSION, who.token))
        return response
