"""The page on which an account gets an authenticator, or does without one again."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.channels.desk.totp import totp_link
from bot.messages import message

_LETTERS_TOGETHER = 4


def _pictured(link: str) -> str:
    """A link as the QR code of an element of the page. It holds a secret: no file and no memory keeps it."""
    import segno

    label = message("desk_totp_code")
    return segno.make(link, error="m").svg_inline(scale=4, border=4, light="#fff", title=label, svgclass="qr")


class TotpPages:
    """Handlers of this page."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages

    def specs(self) -> Iterator[PageSpec]:
        """What is shown, and the three forms on it."""
        yield PageSpec("/desk/totp", self.shown, "reader")
        yield PageSpec("/desk/totp/begin", self.begin, "reader", posts=True, reads=False)
        yield PageSpec("/desk/totp/confirm", self.confirm, "reader", posts=True, reads=False)
        yield PageSpec("/desk/totp/off", self.off, "reader", posts=True, reads=False)

    async def shown(self, visit: DeskVisit) -> Response:
        """Whether codes are asked for."""
        return await self._page(visit)

    async def begin(self, visit: DeskVisit) -> Response:
        """Show a secret, this once."""
        if visit.staff.account.has_totp:
            return await self._page(visit, "known", 409)
        secret, why = await self._services.totp.offer(visit.staff, visit.form.get("password", ""))
        return await self._page(visit, why, 403 if why else 200, secret=secret)

    async def confirm(self, visit: DeskVisit) -> Response:
        """Turn it on with a code, and show the recovery codes, this once."""
        codes = await self._services.totp.confirm(visit.staff, visit.form.get("code", ""))
        if not codes:
            return await self._page(visit, "no_code", 422)
        return self._pages.page(visit, "recovery", codes=codes)

    async def off(self, visit: DeskVisit) -> Response:
        """Turn it off, with password and code."""
        form = visit.form
        why = await self._services.totp.turn_off(visit.staff, form.get("password", ""), form.get("code", ""))
        return await self._page(visit, why, 403) if why else RedirectResponse("/desk/totp", 303)

    async def _page(self, visit: DeskVisit, why: str = "", status: int = 200, secret: str = "") -> Response:
        who = visit.staff
        title = self._services.home.title
        link = totp_link(secret, f"{message('desk_title')} {title}", visit.name) if secret else ""
        groups = [secret[at : at + _LETTERS_TOGETHER] for at in range(0, len(secret), _LETTERS_TOGETHER)]
        return self._pages.page(
            visit,
            "totp",
            status,
            said=message(f"desk_totp_{why}") if why else "",
            on=who.account.has_totp,
            left=await self._services.store.staff.recovery_left(visit.name),
            secret=" ".join(groups),
            link=link,
            picture=Markup(_pictured(link)) if link else "",
            offered=bool(secret or who.session.offered),
        )
