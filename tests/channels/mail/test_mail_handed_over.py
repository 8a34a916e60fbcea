"""Letters that came back, or that nobody wants any more, where reminders are one set with another side's: they go on there."""

from __future__ import annotations

import re

import httpx

from tests.channels.mail.test_mail_bounces import report
from tests.channels.mail.town import ADDRESS, BOUNCE_TOKEN, Town, say
from tests.reminders.moments import at
from tests.smtp_server.server import SLOW_ANSWER

NINE = "2022-11-16T09:00"
OTHER = "li@example.com"


async def said(visitor: httpx.AsyncClient, words: str) -> str:
    """What is answered."""
    return "\n".join(one["text"] for one in await say(visitor, words))


async def joined(here: Town) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
    """Two browsers with addresses of their own; the second gets the letters of both."""
    giver, taker = here.visitor(), here.visitor("203.0.113.8")
    await here.confirmed(giver, "每天9点提醒我填表，到11月20号", address=OTHER)
    await here.confirmed(taker, "每天9点提醒我催张三，到11月20号")
    code = re.search(r"/join (\d{4} \d{4} \d{5})", await said(giver, "/join"))
    assert code is not None
    check = re.search(r"是 (\d\d)", await said(taker, f"/join {code[1]}"))
    assert check is not None
    await said(giver, f"/join {check[1]}")
    assert "已合并" in await said(taker, "/joinok")
    return giver, taker


async def handed(here: Town) -> int:
    """What the dispatcher does every second."""
    return await here.services.conversations.hand_over_all(here.clock())


async def test_what_came_back_goes_out_again_elsewhere(anywhere: Town) -> None:
    """The server took the letter and returned it: the other address gets it, marked, with what comes later and why."""
    here = anywhere
    await joined(here)
    async with here.dispatching(lambda: handed(here)):
        await here.letters(2, OTHER)  # that they are joined
        here.clock.now = at(NINE)
        letter = (await here.letters(2))[-1]
        assert "填表" in letter.text
        assert "催张三" in letter.text
        name = letter.sender.partition("+")[2].partition("@")[0]
        headers = {"Authorization": f"Bearer {BOUNCE_TOKEN}", "Content-Type": "message/rfc822"}
        for _ in range(2):
            answer = await here.visitor("198.51.100.25").post(
                "/api/mail/bounce", content=report(name=name), headers=headers
            )
            assert answer.json() == {"known": True}

        def came() -> str:
            return "\n".join(one.text for one in here.to(OTHER)[2:])

        await here.until(lambda: all(one in came() for one in ("填表", "催张三", "改在这里发")))
        for words in ("填表", "催张三"):
            (again,) = [one.text for one in here.to(OTHER)[2:] if words in one.text]
            assert "可能重复" in again
        here.clock.now = at("2022-11-17T09:00")
        before = len(here.to(OTHER))
        assert "可能重复" not in (await here.letters(before + 1, OTHER))[-1].text
    assert len(here.to()) == 2


async def test_what_came_back_before_the_server_had_said_that_it_took_it_goes_out_elsewhere(
    anywhere: Town,
) -> None:
    """What the server says afterwards changes nothing: the letter came back, and nobody else would send it again."""
    here = anywhere
    await joined(here)
    async with here.dispatching(lambda: handed(here)):
        await here.letters(2, OTHER)
        here.house.faults[ADDRESS] = [SLOW_ANSWER]
        here.clock.now = at(NINE)
        letter = (await here.letters(2))[-1]
        name = letter.sender.partition("+")[2].partition("@")[0]
        headers = {"Authorization": f"Bearer {BOUNCE_TOKEN}", "Content-Type": "message/rfc822"}
        bounce = here.visitor("198.51.100.25").post
        answer = await bounce("/api/mail/bounce", content=report(name=name), headers=headers)
        assert answer.json() == {"known": True}
        here.house.free.set()

        def came() -> str:
            return "\n".join(one.text for one in here.to(OTHER)[2:])

        await here.until(lambda: all(one in came() for one in ("填表", "催张三")))
        for words in ("填表", "催张三"):
            (again,) = [one.text for one in here.to(OTHER)[2:] if words in one.text]
            assert "可能重复" in again
    assert len(here.to()) == 2


async def test_who_wants_no_letters_is_reminded_elsewhere(here: Town) -> None:
    """The link that ends letters ends those: the set goes on where it came from, and the address is forgotten."""
    giver, taker = await joined(here)
    async with here.dispatching(lambda: handed(here)):
        await here.letters(2, OTHER)
        here.clock.now = at(NINE)
        letter = (await here.letters(2))[-1]
        (link,) = letter.links("/mail/stop")
        for _ in range(2):
            assert (await here.visitor("198.51.100.3").post(link)).status_code == 200
        await here.until(lambda: any("改在这里发" in one.text for one in here.to(OTHER)))
        before = len(here.to(OTHER))
        here.clock.now = at("2022-11-17T09:00")
        letter = (await here.letters(before + 1, OTHER))[-1]
        await here.until(lambda: "催张三" in "".join(one.text for one in here.to(OTHER)[before:]))
    assert len(here.to()) == 2
    assert "催张三" in await said(giver, "我的提醒")
    assert "填表" in await said(taker, "我的提醒")
