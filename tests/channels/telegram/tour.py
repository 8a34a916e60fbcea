"""The tour of the documents: a conversation on Telegram as the strict server saw it.

`python -m tests.channels.telegram.tour` prints it.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from datetime import datetime
from pathlib import Path

from bot.channels.telegram.post import TelegramPost
from bot.clock import Timer
from bot.conversation.assistant import Assistant, assistant_of
from bot.delivery.courier import Options
from bot.delivery.dispatcher import Dispatcher
from bot.knowledge import Knowledge, open_knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.wording import Composer
from bot.settings import shipped_knowledge
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import FAST, Moment, running, settings_for, surroundings
from tests.conversation.talks import assessor_of
from tests.packs import SHANGHAI
from tests.telegram_api.phone import Json, Phones, labels
from tests.telegram_api.running import in_thread

ANNA = 1001
ROOT = Path(__file__).resolve().parents[3]
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md")


async def toured(
    phones: Phones, post: TelegramPost, store: Store, knowledge: Knowledge, moment: Moment
) -> str:
    """The conversation: a question, a choice, reminders, a reminder, and its end."""
    lines: list[str] = []

    async def said(what: str, replies: list[Json]) -> None:
        lines.append(f"> {what}")
        for message in replies:
            lines.extend(f"  {line}" for line in message["text"].splitlines())
            if message["buttons"]:
                lines.append("  " + " ".join(f"[{label}]" for label in labels(message)))

    await said("单位几号前要推荐", await phones.ask(ANNA, "单位几号前要推荐"))
    await said("[👍]", await phones.tap(ANNA, "👍", replies=0))
    await said("提前7天提醒我", await phones.ask(ANNA, "提前7天提醒我"))
    composer = Composer(knowledge.pack, assessor_of(knowledge))
    author = PackAuthor(lambda: (knowledge.pack, composer))
    routes = {"telegram": post.route}
    before = len(await phones.said(ANNA))
    task = asyncio.ensure_future(
        Dispatcher(store.ledger, author, routes, moment, Timer(), Options(poll=0.1)).run()
    )
    try:
        moment.now = datetime(2022, 12, 12, 9, 0, 1, tzinfo=SHANGHAI)
        await said("（2022年12月12日 9:00）", await phones.next(ANNA, before))
        await said("[停止提醒]", await phones.tap(ANNA, "停止提醒"))
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return "\n".join(lines)


async def _print() -> None:
    with tempfile.TemporaryDirectory() as name, in_thread() as url:
        folder, moment = Path(name), Moment()
        knowledge = open_knowledge(shipped_knowledge(), folder / "cache")
        assistant: Assistant = assistant_of(knowledge)
        async with contextlib.AsyncExitStack() as stack:
            phones = await stack.enter_async_context(Phones(url))
            store = await stack.enter_async_context(await Store.open(f"sqlite:///{folder / 'bot.db'}"))
            around = surroundings(settings_for(url, folder), store, assistant, moment, FAST)
            post = await stack.enter_async_context(running(TelegramPost(around)))
            print(await toured(phones, post, store, knowledge, moment))


if __name__ == "__main__":
    asyncio.run(_print())
