"""Static files: compressed once, and sent with an ETag, so that a browser loads only what has changed."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).with_name("static")
_COMPRESSED = frozenset([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"])
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".ico": "image/x-icon"}


def kind_of(path: Path) -> str:
    """The media type of a file, from its suffix."""
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


class StaticFile:
    """A file in memory, plain and compressed, with its headers."""

    def __init__(self, body: bytes, kind: str, compressed: bool) -> None:
        self._body = body
        self._compressed = gzip.compress(body, mtime=0) if compressed else None
        self._type = f"{kind}; charset=utf-8" if compressed else kind
        self._tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'

    @classmethod
    def read(cls, path: Path) -> StaticFile:
        """Read a file."""
        return cls(path.read_bytes(), kind_of(path), path.suffix in _COMPRESSED)

    async def __call__(self, request: Request) -> Response:
        """The file as a response; 304 if the browser has it already."""
        headers = {"ETag": self._tag, "Cache-Control": "no-cache", "Content-Type": self._type}
        if self._compressed is not None:
            headers["Vary"] = "Accept-Encoding"
        if self._tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        if self._compressed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(self._compressed, headers={**headers, "Content-Encoding": "gzip"})
        return Response(self._body, headers=headers)
