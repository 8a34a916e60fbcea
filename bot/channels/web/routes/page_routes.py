"""Routes of the HTML pages and of the files that they load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.page_templates import FOLDER as TEMPLATES
from bot.channels.web.page_templates import PageTemplates
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import address_of_client
from bot.channels.web.static_files import FOLDER as STATIC
from bot.channels.web.static_files import StaticFile, kind_of

_ADDRESSES = {
    "index.html": ("/", "/widget"),
    "result.html": ("/result", "/widget/result"),
    "people.html": ("/people", "/widget/people"),
    "notice.html": ("/notice", "/widget/notice"),
    "privacy.html": ("/privacy", "/widget/privacy"),
    "carry.html": ("/carry", "/widget/carry"),
    "docs.html": ("/docs",),
}


class TemplatePage:
    """A page made from a template, one for each entry whose words are marked in it; they are made again when the day or the
    pack has changed. That takes a while, and is done where turns are taken."""

    def __init__(self, name: str, templates: PageTemplates, services: Services) -> None:
        self._name = name
        self._services = services
        self._kind = kind_of(Path(name))
        self._templates = templates
        self._made_for: tuple[object, ...] = ()
        self._pages: dict[tuple[str, str], StaticFile] = {}

    async def __call__(self, request: Request) -> Response:
        """The page as a response."""
        stamp = self._templates.stamp()
        if stamp != self._made_for:
            self._pages, self._made_for = {}, stamp
        notice = self._templates.known_notice(request.query_params.get("notice", ""))
        entry = self._templates.known_entry(request.query_params.get("entry", ""), notice)
        page = self._pages.get((entry, notice))
        if page is None:
            address = address_of_client(request)
            page = await self._services.conversations.think(address, lambda: self._made(entry, notice))
            if self._made_for == stamp:
                self._pages[entry, notice] = page
        return await page(request)

    def _made(self, entry: str, notice: str) -> StaticFile:
        return StaticFile(
            self._templates.filled(self._name, entry, notice).encode(), self._kind, compressed=True
        )


def page_routes(services: Services) -> Iterator[Route]:
    """A route for each address of each page and file. The pages under /widget may be framed by other sites."""
    templates = PageTemplates(services)
    for path in sorted(TEMPLATES.iterdir()):
        if path.is_file():
            yield from _routes_of(path.name, TemplatePage(path.name, templates, services))
    for path in sorted(STATIC.iterdir()):
        yield from _routes_of(path.name, StaticFile.read(path))


def _routes_of(name: str, page: TemplatePage | StaticFile) -> Iterator[Route]:
    for address in _ADDRESSES.get(name, (f"/{name}",)):
        yield Route(address, page.__call__, methods=["GET"])
