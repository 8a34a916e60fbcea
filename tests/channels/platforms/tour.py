"""The whole talk that each platform must carry: ask, choose, an interview with a question in the middle, a reminder, the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.channels.premises import Premises

SURE = "确定全部删掉"


@dataclass
class Visit:
    """Somebody at a place. `says` and `taps` (a label, where there are links; else they write it) return what is shown then."""

    here: Premises
    channel: str
    who: str
    shown: Callable[[], list[tuple[str, str]]]
    says: Callable[[str], Awaitable[Any]]
    taps: Callable[[str], Awaitable[Any]]
    between: Callable[[], None] = lambda: None
    """What passes between two messages."""

    async def seen(self, act: Awaitable[Any]) -> str:
        """What is shown after that was done."""
        before = len(self.shown())
        self.between()
        await act
        return "\n".join(text for _, text in self.shown()[before:])


async def through_it_all(visit: Visit, how: str) -> None:
    """Go through all of it. `how` is the form in which a reminder comes."""
    says, taps, seen = visit.says, visit.taps, visit.seen
    assert "2022年12月6日" in await seen(says("什么时候截止"))
    assert "在职在岗" in await seen(says("我能不能报"))
    await seen(says("1"))
    between = await seen(says("到哪里报送材料？"))
    assert "公务员" in between  # the answer, and then the open question again
    await seen(taps("都不是"))
    await seen(says("青瓷"))
    for _ in range(40):
        if any("已经符合的" in text for _, text in visit.shown()):
            break
        await seen(says("不清楚"))
    wish = await seen(says("提前20天和3天提醒我"))
    assert "2022年11月16日9:00" in wish
    before = len(visit.shown())
    async with visit.here.dispatching():
        visit.here.clock.now += timedelta(days=1)
        await visit.here.until(lambda: len(visit.shown()) > before)
    came, text = visit.shown()[-1]
    assert (came, "个人申报截止" in text) == (how, True)
    assert "已停" in await seen(says("停止提醒"))
    assert "找不回来" in await seen(says("/forget"))
    user = f"{visit.channel}:{visit.who}"
    assert await visit.here.store.load(user) is not None
    await seen(taps(SURE))
    assert await visit.here.store.load(user) is None
