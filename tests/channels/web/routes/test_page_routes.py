"""The files of the pages."""

from __future__ import annotations

import httpx
import pytest


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


@pytest.mark.parametrize(
    "path", ["/resul", "/notice/4", "/widget/nothing", "/结果", "/<script>alert(1)</script>"]
)
async def test_a_browser_that_goes_astray_finds_a_way_back(visitor: httpx.AsyncClient, path: str) -> None:
    """A page in the words of a person, with nothing of the address in it, and none that is kept."""
    page = await visitor.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status_code, page.headers["cache-control"]) == (404, "no-store")
    assert page.headers["content-type"].startswith("text/html")
    assert 'href="/"' in page.text
    assert "alert(1)" not in page.text
    assert "frame-ancestors" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("method", "path", "accept"),
    [("GET", "/resul", "*/*"), ("GET", "/api/nothing", "text/html")],
)
async def test_a_program_that_goes_astray_gets_a_problem(
    visitor: httpx.AsyncClient, method: str, path: str, accept: str
) -> None:
    """As from all of the API."""
    answer = await visitor.request(method, path, headers={"Accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
