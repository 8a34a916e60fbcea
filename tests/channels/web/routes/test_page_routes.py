"""The files of the pages."""

from __future__ import annotations

import httpx


async def test_the_documentation_comes_from_here(visitor: httpx.AsyncClient) -> None:
    """Page, script and style, none of them from another place; every operation has words."""
    page = await visitor.get("/docs")
    assert "http" not in page.text
    for name in ("/docs.js", "/docs.css", "/openapi.json"):
        assert (await visitor.get(name)).status_code == 200
    api = (await visitor.get("/openapi.json")).json()
    assert all(spec["description"] for methods in api["paths"].values() for spec in methods.values())


async def test_files_are_sent_packed_and_only_when_they_changed(visitor: httpx.AsyncClient) -> None:
    """gzip for who takes it, 304 for who has it."""
    first = await visitor.get("/docs.js")
    assert first.headers["content-encoding"] == "gzip"
    again = await visitor.get("/docs.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = await visitor.get("/docs.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
