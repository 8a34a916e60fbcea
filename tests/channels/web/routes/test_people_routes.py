"""What the API tells a session of the persons for whom it asks."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import httpx

from tests.channels.web.conftest import Site


async def begun(visitor: httpx.AsyncClient, *said: str) -> dict[str, object]:
    """Say something, and return the last answer."""
    answer: dict[str, object] = {}
    for text in said:
        answer = (await visitor.post("/api/messages", json={"text": text})).json()
    return answer


async def test_everybody_is_listed(visitor: httpx.AsyncClient) -> None:
    """In the order in which they were begun, each with verdict, why, and the next day."""
    assert (await visitor.get("/api/people")).json()["people"] == []
    answer = await begun(visitor, "换一个人", "王芳", "已退休", "换一个人", "=1+1", "在职")
    assert [one["name"] for one in answer["interviews"]] == ["王芳", "=1+1"]  # type: ignore[attr-defined]
    told = (await visitor.get("/api/people")).json()
    first, second = told["people"]
    assert (first["name"], first["verdict"], first["next"]) == ("王芳", "not_eligible", None)
    assert "退休" in first["against"][0]
    assert (second["name"], second["verdict"], second["answered"]) == ("=1+1", "", 1)
    assert second["next"]["day"] == "2022-12-06"
    assert second["left"] > 1
    assert told["table"][2][0] == "'=1+1"


async def test_the_files(visitor: httpx.AsyncClient) -> None:
    """The same rows in both, under names that any system can keep."""
    await begun(visitor, "换一个人", "王芳", "已退休")
    table = (await visitor.get("/api/people")).json()["table"]
    made = await visitor.get("/api/people.csv")
    assert made.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="people.csv"' in made.headers["content-disposition"]
    assert list(csv.reader(StringIO(made.content.decode("utf-8-sig"), newline="")))[:2] == table
    book = await visitor.get("/api/people.xlsx")
    assert book.headers["content-type"].endswith("spreadsheetml.sheet")
    with ZipFile(BytesIO(book.content)) as opened:
        assert "王芳" in opened.read("xl/sharedStrings.xml").decode()


async def test_renaming_and_deleting_by_choice(visitor: httpx.AsyncClient) -> None:
    """As the page does it: nothing is asked again, and a name that is taken is refused."""
    await begun(visitor, "换一个人", "王芳", "已退休", "换一个人", "李四", "在职")

    async def choose(choice: str) -> tuple[str, list[str]]:
        answer = (await visitor.post("/api/messages", json={"choice": choice})).json()
        return answer["replies"][0]["kind"], [one["name"] for one in answer["interviews"]]

    assert await choose("pp:renamed:王芳:李四") == ("name_wanted", ["王芳", "李四"])
    assert await choose("pp:renamed:王芳:王小芳") == ("people", ["王小芳", "李四"])
    assert (await choose("pp:dropped:王芳"))[0] == "stale"
    assert await choose("pp:dropped:王小芳") == ("people", ["李四"])
    assert (await visitor.get("/api/result", params={"name": "王小芳"})).status_code == 404


async def test_each_session_sees_its_own(site: Site) -> None:
    """Nobody else's persons, and none without a session."""
    anna, ben = site.visitor(), site.visitor()
    await begun(anna, "换一个人", "王芳", "已退休")
    assert (await ben.get("/api/people")).json()["people"] == []
    assert b"\xe7\x8e\x8b\xe8\x8a\xb3" not in (await ben.get("/api/people.csv")).content


async def test_below_a_notice(visitor: httpx.AsyncClient) -> None:
    """For whoever must be sure of which notice it is."""
    notice = (await visitor.get("/api/people")).json()["notice"]
    assert (await visitor.get(f"/api/notices/{notice}/people")).status_code == 200
    assert (await visitor.get("/api/notices/other/people.csv")).status_code == 404
