"""Who is thought for when many ask."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from bot.conversation.thinking import Crowded, Thinking


class Held:
    """Work that goes on until it is released, and notes who was served in which order."""

    def __init__(self) -> None:
        self.served: list[str] = []
        self.release = threading.Event()

    def held(self) -> None:
        assert self.release.wait(60)

    def of(self, origin: str) -> Callable[[], None]:
        return lambda: self.served.append(origin)


async def test_they_are_served_in_turn() -> None:
    """Many of one stand behind the first of each other."""
    thinking, held = Thinking(), Held()
    first = asyncio.ensure_future(thinking.run("a", held.held))
    await asyncio.sleep(0)
    asked = [asyncio.ensure_future(thinking.run(origin, held.of(origin))) for origin in "aaaabc"]
    await asyncio.sleep(0)
    held.release.set()
    await asyncio.gather(first, *asked)
    assert "".join(held.served) == "abcaaa"
    thinking.close()


async def test_the_loop_goes_on_meanwhile() -> None:
    """What takes long is done elsewhere; its result and its error come back."""
    thinking, held = Thinking(), Held()
    long = asyncio.ensure_future(thinking.run("a", held.held))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not long.done()
    held.release.set()
    await long
    assert await thinking.run("a", lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await thinking.run("a", lambda: 1 // 0)
    assert await thinking.run("a", lambda: 8) == 8
    thinking.close()


async def test_one_origin_may_not_queue_without_end() -> None:
    """The others may."""
    thinking, held = Thinking(most=2), Held()
    asked = [asyncio.ensure_future(thinking.run("a", held.held))]
    await asyncio.sleep(0)
    asked += [asyncio.ensure_future(thinking.run("a", held.of("a"))) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Crowded):
        await thinking.run("a", held.of("a"))
    other = asyncio.ensure_future(thinking.run("b", held.of("b")))
    await asyncio.sleep(0)
    held.release.set()
    await asyncio.gather(other, *asked)
    thinking.close()


async def test_who_went_away_holds_nobody_up() -> None:
    """Neither while waiting, nor in the moment of being called, nor while being thought for."""
    thinking, held = Thinking(), Held()
    first = asyncio.ensure_future(thinking.run("a", held.held))
    await asyncio.sleep(0)
    gone, last = (asyncio.ensure_future(thinking.run(origin, held.of(origin))) for origin in "bc")
    await asyncio.sleep(0)
    gone.cancel()
    first.cancel()
    held.release.set()
    await last
    assert held.served == ["c"]
    assert await thinking.run("d", lambda: 4) == 4
    thinking.close()
