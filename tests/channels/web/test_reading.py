"""What the API tells of the notice, the conversation and the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from bot.store.errors import StoreError
from tests.channels.web.conftest import Site

ANSWERS = ("我能不能报", "是公务员")


class Away:
    """A database that is not there."""

    async def ping(self) -> None:
        raise StoreError

    async def count_feedback(self, day: str, entry: str, vote: str) -> None:
        raise StoreError


async def test_the_deadlines_come_in_order_with_their_days(visitor: httpx.AsyncClient) -> None:
    """Days left in the zone of the notice; what is derived says so."""
    told = (await visitor.get("/api/deadlines")).json()
    rows = told["deadlines"]
    assert told["today"] == "2022-11-15"
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    by_id = {row["id"]: row for row in rows}
    assert by_id["unit"] == {
        "id": "unit",
        "name": by_id["unit"]["name"],
        "role": "单位",
        "date": "2022-12-19",
        "spoken": "2022年12月19日",
        "days_left": 34,
        "state": "（还有34天）",
        "derived": False,
        "clauses": ["四.二"],
    }
    assert [id for id, row in by_id.items() if row["derived"]] == ["publicity_start"]


async def test_the_most_asked_questions_are_answered_when_picked(visitor: httpx.AsyncClient) -> None:
    """Five, each with an id that is a choice."""
    questions = (await visitor.get("/api/questions")).json()["questions"]
    assert len(questions) == 5
    for question in questions:
        answer = (await visitor.post("/api/messages", json={"choice": question["id"]})).json()
        assert answer["replies"][0]["text"]


async def test_every_clause_can_be_read(site: Site, visitor: httpx.AsyncClient) -> None:
    """With the name that people see and the notice's words."""
    clauses = (await visitor.get("/api/clauses")).json()["clauses"]
    assert [clause["id"] for clause in clauses] == list(site.office.assistant.pack.clauses)
    assert all(clause["shown"] and clause["text"] for clause in clauses)


async def test_a_pretended_day_is_told(new_site: Callable[..., Site], visitor: httpx.AsyncClient) -> None:
    """Nobody takes a demonstration for the real thing."""
    assert (await visitor.get("/api/notice")).json()["pretends"] is None
    pretending = new_site(pretended=datetime(2022, 11, 15, tzinfo=UTC)).visitor()
    assert (await pretending.get("/api/notice")).json()["pretends"].startswith("2022-11-15")


async def test_the_way_to_telegram_is_shown_where_there_is_one(
    new_site: Callable[..., Site], visitor: httpx.AsyncClient
) -> None:
    """As a link and as a code to scan; 404 where there is none."""
    assert (await visitor.get("/api/telegram.svg")).status_code == 404
    linked = new_site(telegram_link=lambda: "https://t.me/notice_bot").visitor()
    assert (await linked.get("/api/notice")).json()["telegram"] == "https://t.me/notice_bot"
    code = await linked.get("/api/telegram.svg")
    assert code.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in code.content


async def test_a_result_is_there_once_there_is_a_verdict(visitor: httpx.AsyncClient) -> None:
    """With its reasons, and the words of every clause that it names."""
    assert (await visitor.get("/api/result")).status_code == 404
    await visitor.post("/api/messages", json={"text": ANSWERS[0]})
    assert (await visitor.get("/api/result")).status_code == 404
    verdict = ""
    for said in ("没有", "在职", "是公务员"):
        interview = (await visitor.post("/api/messages", json={"text": said})).json()["interview"]
        verdict = interview["verdict"]
    assert verdict == "not_eligible"
    result = (await visitor.get("/api/result")).json()
    assert result["verdict"] == "not_eligible"
    named = {clause for reason in result["reasons"] for clause in reason["clauses"]}
    assert named
    assert named <= set(result["clauses"])
    assert any(row["fact"] == "civil_status" for row in result["answers"])
    assert (await visitor.get("/api/result", params={"name": "谁也不是"})).status_code == 404


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
    away.office.counts = Away()
    response = await away.visitor().get("/healthz")
    assert (response.status_code, response.json()["database"]) == (503, "unwell")


async def test_while_the_database_is_away_it_says_when_to_come_again(new_site: Callable[..., Site]) -> None:
    """503 as a problem with Retry-After; nothing is taken for done."""
    site = new_site()
    async with site.visitor() as visitor:
        await visitor.post("/api/messages", json={"choice": "deadline_unit"})
        site.office.counts = Away()
        response = await visitor.post("/api/feedback", json={"entry": "deadline_unit", "vote": "up"})
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert response.json()["detail"]


async def test_the_metrics_count_requests_by_route(visitor: httpx.AsyncClient) -> None:
    """No address, no key, no text among the labels."""
    await visitor.post("/api/messages", json={"text": "绝密"})
    text = (await visitor.get("/metrics")).text
    assert 'noticebot_http_requests_total{method="POST",route="/api/messages",status="200"} 1.0' in text
    assert "绝密" not in text
    assert "203.0.113" not in text


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


async def test_only_the_widget_may_be_framed_and_only_by_named_sites(new_site: Callable[..., Site]) -> None:
    """Every other page says so to the browser."""
    site = new_site(widget_origins=("https://a.example",))
    async with site.visitor() as visitor:
        policies = {
            path: (await visitor.get(path)).headers["content-security-policy"]
            for path in ("/", "/widget", "/docs", "/api/notice")
        }
    assert policies.pop("/widget").endswith("frame-ancestors 'self' https://a.example")
    assert all(policy.endswith("frame-ancestors 'self'") for policy in policies.values())
    assert not any("unsafe" in policy or "http" in policy for policy in policies.values())
