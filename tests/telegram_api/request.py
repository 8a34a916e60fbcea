"""A call's parameters out of its body: a form, as PTB sends it, or a form with files."""

from __future__ import annotations

import json
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request


async def parameters(request: Request) -> dict[str, Any]:
    """Every parameter, JSON read if it is JSON; files under `files` with name and text."""
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.startswith("multipart/form-data"):
        return _with_files(kind, body)
    pairs = parse_qsl(body.decode(), keep_blank_values=True) if body else list(request.query_params.items())
    return {name: _value(name, text) for name, text in pairs}


def _with_files(kind: str, body: bytes) -> dict[str, Any]:
    given: dict[str, Any] = {"files": {}}
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    attached = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is None:
            given[name] = _value(name, content.decode())
        else:
            attached[name] = {"name": part.get_filename(), "content": content.decode("utf-8", "replace")}
    for name, value in list(given.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            given["files"][name] = attached[value.removeprefix("attach://")]
    given["files"].update(attached)
    return given


def _value(name: str, text: str) -> Any:
    """What stands in the form; objects and lists are JSON there, words stay words."""
    if (
        name in ("text", "caption", "secret_token", "url", "description", "short_description")
        or text[:1] not in "[{"
    ):
        return text
    return json.loads(text)
