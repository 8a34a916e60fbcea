"""What is logged of a request that failed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.store.model.errors import StoreError
from tests.channels.web.conftest import Site

SAID = "换一个人"


async def test_a_failed_request_is_logged_with_its_cause(
    new_site: Callable[..., Site], logged: list[Any]
) -> None:
    """And with the id that the answer carries; with no word that was said."""
    site = new_site()

    async def load(user: str) -> None:
        raise StoreError(code="full")

    site.store.load = load  # type: ignore[method-assign]
    failed = await site.visitor().post("/api/messages", json={"text": SAID})
    assert failed.status_code == 503
    (line,) = [line for line in logged if line["event"] == "request_failed"]
    assert (line["route"], line["status"], line["cause"]) == ("/api/messages", 503, "database full")
    assert line["log_level"] == "warning"
    assert SAID not in json.dumps(logged, ensure_ascii=False)
    assert failed.headers["x-request-id"]


async def test_a_fault_of_the_program_is_named_by_its_class(
    new_site: Callable[..., Site], logged: list[Any]
) -> None:
    """Its text may hold what was said."""
    site = new_site()

    async def load(user: str) -> None:
        raise LookupError(SAID)

    site.store.load = load  # type: ignore[method-assign]
    visitor = site.visitor()
    visitor._transport.raise_app_exceptions = False  # type: ignore[attr-defined]
    assert (await visitor.post("/api/messages", json={"text": SAID})).status_code == 500
    (line,) = [line for line in logged if line["event"] == "request_failed"]
    assert (line["status"], line["cause"]) == (500, "LookupError")


async def test_the_id_of_a_proxy_is_kept(new_site: Callable[..., Site]) -> None:
    """If it is an id, and no words."""
    site = new_site()

    async def load(user: str) -> None:
        raise StoreError

    site.store.load = load  # type: ignore[method-assign]
    given = "0123456789abcdef0123456789abcdef"
    for sent, kept in ((given, True), ("words of somebody", False)):
        failed = await site.visitor().post(
            "/api/messages", json={"text": SAID}, headers={"X-Request-ID": sent}
        )
        assert (failed.headers["x-request-id"] == sent) is kept


async def test_health_that_is_unwell_is_no_failed_request(
    new_site: Callable[..., Site], logged: list[Any]
) -> None:
    """It is asked every few seconds; what is wrong was logged when it began."""

    async def unwell() -> dict[str, str]:
        return {"dispatcher": "unwell"}

    assert (await new_site(parts=unwell).visitor().get("/healthz")).status_code == 503
    assert [line for line in logged if line["event"] == "request_failed"] == []
