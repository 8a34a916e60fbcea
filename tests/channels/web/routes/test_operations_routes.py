"""Health and metrics."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from tests.channels.web.conftest import Away, Site


async def test_the_health_follows_the_database_and_the_parts(new_site: Callable[..., Site]) -> None:
    """503 as soon as one is unwell; a word of its own is no trouble."""

    async def standby() -> dict[str, str]:
        return {"dispatcher": "standby"}

    async def unwell() -> dict[str, str]:
        return {"dispatcher": "unwell"}

    for parts, status in ((standby, 200), (unwell, 503)):
        response = await new_site(parts=parts).visitor().get("/healthz")
        assert response.status_code == status
        assert response.json()["status"] == ("ok" if status == 200 else "unwell")
    away = new_site()
    away.services.database = Away()
    response = await away.visitor().get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "unwell")
    assert response.json()["cause"] == "failed"


async def test_a_process_lives_without_its_database(new_site: Callable[..., Site]) -> None:
    """Whoever restarts what is dead asks another address than whoever wants to know what is wrong."""
    away = new_site()
    away.services.database = Away()
    response = await away.visitor().get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_the_metrics_count_requests_by_route(visitor: httpx.AsyncClient) -> None:
    """No address, no key, no text among the labels."""
    await visitor.post("/api/messages", json={"text": "绝密"})
    text = (await visitor.get("/metrics")).text
    assert 'noticebot_http_requests_total{method="POST",route="/api/messages",status="200"} 1.0' in text
    await visitor.get("/api/notices/zj-2022-senior-arts/deadlines")
    text = (await visitor.get("/metrics")).text
    assert 'route="/api/notices/{notice}/deadlines"' in text
    assert "绝密" not in text
    assert "203.0.113" not in text
