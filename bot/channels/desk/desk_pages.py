"""The pages of the desk as templates. Whatever people wrote is escaped, and there is no script that could run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_times import told_moment, told_zone
from bot.channels.desk.desk_visit import DeskVisit
from bot.messages import message, messages_of
from bot.store.model.account import STAFF_ROLES, StaffRole

FOLDER = Path(__file__).with_name("templates")


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
        self._environment.filters["moment"] = self._moment
        self._environment.globals["message"] = message
        self._words = messages_of("desk_")
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def page(self, visit: DeskVisit, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page `name` for this visit."""
        facts = self._services.pack().facts
        shown = {
            **self._words,
            "page": name,
            "notice_title": facts.short_title,
            "times": told_zone(facts.zone),
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

    def _moment(self, moment: datetime) -> str:
        """A moment in the zone of the notice."""
        return told_moment(moment, self._services.pack().facts.zone)


def may(role: StaffRole, least: StaffRole) -> bool:
    """Whether somebody with `role` may do what needs at least the role `least`."""
    return STAFF_ROLES.index(role) >= STAFF_ROLES.index(least)
