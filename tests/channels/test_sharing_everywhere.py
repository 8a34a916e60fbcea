"""A group's code in Telegram and in WeChat: the same steps, by buttons, by links, and by numbers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.platforms.platform_turns import PlatformTurns
from bot.channels.telegram.turns import Said
from bot.conversation.assistant import assistant_of
from bot.conversation.service import ConversationService
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.telegram.test_turns import Chat
from tests.conversation.sharers import COUNTY, Sharers
from tests.several_packs import SENIOR, library

LONG_NAME = "阿卜杜热合曼阿卜杜热合曼阿卜杜热合曼一二"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A small notice with an interview."""
    (one,) = library(tmp_path_factory.mktemp("small"), SENIOR)
    return one


@pytest.fixture
async def sharers(tmp_path: Path, small: Knowledge) -> AsyncIterator[Sharers]:
    """A bot of that notice."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        yield Sharers(store, assistant_of(small))


def buttons(said: Said) -> dict[str, str]:
    """The data of each button by its label."""
    choices = [one for reply in said.replies for one in reply.choices]
    return {button.label: button.data for row in said.keyboards.rows(choices) for button in row}


async def test_by_buttons_of_telegram(sharers: Sharers) -> None:
    """Each fits, a name of twenty characters too; the last tap shares, the next takes it back."""
    keeper: Any = sharers.store
    chat = Chat(sharers.assistant, store=keeper)
    code = await sharers.group()
    for text in ("换一个人", LONG_NAME, "70", "换一个人", "王芳"):
        await chat.say(text)
    said = await chat.say(f"分享码 {code}")
    assert all(len(data.encode()) <= 64 for data in buttons(said).values())
    said = await chat.tap(next(data for label, data in buttons(said).items() if LONG_NAME in label))
    said = await chat.tap(buttons(said)["下一步"])
    said = await chat.say("木雕厂")
    await chat.tap(buttons(said)["同意，给看"])
    (shown,) = await sharers.seen()
    assert LONG_NAME in shown
    said = await chat.say("/share")
    await chat.tap(buttons(said)[f"不给{COUNTY}看了"])
    assert await sharers.seen() == {}


@pytest.mark.parametrize("links", [True, False])
async def test_by_links_and_numbers_of_platforms(sharers: Sharers, links: bool) -> None:
    """A link says its command; where there are none, the number before a choice is typed."""
    service = ConversationService(lambda: sharers.assistant, sharers.store)
    turns = PlatformTurns(service, "wecom", links)
    number = 0

    async def does(did: Any, text: str) -> str:
        nonlocal number
        number += 1
        heard = PlatformHeard(did, "wang", "office", 1, text)
        return "\n".join(one.text for one in await turns.turn(heard, str(number), sharers.now))

    code = await sharers.group()
    await does("text", f"分享码 {code}")
    assert "同意吗" in await does("text", "张三")
    agree = await sharers.id_of("wecom:wang", "同意，给看")
    assert "好了" in await (does("pick", agree) if links else does("text", "1"))
    assert list(await sharers.seen()) == ["张三"]
    await does("text", "给谁看了")
    (group,) = sharers.groups.values()
    assert "已收回" in await (does("pick", f"/unshare {group}") if links else does("text", "1"))
    assert await sharers.seen() == {}
