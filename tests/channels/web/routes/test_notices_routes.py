"""What the API tells below the id of a notice."""

from __future__ import annotations

import httpx
import pytest

from tests.channels.web.conftest import Site

ID = "zj-2022-senior-arts"
GET = ("conversation", "questions", "deadlines", "clauses")


async def test_the_notices_are_listed_by_id(visitor: httpx.AsyncClient) -> None:
    """Each with its name and year; below its id it tells of itself."""
    (listed,) = (await visitor.get("/api/notices")).json()["notices"]
    assert (listed["notice"], listed["year"]) == (ID, 2022)
    assert (await visitor.get(f"/api/notices/{ID}")).json() == (await visitor.get("/api/notice")).json()


@pytest.mark.parametrize("name", GET)
async def test_a_resource_is_the_same_below_the_notice_and_names_it(
    visitor: httpx.AsyncClient, name: str
) -> None:
    """Two addresses of one thing; each answer says whose ids it holds."""
    below = (await visitor.get(f"/api/notices/{ID}/{name}")).json()
    assert below == (await visitor.get(f"/api/{name}")).json()
    assert below["notice"] == ID


async def test_a_talk_can_be_held_below_the_notice(visitor: httpx.AsyncClient) -> None:
    """Message, feedback, standing, calendar: one conversation with the one beside it."""
    base = f"/api/notices/{ID}"
    answered = (await visitor.post(f"{base}/messages", json={"text": "单位几号前要推荐"})).json()
    assert answered["notice"] == ID
    entry = answered["replies"][0]["entry"]
    vote = {"entry": entry, "vote": "up"}
    assert (await visitor.post(f"{base}/feedback", json=vote)).json() == {"counted": True}
    assert (await visitor.post("/api/feedback", json=vote)).json() == {"counted": False}
    await visitor.post("/api/messages", json={"choice": "action_interview"})
    standing = (await visitor.get(f"{base}/conversation")).json()
    assert [begun["notice"] for begun in standing["interviews"]] == [ID]
    assert ID in (await visitor.get(f"{base}/calendar.ics")).text


async def test_every_event_of_the_calendar_names_the_notice(visitor: httpx.AsyncClient) -> None:
    """Next year's days must not overwrite this year's in anybody's calendar."""
    lines = (await visitor.get("/api/calendar.ics")).text.replace("\r\n ", "").splitlines()
    uids = [line for line in lines if line.startswith("UID")]
    assert uids
    assert all(ID in uid for uid in uids)


@pytest.mark.parametrize("path", ["", *(f"/{name}" for name in (*GET, "result", "calendar.ics"))])
async def test_another_notice_is_not_known(visitor: httpx.AsyncClient, path: str) -> None:
    """Its ids are not those of the notice of now."""
    assert (await visitor.get(f"/api/notices/zj-2021-senior-arts{path}")).status_code == 404


async def test_nothing_is_said_under_another_notice(site: Site, visitor: httpx.AsyncClient) -> None:
    """The message is refused before it is heard."""
    answer = await visitor.post("/api/notices/zj-2021-senior-arts/messages", json={"text": "你好"})
    assert answer.status_code == 404
    assert (await visitor.get("/api/conversation")).json()["session"] is False


@pytest.mark.parametrize("name", ["forget", "telegram.svg"])
async def test_what_is_of_no_notice_stands_below_none(visitor: httpx.AsyncClient, name: str) -> None:
    """A person and the server are of all notices."""
    assert (await visitor.get(f"/api/notices/{ID}/{name}")).status_code == 404
