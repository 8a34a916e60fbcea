"""The test's client: acts as the users' phones, and reads the server's state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import httpx

Json = dict[str, Any]


class Phones:
    """Talks to the server's door. `async with` it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.AsyncClient(timeout=None, trust_env=False)

    async def do(self, what: str, **given: Any) -> Any:
        """Call an operation of the control endpoint."""
        answer = await self._client.post(f"{self.url}/control", json={"do": what, **given})
        answer.raise_for_status()
        return answer.json()

    async def world(self, call: str, *args: Any) -> Any:
        """Call a method of the world."""
        return await self.do("world", call=call, args=list(args))

    async def say(self, user: int, text: str, chat: int | None = None, reply_to: int | None = None) -> int:
        """`user` writes."""
        return int(await self.world("say", user, text, chat, reply_to))

    async def shown(self, chat: int) -> list[Json]:
        """The chat on the phone."""
        found: list[Json] = await self.world("shown", chat)
        return found

    async def said(self, chat: int) -> list[Json]:
        """What the bot wrote in the chat."""
        return [message for message in await self.shown(chat) if message["bot"]]

    async def ask(self, user: int, text: str, replies: int = 1, chat: int | None = None) -> list[Json]:
        """`user` writes and waits for `replies` messages, which are returned."""
        place = chat or user
        before = len(await self.said(place))
        await self.say(user, text, chat)
        return await self.next(place, before, replies)

    async def next(self, chat: int, before: int, replies: int = 1) -> list[Json]:
        """Wait until the bot wrote `replies` more than `before` messages, which are returned."""
        await self.do("wait", count=before + replies, chat=chat)
        return (await self.said(chat))[before:]

    async def tap(self, user: int, label: str, replies: int = 1, chat: int | None = None) -> list[Json]:
        """`user` taps the last button that is called `label` and waits for `replies` messages; these."""
        place = chat or user
        said = await self.said(place)
        message, data = _button(said, label)
        await self.world("tap", user, message, data, chat)
        return await self.next(place, len(said), replies)

    async def refused(self) -> list[str]:
        """Every call that the server refused, with its words."""
        found: list[str] = await self.do("refused")
        return found

    async def calls(self, method: str = "", chat: int | None = None) -> list[Json]:
        """Calls of the bot, in order."""
        found: list[Json] = await self.do("calls", method=method, chat=chat)
        return found

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()


def _button(said: list[Json], label: str) -> tuple[int, str]:
    for message in reversed(said):
        for button in message["buttons"]:
            if label in button["text"] and "callback_data" in button:
                return message["id"], button["callback_data"]
    shown = [[button["text"] for button in message["buttons"]] for message in said[-3:]]
    wrong = f"no button {label!r} among {shown}"
    raise AssertionError(wrong)


def labels(message: Mapping[str, Any]) -> list[str]:
    """The labels of a message's buttons."""
    return [button["text"] for button in message["buttons"]]
