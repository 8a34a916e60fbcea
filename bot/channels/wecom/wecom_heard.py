"""Reads messages of WeCom into what somebody did.

https://developer.work.weixin.qq.com/document/path/90239 (messages),
https://developer.work.weixin.qq.com/document/path/90240 (events).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.channels.platforms.message_xml import NoMessage
from bot.channels.platforms.platform_heard import Did, PlatformHeard, numbered

_MEMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_KINDS: Mapping[str, Did] = {
    "image": "other",
    "voice": "other",
    "video": "other",
    "file": "other",
    "location": "other",
    "link": "other",
}
_EVENTS: Mapping[str, Did] = {
    "subscribe": "follow",
    "unsubscribe": "leave",
    "click": "menu",
}
"""«成员关注及取消关注事件»: somebody came into the application's range or the unit, or left one of them."""


def read_member_message(
    fields: Mapping[str, str], corp_id: str, agent_id: int
) -> tuple[int, PlatformHeard] | None:
    """A message for this application and a number for it; None if there is nothing to answer. Raises NoMessage if it is none.

    Later messages have larger numbers; events are the same if the same person caused them in the same second.
    """
    person, account, made = (fields.get(name, "") for name in ("FromUserName", "ToUserName", "CreateTime"))
    if account != corp_id or not (made.isascii() and made.isdecimal()):
        raise NoMessage
    if fields.get("AgentID", "") != str(agent_id):
        return None  # of the unit as a whole, such as changes of its list of members
    if not _MEMBER.fullmatch(person):
        return None  # «sys», and people of other units
    created = int(made[:12])
    heard = _done(fields, person, account, created)
    if heard is None:
        return None
    known = f"{person} {created} {fields.get('Event', '')} {fields.get('EventKey', '')}"
    return numbered(created, fields.get("MsgId", ""), known), heard


def _done(fields: Mapping[str, str], person: str, account: str, created: int) -> PlatformHeard | None:
    kind = fields.get("MsgType", "")
    if kind == "text":
        return PlatformHeard("text", person, account, created, fields.get("Content", ""))
    if kind == "event":
        did = _EVENTS.get(fields.get("Event", ""))
        key = fields.get("EventKey", "") if did == "menu" else ""
        return None if did is None else PlatformHeard(did, person, account, created, key)
    other = _KINDS.get(kind)
    return None if other is None else PlatformHeard(other, person, account, created)
