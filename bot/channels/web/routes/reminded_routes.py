"""The page on which a reminder is answered that came by a letter, a card or a template.

A GET only shows the buttons: programs follow every link of a letter before people do, and must change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.reminder_links import ANSWER_PATH, RemindedOf, ReminderLinks
from bot.channels.web.page_templates import PageTemplates
from bot.channels.web.services import Services
from bot.conversation.notices.notice_marks import bare
from bot.conversation.turn import Channel
from bot.messages import message
from bot.pack.deadlines import milestone_name
from bot.reminders.readback import short
from bot.replies.act_ids import act_of
from bot.replies.acts import Act, MarkDone, OrderWish, RemindAgain
from bot.replies.reply import Choice
from bot.store.model.errors import StoreError

_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_REACHED = Channel(pushes=True)
_LONGEST_ID = 400


class RemindedPage:
    """Shows what can be done about a reminder, and does what is tapped."""

    def __init__(self, services: Services, links: ReminderLinks) -> None:
        self._services = services
        self._links = links
        self._templates = PageTemplates(services)

    async def show(self, request: Request) -> Response:
        """The buttons; by POST with the id of one of them (`act`) it is done."""
        token, chosen = (request.query_params.get(name, "") for name in ("token", "act"))
        about = self._links.read(token)
        if about is None:
            return self._page([message("reminded_link_old")], status=404)
        if request.method != "POST":
            return self._page(await self._asked(about), token, about.choices)
        act = act_of(chosen) if 0 < len(chosen) <= _LONGEST_ID else None
        if act is None or not _is_about(act, about):
            return self._page(await self._asked(about), token, about.choices, 400)
        services = self._services
        turn = await services.conversations.turn(about.user, act, services.clock(), _REACHED)
        lines = [line for reply in turn.replies for line in reply.text.split("\n")]
        choices = [one for reply in turn.replies for one in reply.choices if _is_about(one.does, about)]
        return self._page(lines, token, choices)

    async def _asked(self, about: RemindedOf) -> list[str]:
        """What the page asks, and of what: a letter may hold several reminders, each with a link."""
        asks = message("reminded_page_ask")
        try:
            talk = await self._services.conversations.conversation(about.user)
        except StoreError:
            return [asks]
        facts = self._services.assistant.of(talk).pack.facts
        milestone, wish = facts.milestones.get(about.milestone), talk.subscriptions.wishes.get(about.wish)
        name = milestone_name(milestone) if milestone else short(wish, facts) if wish else ""
        return [message("reminded_page_about", name=name), asks] if name else [asks]

    def _page(
        self, lines: Sequence[str], token: str = "", choices: Sequence[Choice] = (), status: int = 200
    ) -> Response:
        page = self._templates.form(
            "forms/reminded.html",
            title=message("reminded_page_title"),
            lines=[line for line in lines if line.strip()],
            path=ANSWER_PATH,
            token=token,
            choices=choices,
        )
        return HTMLResponse(page, status, _PRIVATE)


def _is_about(act: Act, about: RemindedOf) -> bool:
    """Whether an act does something about this wish: a link gives no right to any other."""
    inner = bare(act)
    return isinstance(inner, MarkDone | RemindAgain | OrderWish) and inner.wish == about.wish


def reminded_pages(services: Services, links: ReminderLinks) -> Iterator[Route]:
    """The page on which reminders are answered."""
    yield Route(ANSWER_PATH, RemindedPage(services, links).show, methods=["GET", "POST"])
