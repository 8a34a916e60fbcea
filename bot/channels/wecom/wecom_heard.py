"""Reads messages of WeCom into what somebody did.

https://developer.work.weixin.qq.com/document/path/90239 (messages),
https://developer.work.weixin.qq.com/document/path/90240 (events).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.channels.platforms.message_xml import NoMessage
from bot.channels.platforms.platform_heard import Did, Head, PlatformHeard

_MEMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_NO_WORDS = frozenset(["image", "voice", "video", "file", "location", "link"])
_EVENTS: Mapping[str, Did] = {
    "subscribe": "follow",
    "unsubscribe": "leave",
    "click": "menu",
}
"""«成员关注及取消关注事件»: somebody came into the application's range or the unit, or left one of them."""


def read_member_message(
    fields: Mapping[str, str], corp_id: str, agent_id: int
) -> tuple[int, PlatformHeard] | None:
    """A message for this application and a number for it (see Head); None if there is nothing to answer.

    Raises NoMessage if it is none.
    """
    head = Head.of(fields)
    if head is None or head.account != corp_id:
        raise NoMessage
    if fields.get("AgentID", "") != str(agent_id):
        return None  # of the unit as a whole, such as changes of its list of members
    if not _MEMBER.fullmatch(head.person):
        return None  # «sys», and people of other units
    heard = _done(fields, head)
    return None if heard is None else (head.number(fields), heard)


def _done(fields: Mapping[str, str], head: Head) -> PlatformHeard | None:
    kind = fields.get("MsgType", "")
    if kind == "text":
        return head.heard("text", fields.get("Content", ""))
    if kind == "event":
        did = _EVENTS.get(fields.get("Event", ""))
        return None if did is None else head.heard(did, fields.get("EventKey", "") if did == "menu" else "")
    return head.heard("other") if kind in _NO_WORDS else None
