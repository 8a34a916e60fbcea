"""What the API tells of the notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from tests.channels.web.conftest import Site


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
    assert [clause["id"] for clause in clauses] == list(site.services.assistant.pack.clauses)
    assert all(clause["shown"] and clause["text"] for clause in clauses)


async def test_a_pretended_day_is_told(new_site: Callable[..., Site], visitor: httpx.AsyncClient) -> None:
    """Nobody takes a demonstration for the real thing."""
    assert (await visitor.get("/api/notice")).json()["pretends"] is None
    pretending = new_site(pretended=datetime(2022, 11, 15, tzinfo=UTC)).visitor()
    assert (await pretending.get("/api/notice")).json()["pretends"].startswith("2022-11-15")


async def test_the_way_to_telegram_is_shown_where_there_is_one(
    new_site: Callable[..., Site], visitor: httpx.AsyncClient
) -> None:
    """As a link and as a code to scan; 404 if there is none."""
    assert (await visitor.get("/api/telegram.svg")).status_code == 404
    linked = new_site(telegram_link=lambda: "https://t.me/notice_bot").visitor()
    assert (await linked.get("/api/notice")).json()["telegram"] == "https://t.me/notice_bot"
    code = await linked.get("/api/telegram.svg")
    assert code.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in code.content


async def test_the_deadlines_tell_whose_they_are(visitor: httpx.AsyncClient) -> None:
    """Each role with its name for people and the days that mean something to it, the applicant's first."""
    roles = (await visitor.get("/api/deadlines")).json()["roles"]
    assert [role["id"] for role in roles] == ["申报人", "单位", "下级评委会"]
    assert [role["name"] for role in roles][-1] == "主管部门"
    assert [role["needs"] for role in roles] == [["personal"], ["publicity_start", "unit"], ["lower"]]
