"""The menu under the conversation: made once if the account has none. In the mode for developers the console cannot make one."""

from __future__ import annotations

import structlog

from bot.channels.wechat.wechat_api import WechatApi
from bot.messages import message

_READ, _MAKE = "/cgi-bin/get_current_selfmenu_info", "/cgi-bin/menu/create"
_BUTTONS = (
    ("/interview", "wechat_menu_interview"),
    ("/deadlines", "wechat_menu_deadlines"),
    ("/remind", "wechat_menu_remind"),
)
log = structlog.get_logger("noticebot.wechat")


async def show_menu(api: WechatApi) -> None:
    """Make the menu, unless the account has one, or may have none."""
    found = await api.call(_READ)
    if found.code != 0:
        log.info("wechat_menu_unknown", reason=found.attempt.reason)
        return
    if found.answer.get("is_menu_open") or found.answer.get("selfmenu_info"):
        return
    buttons = [{"type": "click", "name": message(name), "key": key} for key, name in _BUTTONS]
    made = await api.call(_MAKE, {"button": buttons})
    log.info("wechat_menu_made", outcome=made.attempt.outcome, reason=made.attempt.reason)
