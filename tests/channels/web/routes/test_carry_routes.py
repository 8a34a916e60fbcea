"""Carrying a talk to another browser over HTTP: what both sides do, and what others try."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.channels.web.sessions.carry_codes import DIGITS, LIFE, CarryCodes
from bot.channels.web.sessions.signed_session import Sessions
from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.store.database import Store
from bot.store.model.carrying import MOST_TRIES
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved
from tests.channels.web.conftest import BASE, Site, site_of
from tests.conftest import POSTGRES
from tests.packs import OPEN
from tests.store.memory import MemoryStore

WRONG = "1" * DIGITS


@pytest.fixture(params=["memory", "sqlite", POSTGRES])
async def site(request: pytest.FixtureRequest, full_assistant: Assistant) -> AsyncIterator[Site]:
    """A site on each kind of database, whose clock a test moves on."""
    made = site_of(full_assistant)
    if request.param == "memory":
        yield timed(made)
        return
    folder = request.getfixturevalue("tmp_path")
    url = (
        request.getfixturevalue("new_postgres")()
        if request.param == "postgres"
        else f"sqlite:///{folder / 'bot.db'}"
    )
    async with await Store.open(url) as store:
        made.services.database = store
        made.services.conversations = ConversationService(lambda: full_assistant, store)
        yield timed(made)


def timed(made: Site) -> Site:
    """The site, at a moment that goes on with its steady clock."""
    made.services.clock = lambda: now(made)
    return made


def now(site: Site) -> datetime:
    """The moment of a site."""
    return OPEN + timedelta(seconds=site.ticks.now)


async def post(visitor: httpx.AsyncClient, step: str, body: dict[str, Any] | None = None) -> Any:
    """The JSON of one step, which must succeed."""
    answer = await visitor.post(f"/api/carry/{step}", json=body or {})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def status(visitor: httpx.AsyncClient, step: str, body: dict[str, Any] | None = None) -> int:
    """The status of one step."""
    return (await visitor.post(f"/api/carry/{step}", json=body or {})).status_code


async def say(visitor: httpx.AsyncClient, *texts: str) -> None:
    """Say something, one message after another."""
    for text in texts:
        assert (await visitor.post("/api/messages", json={"text": text})).status_code == 200


async def names(visitor: httpx.AsyncClient) -> list[str]:
    """Whose interviews a browser has."""
    standing = (await visitor.get("/api/conversation")).json()
    return sorted(one["name"] for one in standing["interviews"])


async def claimed(site: Site, *said: str) -> tuple[httpx.AsyncClient, httpx.AsyncClient, str, str]:
    """A giver who said something, a taker who typed the code, the code and the number that both see."""
    giver, taker = site.visitor(), site.visitor(address="198.51.100.9")
    await say(giver, *(said or ("我能不能报", "在职")))
    code = (await post(giver, "offer"))["code"]
    seen = (await post(taker, "claim", {"code": code}))["taking"]
    return giver, taker, code, seen["check"]


async def test_both_go_on_with_one_talk(site: Site) -> None:
    """After both have confirmed; before, the side that takes is told nothing of the talk."""
    giver, taker, code, check = await claimed(site)
    waiting = (await taker.get("/api/carry")).json()["taking"]
    assert (waiting["state"], waiting["what"]) == ("claimed", None)
    assert await status(taker, "take") == 404
    assert (await giver.get("/api/carry")).json()["giving"]["check"] == check
    await post(giver, "allow", {"check": check})
    assert (await taker.get("/api/carry")).json()["taking"]["what"] == {"names": ["本人"], "wishes": 0}
    assert (await post(taker, "take"))["holds"]["names"] == ["本人"]
    assert (await giver.get("/api/carry")).json()["giving"]["state"] == "taken"
    await say(taker, "换一个人", "王师傅")
    assert await names(giver) == await names(taker) == ["本人", "王师傅"]
    for visitor in (giver, taker):
        assert (await visitor.get("/api/conversation")).json()["shared"] is True
    await giver.post("/api/forget", json={})
    assert (await taker.get("/api/conversation")).json()["shared"] is False
    stranger = site.visitor(address="198.51.100.77")
    assert await status(stranger, "claim", {"code": code}) == 404


async def test_the_code_is_long_random_and_stored_nowhere(site: Site) -> None:
    """Thirteen digits from the system's random numbers: more than 40 bits; a new one each time."""
    giver = site.visitor()
    await say(giver, "我能不能报")
    codes = [(await post(giver, "offer"))["code"] for _ in range(3)]
    assert len(set(codes)) == 3
    assert all(re.fullmatch(r"\d{13}", code) for code in codes)
    hashes = {site.services.codes.code_hash(code) for code in codes}
    assert not any(code in kept for kept in hashes for code in codes)
    taker = site.visitor(address="198.51.100.9")
    assert await status(taker, "claim", {"code": codes[0]}) == 404
    assert await status(taker, "claim", {"code": codes[2]}) == 200


async def test_looking_uses_nothing_up(site: Site) -> None:
    """Neither the page nor its address, whoever looks: only a POST of the code does."""
    giver = site.visitor()
    await say(giver, "我能不能报")
    code = (await post(giver, "offer"))["code"]
    looker = site.visitor(address="198.51.100.8")
    for path in (
        "/carry",
        f"/carry?code={code}",
        f"/carry/{code}",
        f"/api/carry?code={code}",
        "/widget/carry",
    ):
        assert (await looker.get(path)).status_code in (200, 404)
        assert (await looker.head(path)).status_code in (200, 404)
    for step in ("claim", "take", "allow", "offer"):
        assert (await looker.get(f"/api/carry/{step}", params={"code": code})).status_code == 405
    assert (await giver.get("/api/carry")).json()["giving"]["state"] == "offered"
    assert "<form" in (await looker.get("/carry")).text


@pytest.mark.parametrize(
    "typed", ["{} {} {}", "{}-{}－{}", "{}　{}.{}"], ids=["blanks", "dashes", "wide blanks"]
)
async def test_a_code_is_read_as_people_type_it(site: Site, typed: str) -> None:
    """In groups, with dashes, in full width."""
    giver, taker = site.visitor(), site.visitor(address="198.51.100.9")
    await say(giver, "我能不能报")
    code = (await post(giver, "offer"))["code"]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code[8:])
    assert await status(taker, "claim", {"code": typed.format(code[:4], code[4:8], wide)}) == 200


@pytest.mark.parametrize("typed", ["", "1", "abcdefghijklm", "1" * 14, "١" * 13, "1" * 12 + "\x00"])
async def test_what_is_no_code_is_told_so(site: Site, typed: str) -> None:
    """And counts for nobody."""
    taker = site.visitor()
    for _ in range(MOST_TRIES + 1):
        assert await status(taker, "claim", {"code": typed}) == 422


async def test_guessing_ends_after_five(site: Site) -> None:
    """Of one address, however many sessions; the right code is not looked at then, and elsewhere it is."""
    giver = site.visitor()
    await say(giver, "我能不能报")
    code = (await post(giver, "offer"))["code"]
    for number in range(MOST_TRIES):
        guess = f"{number}{WRONG[1:]}"
        assert await status(site.visitor(address="198.51.100.9"), "claim", {"code": guess}) == 404
    refused = await site.visitor(address="198.51.100.9").post("/api/carry/claim", json={"code": code})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert "分钟" in refused.json()["detail"]
    assert await status(site.visitor(address="198.51.100.200"), "claim", {"code": code}) == 200


async def test_guessing_ends_after_five_of_one_taker_too(site: Site) -> None:
    """Though each guess comes from another address."""
    first = site.visitor(address="198.51.100.1")
    await status(first, "claim", {"code": WRONG})
    cookies = dict(first.cookies)
    for number in range(2, MOST_TRIES + 2):
        visitor = site.visitor(address=f"198.51.{number}.1", cookies=cookies)
        expected = 404 if number <= MOST_TRIES else 429
        assert await status(visitor, "claim", {"code": f"{number}{WRONG[1:]}"}) == expected


@pytest.mark.parametrize("far", ["offered", "claimed", "allowed"])
async def test_a_code_lives_ten_minutes(site: Site, far: str) -> None:
    """Whatever was done with it."""
    giver, taker = site.visitor(), site.visitor(address="198.51.100.9")
    await say(giver, "我能不能报")
    code = (await post(giver, "offer"))["code"]
    if far != "offered":
        check = (await post(taker, "claim", {"code": code}))["taking"]["check"]
        if far == "allowed":
            await post(giver, "allow", {"check": check})
    site.ticks.now += LIFE.total_seconds()
    assert (await giver.get("/api/carry")).json()["giving"] is None
    assert await status(taker, "claim", {"code": code}) == 404
    assert await status(taker, "take") == 404
    assert await names(taker) == []


async def test_who_typed_it_second_gets_nothing(site: Site) -> None:
    """Neither by claiming, nor by the number, nor by taking what another was allowed."""
    giver, taker, code, check = await claimed(site)
    second = site.visitor(address="198.51.100.44")
    assert await status(second, "claim", {"code": code}) == 404
    assert await status(second, "allow", {"check": check}) == 404
    await post(giver, "allow", {"check": check})
    assert await status(second, "take") == 404
    await post(taker, "take")
    assert await status(second, "take") == 404
    assert await names(second) == []


async def test_the_number_that_is_confirmed_is_the_one_that_was_seen(site: Site) -> None:
    """A wrong one confirms nobody; the side that takes cannot confirm itself."""
    giver, taker, _, check = await claimed(site)
    other = str((int(check) - 10 + 1) % 90 + 10)
    for visitor, said in ((giver, other), (giver, ""), (taker, check)):
        assert await status(visitor, "allow", {"check": said}) == 404
    assert await status(taker, "take") == 404


async def test_a_lost_answer_can_be_had_again_and_a_used_code_cannot(site: Site) -> None:
    """The browser that took it may ask twice, with the cookie that it had; its talk is not joined twice."""
    giver, taker, code, check = await claimed(site)
    await say(taker, "我能不能报", "退休")
    before = dict(taker.cookies)
    await post(giver, "allow", {"check": check})
    await post(taker, "take", {"own": "kept"})
    again = site.visitor(address="198.51.100.9", cookies=before)
    await post(again, "take", {"own": "kept"})
    assert len(await names(giver)) == 2
    assert await status(again, "claim", {"code": code}) in (404, 409)
    site.ticks.now += LIFE.total_seconds()
    late = site.visitor(address="198.51.100.9", cookies=before)
    assert await status(late, "take", {"own": "kept"}) == 404


class FailsOnce(MemoryStore):
    """A database that goes away while two talks are to become one, and comes back."""

    failed = False

    async def join(self, user: str, saved: Saved, other: str, version: int, now: datetime) -> None:
        if not self.failed:
            self.failed = True
            raise StoreError
        await super().join(user, saved, other, version, now)


async def test_a_database_that_goes_away_in_the_middle_loses_nothing(full_assistant: Assistant) -> None:
    """The code is used up then, and still the browser that used it gets the talk when it asks again."""
    site, store = timed(site_of(full_assistant)), FailsOnce()
    site.services.database = store
    site.services.conversations = ConversationService(lambda: full_assistant, store)
    giver, taker, _, check = await claimed(site)
    await say(taker, "换一个人", "李四")
    await post(giver, "allow", {"check": check})
    assert await status(taker, "take", {"own": "kept"}) == 503
    assert await names(taker) == ["李四"]
    assert await names(giver) == ["本人"]
    await post(taker, "take", {"own": "kept"})
    assert await names(taker) == await names(giver) == ["本人", "李四"]


async def test_forged_sessions_carry_nothing(site: Site) -> None:
    """A token that another key signed is no session; what is hashed for another purpose is no signature."""
    giver, _, _, check = await claimed(site)
    id = dict(giver.cookies)["noticebot"].split(".")[1]
    forged = [Sessions("another secret").of_user(f"web:{id}").token, f"v1.{id}.{'A' * 43}"]
    forged.append(f"v1.{id}.{site.services.sessions.seal('code', id)[:43]}")
    for token in forged:
        stranger = site.visitor(cookies={"noticebot": token}, address="198.51.100.3")
        assert await status(stranger, "allow", {"check": check}) == 403
        assert await status(stranger, "offer") == 403
    assert CarryCodes(Sessions("another secret")).code_hash(WRONG) != site.services.codes.code_hash(WRONG)


async def test_other_sites_cannot_do_any_of_it(site: Site) -> None:
    """No form of another site, and no script."""
    giver, _, _, check = await claimed(site)
    for step, body in (("offer", {}), ("allow", {"check": check}), ("take", {}), ("withdraw", {})):
        cross = {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"}
        answer = await giver.post(f"/api/carry/{step}", json=body, headers=cross)
        assert answer.status_code == 403
        assert (await giver.post(f"/api/carry/{step}", data=body)).status_code in (403, 415)
    assert (
        await giver.post("/api/leave", json={}, headers={"Origin": "https://evil.test"})
    ).status_code == 403


async def test_what_both_hold_is_asked_about_and_kept(site: Site) -> None:
    """Interviews of several people, wishes; one name with other answers stays twice, with the same answers once."""
    giver, taker, _, check = await claimed(
        site, "我能不能报", "在职", "换一个人", "张三", "退休", "12月3日上午9点提醒我交材料"
    )
    await say(taker, "我能不能报", "退休", "换一个人", "张三", "退休", "12月4日上午9点提醒我拍照片")
    await post(giver, "allow", {"check": check})
    assert await status(taker, "take") == 409
    assert (await taker.get("/api/carry")).json()["holds"]["names"] == ["本人", "张三"]
    held = (await post(taker, "take", {"own": "kept"}))["holds"]
    assert held["names"] == ["本人", "张三", "本人（第2份）"]
    assert len(await names(giver)) == 3


async def test_what_the_taker_holds_goes_only_if_it_is_said(site: Site) -> None:
    """Then the other's talk is all there is."""
    giver, taker, _, check = await claimed(site)
    await say(taker, "换一个人", "李四")
    await post(giver, "allow", {"check": check})
    assert await status(taker, "take", {"own": "anything"}) == 422
    assert (await post(taker, "take", {"own": "deleted"}))["holds"]["names"] == ["本人"]


async def test_leaving_ends_the_session_of_one_browser_alone(site: Site) -> None:
    """Forgetting ends it for both."""
    giver, taker, _, check = await claimed(site)
    await post(giver, "allow", {"check": check})
    await post(taker, "take")
    await taker.post("/api/leave", json={})
    assert (await taker.get("/api/conversation")).json()["session"] is False
    assert await names(giver) == ["本人"]
    await giver.post("/api/forget", json={})
    assert (await giver.get("/api/conversation")).json()["session"] is False


async def test_forgetting_ends_what_is_on_its_way(site: Site) -> None:
    """The giver's data are deleted: nobody gets them any more."""
    giver, taker, _, check = await claimed(site)
    await post(giver, "allow", {"check": check})
    await giver.post("/api/forget", json={})
    assert await status(taker, "take") == 404


async def test_nobody_carries_to_themselves(site: Site) -> None:
    """The browser that shows the code is told so, and the code stays good."""
    giver, taker = site.visitor(), site.visitor(address="198.51.100.9")
    assert await status(giver, "offer") == 403
    await say(giver, "单位几号前要推荐")
    assert await status(giver, "offer") == 409
    await say(giver, "我能不能报")
    code = (await post(giver, "offer"))["code"]
    assert await status(giver, "claim", {"code": code}) == 409
    assert await status(taker, "claim", {"code": code}) == 200


async def test_a_frame_on_another_site_carries_by_its_header(new_site: Callable[..., Site]) -> None:
    """Where no cookie travels the token does."""
    site = new_site()
    giver = site.visitor()
    await say(giver, "我能不能报", "在职")
    code = (await post(giver, "offer"))["code"]
    frame = site.visitor(BASE, "198.51.100.9", headers={"X-Session": "new"})
    answer = await frame.post("/api/carry/claim", json={"code": code})
    frame.headers["X-Session"] = answer.headers["X-Session"]
    await post(giver, "allow", {"check": answer.json()["taking"]["check"]})
    taken = await frame.post("/api/carry/take", json={})
    frame.headers["X-Session"] = taken.headers["X-Session"]
    assert "Set-Cookie" not in taken.headers
    assert await names(frame) == ["本人"]


async def test_no_log_holds_a_code(site: Site, logged: list[Any]) -> None:
    """Nor the number that both sides show, nor whose talk it is."""
    _, taker, code, check = await claimed(site, "换一个人", "欧阳师傅")
    await status(taker, "claim", {"code": WRONG})
    told = str(logged)
    assert "/api/carry/claim" in told
    assert not any(secret in told for secret in (code, WRONG, f"'{check}'", "欧阳师傅"))
