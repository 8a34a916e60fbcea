"""The page on which staff ask the bot something themselves: nothing of it is kept or counted."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.conversation.commands import is_forget
from bot.conversation.thinking import Crowded
from bot.language.normalize import MAX_LENGTH
from bot.messages import message


class SamplePages:
    """The handler of the page."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages

    def specs(self) -> Iterator[PageSpec]:
        """The page with who may use it."""
        yield PageSpec("/desk/sample", self.sample, "reader", posts=True, of_notice=True)

    async def sample(self, visit: DeskVisit) -> Response:
        """A question, and what somebody new is told to it now."""
        asked = " ".join(visit.form.get("question", "").split())[:MAX_LENGTH]
        if not asked:
            return self._shown(visit, asked)
        if is_forget(asked):  # of whom nothing is kept nothing is deleted
            return self._shown(visit, asked, said=message("desk_sample_forget"))
        try:
            replies = await visit.notice.answered(asked)
        except Crowded:
            return self._shown(visit, asked, said=message("desk_sample_crowded"), status=503)
        pack = visit.notice.pack()
        told = [
            (reply.whole, pack.entries[reply.entry].title if reply.entry in pack.entries else "")
            for reply in replies
        ]
        return self._shown(visit, asked, told)

    def _shown(
        self,
        visit: DeskVisit,
        asked: str,
        told: list[tuple[str, str]] | None = None,
        said: str = "",
        status: int = 200,
    ) -> Response:
        return self._pages.page(visit, "sample", status, asked=asked, told=told or [], said=said)
