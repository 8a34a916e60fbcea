"""The page and the API of a bot that speaks of several notices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest

from bot.conversation.assistant import assistant_of
from bot.knowledge import Knowledge
from tests.channels.web.conftest import Site, site_of
from tests.packs import SHANGHAI
from tests.several_packs import HIGH, NAMES, NEXT, SENIOR, library, several

HOURS = {"text": "继续教育要多少学时"}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Knowledge, ...]:
    """Of two notices."""
    return library(tmp_path_factory.mktemp("packs"), SENIOR, HIGH)


@pytest.fixture
async def site(packs: tuple[Knowledge, ...]) -> AsyncIterator[Site]:
    """A site of two notices."""
    made = site_of(several(packs))
    yield made
    for client in made.made:
        await client.aclose()


@pytest.fixture
def visitor(site: Site) -> httpx.AsyncClient:
    """Somebody's browser."""
    return site.visitor()


async def test_the_list_tells_how_each_stands(site: Site, visitor: httpx.AsyncClient) -> None:
    """Open or not, the next day, and what opens it."""
    listed = (await visitor.get("/api/notices")).json()["notices"]
    assert [(one["notice"], one["open"], one["next_day"]) for one in listed] == [
        (SENIOR, True, "2022-12-06"),
        (HIGH, True, "2022-12-08"),
    ]
    answered = (await visitor.post("/api/messages", json={"choice": listed[1]["choice"]})).json()
    assert answered["notice"] == HIGH
    site.services.clock = lambda: datetime(2022, 12, 7, 10, tzinfo=SHANGHAI)
    closed = (await visitor.get("/api/notices")).json()["notices"]
    assert [one["open"] for one in closed] == [False, True]


async def test_a_question_is_asked_back_and_answered(visitor: httpx.AsyncClient) -> None:
    """With a choice for each notice, whose id can be sent."""
    asked = (await visitor.post("/api/messages", json=HOURS)).json()
    assert (asked["notice"], asked["replies"][0]["kind"]) == ("", "which_notice")
    choice = asked["replies"][0]["choices"][1]
    assert choice["label"] == NAMES[HIGH]
    answered = (await visitor.post("/api/messages", json={"choice": choice["id"]})).json()
    assert "70学时" in answered["replies"][-1]["text"]
    assert answered["notice"] == HIGH
    assert (await visitor.get("/api/conversation")).json()["notice"] == HIGH


@pytest.mark.parametrize(("notice", "hours"), [(SENIOR, "80学时"), (HIGH, "70学时")])
async def test_below_its_id_everything_is_of_one_notice(
    visitor: httpx.AsyncClient, notice: str, hours: str
) -> None:
    """Answers, days, clauses, results, votes, the calendar: whichever was spoken of before."""
    other = {SENIOR: HIGH, HIGH: SENIOR}[notice]
    base = f"/api/notices/{notice}"
    await visitor.post(f"/api/notices/{other}/messages", json={"text": "我能不能报"})
    answered = (await visitor.post(f"{base}/messages", json=HOURS)).json()
    assert hours in answered["replies"][-1]["text"]
    vote = {"entry": answered["replies"][-1]["entry"], "vote": "up"}
    assert (await visitor.post(f"{base}/feedback", json=vote)).json() == {"counted": True}
    assert (await visitor.post(f"/api/notices/{other}/feedback", json=vote)).json() == {"counted": True}
    for name in ("questions", "deadlines", "clauses"):
        assert (await visitor.get(f"{base}/{name}")).json()["notice"] == notice
    for text in ("我能不能报", "75"):
        await visitor.post(f"{base}/messages", json={"text": text})
    result = (await visitor.get(f"{base}/result")).json()
    assert (result["notice"], result["verdict"]) == (notice, "eligible" if notice == HIGH else "needs_more")
    assert (await visitor.get(f"/api/notices/{other}/result")).status_code == 404
    calendar = (await visitor.get(f"{base}/calendar.ics")).text
    assert notice in calendar
    assert other not in calendar
    people = (await visitor.get(f"{base}/people")).json()
    assert people["notice"] == notice


async def test_the_page_of_each_notice(visitor: httpx.AsyncClient) -> None:
    """With its days, the list of all, and questions that are asked in it; a notice that is not there is the default page."""
    for notice, day in ((SENIOR, "12月6日"), (HIGH, "12月8日")):
        page = (await visitor.get("/", params={"notice": notice})).text
        assert f"<h1>{NAMES[notice]}</h1>" in page
        assert day in page
        assert all(f"/?notice={id}" in page for id in (SENIOR, HIGH))
        assert f"/api/notices/{notice}/calendar.ics" in page
        assert "抽签定序" in (await visitor.get("/notice", params={"notice": HIGH})).text
    plain = (await visitor.get("/")).text
    assert plain == (await visitor.get("/", params={"notice": "none"})).text
    questions = (await visitor.get(f"/api/notices/{HIGH}/questions")).json()["questions"]
    answered = (await visitor.post("/api/messages", json={"choice": questions[0]["id"]})).json()
    assert answered["notice"] == HIGH


@pytest.mark.parametrize("path", ["conversation", "result", "calendar.ics", "deadlines"])
async def test_a_notice_that_is_not_there(visitor: httpx.AsyncClient, path: str) -> None:
    """Is not found, whatever is asked of it."""
    assert (await visitor.get(f"/api/notices/{NEXT}/{path}")).status_code == 404
    assert (await visitor.post(f"/api/notices/{NEXT}/messages", json=HOURS)).status_code == 404


@pytest.mark.parametrize(
    "choice", ["nt:", "nt::", "nt:zzzz", "nt:zzzz:iv:do:back", "nt:zzzz:nt:zzzz:none", "nt:" + "a" * 90]
)
async def test_choices_that_nobody_offered(visitor: httpx.AsyncClient, choice: str) -> None:
    """Do nothing."""
    answered = await visitor.post("/api/messages", json={"choice": choice})
    assert answered.status_code in (200, 422)
    if answered.status_code == 200:
        assert answered.json()["interview"] is None


async def test_one_notice_has_no_list(packs: tuple[Knowledge, ...]) -> None:
    """Neither on the page nor in the answers."""
    site = site_of(assistant_of(packs[1]))
    async with site.visitor() as visitor:
        (listed,) = (await visitor.get("/api/notices")).json()["notices"]
        assert listed == {"notice": HIGH, "short_title": NAMES[HIGH], "year": 2022}
        page = (await visitor.get("/")).text
        assert "notices.css" not in page
        assert '"/api/calendar.ics?role=' in page
