"""A reminder of a server process in WeCom, and the page to which its card leads."""

from __future__ import annotations

import asyncio

import httpx

from tests.channels.answer_page import AnswerPage
from tests.channels.platforms.stands import AT_NINE
from tests.channels.wecom.wecom_stand import wecom_stand
from tests.ports import free_port
from tests.serving.servers import Servers


async def test_a_card_opens_the_page_of_the_server(servers: Servers) -> None:
    """Its link was made by one process and is read by another; no log holds it."""
    port = free_port()
    async with wecom_stand() as stand:
        stand.public_url = f"http://127.0.0.1:{port}"
        first = await stand.started(servers, port)
        await stand.says(stand.somebody, "11月22日上午9点提醒我催张三")
        await asyncio.to_thread(first.kill)
        second = await stand.started(servers, port, AT_NINE)
        await stand.until(lambda: bool(stand.world.sent) and "textcard" in stand.world.sent[-1])
        card = stand.world.sent[-1]["textcard"]
        await asyncio.to_thread(second.kill)
        third = await stand.started(servers, port, AT_NINE)
        assert card["url"].startswith(f"{stand.public_url}/mail/answer?token=")
        async with httpx.AsyncClient(timeout=100, trust_env=False, base_url=stand.public_url) as browser:
            page = AnswerPage(browser)
            assert await page.open(card["url"]) == 200
            assert "催张三" in await page.tap("已办")
        await asyncio.to_thread(third.kill)
        await stand.closed()
        told = "".join(repr(one.events) + one.words for one in (first, second, third))
        assert "token=" not in told
        assert stand.world.wrong == []
