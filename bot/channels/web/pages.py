"""The files of the page: read once, served with a validator and packed; documents are filled for the day."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.front import Front
from bot.channels.web.office import Office

FOLDER = Path(__file__).with_name("static")
_ADDRESSES = {
    "index.html": ("/", "/widget"),
    "result.html": ("/result", "/widget/result"),
    "docs.html": ("/docs",),
}
_TEMPLATES = frozenset(["index.html", "result.html", "widget.js"])
_PACKED = frozenset([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"])
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".ico": "image/x-icon"}


def kind_of(path: Path) -> str:
    """The media type of a file."""
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


class Page:
    """One file as it is sent."""

    def __init__(self, body: bytes, kind: str, packed: bool) -> None:
        self._body = body
        self._packed = gzip.compress(body, mtime=0) if packed else None
        self._type = f"{kind}; charset=utf-8" if packed else kind
        self._tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'

    @classmethod
    def read(cls, path: Path) -> Page:
        """The page of a file."""
        return cls(path.read_bytes(), kind_of(path), path.suffix in _PACKED)

    async def __call__(self, request: Request) -> Response:
        """The file; 304 where the browser has it."""
        headers = {"ETag": self._tag, "Cache-Control": "no-cache", "Content-Type": self._type}
        if self._packed is not None:
            headers["Vary"] = "Accept-Encoding"
        if self._tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        if self._packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(self._packed, headers={**headers, "Content-Encoding": "gzip"})
        return Response(self._body, headers=headers)


class Document:
    """A template as it is sent: filled anew when the day or the pack is another."""

    def __init__(self, path: Path, front: Front) -> None:
        self._template = path.read_text(encoding="utf-8")
        self._kind = kind_of(path)
        self._front = front
        self._made_for: tuple[object, ...] = ()
        self._page = Page(b"", self._kind, packed=True)

    async def __call__(self, request: Request) -> Response:
        """The document of now."""
        stamp = self._front.stamp()
        if stamp != self._made_for:
            body = self._front.filled(self._template).encode()
            self._page, self._made_for = Page(body, self._kind, packed=True), stamp
        return await self._page(request)


def page_routes(office: Office, folder: Path = FOLDER) -> Iterator[Route]:
    """A route for each address of each file of `folder`. Under /widget the same pages may stand in other sites."""
    front = Front(office)
    for path in sorted(folder.iterdir()):
        page = Document(path, front) if path.name in _TEMPLATES else Page.read(path)
        for address in _ADDRESSES.get(path.name, (f"/{path.name}",)):
            yield Route(address, page.__call__, methods=["GET"])
