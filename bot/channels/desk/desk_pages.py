"""The pages of the desk as templates. Whatever people wrote is escaped, and there is no script that could run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import HTMLResponse

from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_times import told_moment, told_zone
from bot.channels.desk.desk_visit import HOME, DeskVisit, base_of
from bot.messages import message, messages_of
from bot.store.model.account import STAFF_ROLES, StaffRole

FOLDER = Path(__file__).with_name("templates")

_SECTION = {
    "questions": "/questions",
    "sample": "/sample",
    **dict.fromkeys(("revisions", "revision", "phrase", "entry"), "/revisions"),
    **dict.fromkeys(("groups", "group", "group_new", "group_code"), "/groups"),
}
"""Where one comes who goes from a page to another notice."""


class DeskPages:
    """Fills the templates."""

    def __init__(self, services: DeskServices) -> None:
        self._services = services
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["moment"] = _moment_of
        self._environment.globals["message"] = message
        self._words = messages_of("desk_")
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def page(self, visit: DeskVisit, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page `name` for this visit."""
        notices = self._services.notices()
        about = visit.about or self._services.home
        named = visit.about is not None or len(notices) == 1
        base = base_of(about.id) if len(notices) > 1 or "notice" in visit.request.path_params else HOME
        shown = {
            **self._words,
            "page": name,
            "notice_title": about.title if named else message("desk_of_all", count=len(notices)),
            "base": base,
            "notices": [
                (base_of(one.id) + _SECTION.get(name, ""), one.title, one.id == about.id and named)
                for one in notices
            ],
            "zone": about.zone,
            "times": told_zone(about.zone),
            "who": visit.who.account if visit.who else None,
            "form_token": visit.form_token,
            "inside": visit.who is not None and visit.who.is_inside,
            "may": lambda role: visit.who is not None and may(visit.who.account.role, role),
            **values,
        }
        return HTMLResponse(self._environment.get_template(f"{name}.html").render(shown), status)

    def refusal(self, visit: DeskVisit, status: int, detail: str = "") -> HTMLResponse:
        """The page that says why a request was refused and what to do."""
        said = detail or message(f"desk_refused_{status if status in (403, 404, 503) else 'other'}")
        return self.page(visit, "refused", status, said=said)


@pass_context
def _moment_of(context: Context, moment: datetime) -> str:
    """A moment in the zone of the notice of the page."""
    return told_moment(moment, context["zone"])


def may(role: StaffRole, least: StaffRole) -> bool:
    """Whether somebody with `role` may do what needs at least the role `least`."""
    return STAFF_ROLES.index(role) >= STAFF_ROLES.index(least)
