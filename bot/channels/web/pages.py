"""The files of the page: read once, served with a validator and packed."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).with_name("static")
_ADDRESSES = {
    "index.html": ("/", "/widget"),
    "result.html": ("/result", "/widget/result"),
    "docs.html": ("/docs",),
}
_PACKED = frozenset([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"])
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".ico": "image/x-icon"}


class Page:
    """One file as it is sent."""

    def __init__(self, path: Path) -> None:
        self._body = path.read_bytes()
        packed = path.suffix in _PACKED
        self._packed = gzip.compress(self._body, mtime=0) if packed else None
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._type = f"{kind}; charset=utf-8" if packed else kind
        self._tag = f'"{hashlib.sha256(self._body).hexdigest()[:20]}"'

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


def page_routes(folder: Path = FOLDER) -> Iterator[Route]:
    """A route for each address of each file of `folder`. Under /widget the same pages may stand in other sites."""
    for path in sorted(folder.iterdir()):
        page = Page(path)
        for address in _ADDRESSES.get(path.name, (f"/{path.name}",)):
            yield Route(address, page.__call__, methods=["GET"])
