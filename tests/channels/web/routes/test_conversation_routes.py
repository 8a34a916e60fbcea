"""Messages, feedback and forgetting over the API."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.channels.web.conftest import BASE, TOKEN, Away, Site


async def say(visitor: httpx.AsyncClient, text: str, **more: Any) -> dict[str, Any]:
    """Say something; the answer, which must be one."""
    response = await visitor.post("/api/messages", json={"text": text, **more})
    assert response.status_code == 200, response.text
    return dict(response.json())


async def test_a_question_is_answered_in_the_form_of_the_contract(visitor: httpx.AsyncClient) -> None:
    """Text with its clause line, clauses, choices."""
    (reply,) = (await say(visitor, "单位几号前要推荐"))["replies"]
    assert reply["clauses"] == ["四.二"]
    assert "2022年12月19日" in reply["text"]
    assert reply["text"] == f"{reply['body']}\n{reply['basis']}"
    assert reply["choices"] == []
    assert reply["entry"] == "deadline_unit"


async def test_the_first_post_alone_sets_a_cookie(visitor: httpx.AsyncClient) -> None:
    """HttpOnly and SameSite; reading sets none, and who has one gets no other."""
    assert "set-cookie" not in (await visitor.get("/api/conversation")).headers
    first = await visitor.post("/api/messages", json={"text": "你好"})
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "set-cookie" not in (await visitor.post("/api/messages", json={"text": "你好"})).headers


async def test_over_https_the_cookie_is_secure(site: Site) -> None:
    """It never travels in the clear."""
    async with site.visitor(BASE.replace("http", "https")) as visitor:
        assert "Secure" in (await visitor.post("/api/messages", json={"text": "你好"})).headers["set-cookie"]


async def test_two_visitors_know_nothing_of_each_other(site: Site) -> None:
    """Each cookie has its own conversation."""
    one, two = site.visitor(), site.visitor()
    await say(one, "我能不能报")
    assert (await say(two, "你好"))["interview"] is None
    assert (await one.get("/api/conversation")).json()["interview"]["asking"]


async def test_a_choice_is_taken_by_its_id(visitor: httpx.AsyncClient) -> None:
    """The interview goes on from a tap."""
    asked = await say(visitor, "我能不能报")
    tap = asked["replies"][-1]["choices"][1]["id"]
    response = await visitor.post("/api/messages", json={"choice": tap})
    assert response.json()["interview"]["answered"] == 1


async def test_an_offer_of_an_older_message_is_still_answered(visitor: httpx.AsyncClient) -> None:
    """A tap far up the page is no riddle."""
    await say(visitor, "你好")
    response = await visitor.post("/api/messages", json={"choice": "deadline_unit"})
    assert response.json()["replies"][0]["clauses"] == ["四.二"]


async def test_a_resend_is_no_second_turn(visitor: httpx.AsyncClient) -> None:
    """The same id gives the same replies, and the interview stays where it is."""
    await say(visitor, "我能不能报", id="one")
    first = await say(visitor, "不清楚", id="two")
    again = await say(visitor, "不清楚", id="two")
    assert again["replies"] == first["replies"]
    assert again["interview"]["answered"] == 1
    assert (await say(visitor, "不清楚", id="three"))["interview"]["answered"] == 2


async def test_posts_of_one_session_are_taken_in_order(visitor: httpx.AsyncClient) -> None:
    """Taps in quick succession are all counted."""
    await say(visitor, "我能不能报")
    told = await asyncio.gather(*(say(visitor, "不清楚", id=f"m{number}") for number in range(6)))
    assert [answer["interview"]["answered"] for answer in told] == [1, 2, 3, 4, 5, 6]


async def test_commands_work_as_in_the_terminal(site: Site, visitor: httpx.AsyncClient) -> None:
    """/deadlines, /help, an unknown one; /forget leaves nothing."""
    assert "2022年12月19日" in (await say(visitor, "/deadlines"))["replies"][0]["text"]
    assert "/forget" in (await say(visitor, "/help"))["replies"][0]["text"]
    assert "/nothing" in (await say(visitor, "/nothing"))["replies"][0]["text"]
    await say(visitor, "我能不能报")
    assert (await say(visitor, "/forget"))["interview"] is None
    assert (await visitor.get("/api/conversation")).json()["interview"] is None


async def test_the_push_channel_speaks_for_its_users(site: Site) -> None:
    """With the token each user has a conversation, and no cookie is set."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with site.visitor(headers=headers) as gateway:
        assert (await say(gateway, "我能不能报", user="ann"))["interview"]["asking"]
        response = await gateway.post("/api/messages", json={"text": "你好", "user": "bob"})
        assert response.json()["interview"] is None
        assert "set-cookie" not in response.headers
    assert (await site.store.load("push:ann")) is not None


@pytest.mark.parametrize("shown", [f"Bearer {TOKEN}x", "Bearer ", "Bearer", "", f"Basic {TOKEN}", "Bearer é"])
async def test_a_wrong_token_is_refused(site: Site, shown: str) -> None:
    """401, and nothing happens; a cookie does not help."""
    async with site.visitor(headers={"Authorization": shown.encode()}) as gateway:
        response = await gateway.post("/api/messages", json={"text": "你好", "user": "ann"})
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert await site.store.load("push:ann") is None


async def test_without_a_token_nobody_speaks_for_others(site: Site, visitor: httpx.AsyncClient) -> None:
    """A user without the token is refused, and no server without a token takes an empty one."""
    assert (await visitor.post("/api/messages", json={"text": "你好", "user": "ann"})).status_code == 401
    site.services.api_token = ""
    headers = {"Authorization": "Bearer "}
    response = await visitor.post("/api/messages", json={"text": "你好", "user": "ann"}, headers=headers)
    assert response.status_code == 401


async def test_the_gateway_must_say_for_whom_it_speaks(site: Site) -> None:
    """422 without a user, or with one that cannot be a key."""
    async with site.visitor(headers={"Authorization": f"Bearer {TOKEN}"}) as gateway:
        for more in ({}, {"user": ""}, {"user": "a\nb"}, {"user": "x" * 151}):
            response = await gateway.post("/api/messages", json={"text": "你好", **more})
            assert response.status_code == 422, more


async def test_the_widget_keeps_its_session_in_a_header(site: Site) -> None:
    """Third-party cookies do not travel: a token does, and no cookie is set."""
    async with site.visitor() as frame:
        first = await frame.post("/api/messages", json={"text": "我能不能报"}, headers={"X-Session": "new"})
        token = first.headers["x-session"]
        assert "set-cookie" not in first.headers
        standing = await frame.get("/api/conversation", headers={"X-Session": token})
        assert standing.json()["interview"]["asking"]
        assert (await frame.get("/api/conversation")).json()["session"] is False


async def test_feedback_is_counted_once_for_each_answer(site: Site, visitor: httpx.AsyncClient) -> None:
    """Without a session it is refused; an entry that is none as well."""
    vote = {"entry": "deadline_unit", "vote": "up"}
    assert (await visitor.post("/api/feedback", json=vote)).status_code == 403
    await say(visitor, "单位几号前要推荐")
    counted = [(await visitor.post("/api/feedback", json=vote)).json()["counted"] for _ in range(3)]
    assert counted == [True, False, False]
    assert dict(site.store.feedback) == {("2022-11-15", "zj-2022-senior-arts", "deadline_unit", "up"): 1}
    unknown = await visitor.post("/api/feedback", json={"entry": "nothing", "vote": "up"})
    assert unknown.status_code == 422


async def test_forgetting_drops_the_rows_and_the_cookie(visitor: httpx.AsyncClient) -> None:
    """Nothing is left to go on with."""
    await say(visitor, "我能不能报")
    response = await visitor.post("/api/forget", json={})
    assert response.json()["forgotten"] == 2
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert (await visitor.get("/api/conversation")).json()["session"] is False


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "a", "choice": "b"}, {"text": 1}, {"text": None}, [], "text", {"text": "a", "id": "a b"}],
)
async def test_a_body_of_the_wrong_form_is_refused_in_words(visitor: httpx.AsyncClient, body: Any) -> None:
    """422 as a problem that says what to do."""
    response = await visitor.post("/api/messages", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


async def test_a_text_that_is_too_long_is_refused(visitor: httpx.AsyncClient) -> None:
    """2,000 characters are taken, one more is not."""
    assert (await visitor.post("/api/messages", json={"text": "好" * 2000})).status_code == 200
    assert (await visitor.post("/api/messages", json={"text": "好" * 2001})).status_code == 422


async def test_while_the_database_is_away_it_says_when_to_come_again(new_site: Callable[..., Site]) -> None:
    """503 as a problem with Retry-After; nothing is taken for done."""
    site = new_site()
    async with site.visitor() as visitor:
        await visitor.post("/api/messages", json={"choice": "deadline_unit"})
        site.services.database = Away()
        response = await visitor.post("/api/feedback", json={"entry": "deadline_unit", "vote": "up"})
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert response.json()["detail"]


async def test_who_one_is_is_remembered_and_changes_nothing_else(visitor: httpx.AsyncClient) -> None:
    """Own days come back, the next first; the open question and what can be picked stay."""
    await say(visitor, "我能不能报")
    before = (await visitor.get("/api/conversation")).json()
    told = (await visitor.post("/api/role", json={"role": "单位"})).json()
    assert told["remembered"] is True
    assert [day["id"] for day in told["deadlines"]] == ["publicity_start", "unit"]
    after = (await visitor.get("/api/conversation")).json()
    assert after == {**before, "role": "单位"}
    assert "2022年12月9日" in (await say(visitor, "我的下一个日期是哪天"))["replies"][0]["text"]
    assert (await visitor.post("/api/role", json={"role": ""})).json()["role"] == ""
    assert (await visitor.get("/api/conversation")).json()["role"] == ""


async def test_who_one_is_may_be_the_first_thing_said(visitor: httpx.AsyncClient) -> None:
    """A session begins with it, and a role that is none of the notice's begins nothing."""
    refused = await visitor.post("/api/role", json={"role": "皇帝"})
    assert refused.status_code == 422
    assert "申报人" in refused.json()["detail"]
    assert "set-cookie" not in refused.headers
    assert "set-cookie" in (await visitor.post("/api/role", json={"role": "申报人"})).headers


async def test_who_is_not_remembered_still_hears_their_days(site: Site) -> None:
    """The page keeps on its device who they are."""
    site.services.full = lambda: True
    told = (await site.visitor().post("/api/role", json={"role": "下级评委会"})).json()
    assert (told["remembered"], [day["id"] for day in told["deadlines"]]) == (False, ["lower"])


@pytest.mark.parametrize("role", ["我是单位人事", "我是申报人"])
async def test_an_answer_says_who_one_is(visitor: httpx.AsyncClient, role: str) -> None:
    """So that a page knows what was said in words."""
    assert (await say(visitor, "你好"))["role"] == ""
    assert (await say(visitor, role))["role"] in role.replace("人事", "")


async def test_the_second_tap_of_a_double_tap_answers_nothing(visitor: httpx.AsyncClient) -> None:
    """Neither by the same button nor by that of the next question, which stands in the same place."""
    first = (await say(visitor, "我能不能报"))["replies"][-1]["choices"][0]["id"]
    second = (await visitor.post("/api/messages", json={"choice": first, "seen_for": 4000})).json()
    next_one = second["replies"][-1]["choices"][0]["id"]
    asked, answered = second["interview"]["asking"], second["interview"]["answered"]
    for tap in ({"choice": first}, {"choice": first, "seen_for": 190}, {"choice": next_one, "seen_for": 190}):
        after = (await visitor.post("/api/messages", json=tap)).json()
        assert (after["interview"]["asking"], after["interview"]["answered"]) == (asked, answered)
        assert after["replies"][0]["kind"] in ("stale", "too_soon")
        assert after["replies"][-1]["choices"]
    seen = (await visitor.post("/api/messages", json={"choice": next_one, "seen_for": 400})).json()
    assert seen["interview"]["answered"] == answered + 1


@pytest.mark.parametrize("seen_for", [-1, 2**31, "soon", 1.5, True, "4000"])
async def test_an_impossible_time_in_view_is_refused(visitor: httpx.AsyncClient, seen_for: object) -> None:
    """Nothing of the message is taken."""
    answer = await visitor.post("/api/messages", json={"choice": "deadline_unit", "seen_for": seen_for})
    assert answer.status_code == 422


async def test_an_open_question_says_how_its_answer_is_typed(visitor: httpx.AsyncClient) -> None:
    """A number is, an option is not."""
    interview = (await say(visitor, "我能不能报"))["interview"]
    assert interview["typed"] is None
    for _ in range(30):
        asked = (await visitor.get("/api/conversation")).json()["interview"]
        if asked["typed"]:
            break
        await visitor.post("/api/messages", json={"choice": asked["question"]["choices"][0]["id"]})
    assert asked["typed"]["kind"] == "year"
    assert asked["typed"]["example"] in asked["typed"]["prompt"]
