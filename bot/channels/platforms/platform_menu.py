"""The menu under a conversation: made once if there is none. Where programs answer, no console can make one."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.channels.platforms.platform_api import PlatformApi, Spoken
from bot.messages import message

_BUTTONS = (
    ("/interview", "wechat_menu_interview"),
    ("/deadlines", "wechat_menu_deadlines"),
    ("/remind", "wechat_menu_remind"),
)
log = structlog.get_logger("noticebot.platforms")


async def show_menu(
    api: PlatformApi, read: str, make: str, has_menu: Callable[[Spoken], bool | None], event: str
) -> None:
    """Make the menu by the calls `read` and `make`, unless there is one, or may be none.

    `has_menu` reads the answer of `read`; None if it says nothing of a menu. `event` is how the log names what was done.
    """
    found = await api.call(read)
    there = has_menu(found)
    if there is None:
        log.info("menu_unknown", menu=event, reason=found.attempt.reason)
    if there is not False:
        return
    buttons = [{"type": "click", "name": message(name), "key": key} for key, name in _BUTTONS]
    made = await api.call(make, {"button": buttons})
    log.info(event, outcome=made.attempt.outcome, reason=made.attempt.reason)
