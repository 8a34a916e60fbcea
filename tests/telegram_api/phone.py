"""The test's client: acts as the users' phones, and reads the server's state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import httpx

Json = dict[str, Any]
_LONGEST = 300.0
"""Seconds that an operation of the server may take."""
_SECONDS = 60.0
"""Seconds in which the bot should have done what is waited for."""


class Phones:
    """Talks to the server's door. `async with` it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.AsyncClient(timeout=_LONGEST, trust_env=False)

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
        await self.wait(before + replies, chat)
        return (await self.said(chat))[before:]

    async def wait(self, count: int, chat: int | None = None, seconds: float = _SECONDS) -> int:
        """Wait until the bot wrote `count` messages (in `chat`); how many there are. Raises AssertionError if it does not."""
        found = int(await self.do("wait", count=count, chat=chat, seconds=seconds))
        if found < count:
            last = "" if chat is None else (await self.shown(chat))[-2:]
            wrong = f"{found} of {count} messages came within {seconds} seconds; the last of the chat: {last}"
            raise AssertionError(wrong)
        return found

    async def await_call(self, method: str, count: int = 1, seconds: float = _SECONDS) -> None:
        """Wait until the bot called `method` so many times. Raises AssertionError if it does not."""
        found = int(await self.do("await_call", method=method, count=count, seconds=seconds))
        if found < count:
            wrong = f"{method} was called {found} of {count} times within {seconds} seconds"
            raise AssertionError(wrong)

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
