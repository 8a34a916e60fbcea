"""Reads messages of WeChat into what somebody did."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.channels.platforms.message_xml import NoMessage
from bot.channels.platforms.platform_heard import Did, Head, PlatformHeard

_PERSON = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NO_WORDS = frozenset(["image", "video", "shortvideo", "location", "link", "file"])
_EVENTS: Mapping[str, Did] = {
    "subscribe": "follow",
    "unsubscribe": "leave",
    "SCAN": "follow",
    "CLICK": "menu",
}
_REFUSED = "failed:user block"
"""How WeChat says that somebody refuses all messages of the account."""


def read_message(fields: Mapping[str, str]) -> tuple[int, PlatformHeard] | None:
    """A message and a number for it (see Head); None if there is nothing to answer. Raises NoMessage if it is none."""
    head = Head.of(fields)
    if head is None or not _PERSON.fullmatch(head.person) or not head.account:
        raise NoMessage
    heard = _heard(fields, head)
    return None if heard is None else (head.number(fields), heard)


def _heard(fields: Mapping[str, str], head: Head) -> PlatformHeard | None:
    kind = fields.get("MsgType", "")
    if kind == "text":
        act = fields.get("bizmsgmenuid", "")
        return head.heard("pick" if act else "text", fields.get("Content", ""), act)
    if kind == "voice":
        recognised = fields.get("Recognition", "")
        return head.heard("voice" if recognised else "other", recognised)
    if kind == "event":
        return _event(fields, head)
    return head.heard("other") if kind in _NO_WORDS else None


def _event(fields: Mapping[str, str], head: Head) -> PlatformHeard | None:
    event = fields.get("Event", "")
    if event == "TEMPLATESENDJOBFINISH":
        return head.heard("refuse") if fields.get("Status", "") == _REFUSED else None
    did = _EVENTS.get(event)
    if did is None:
        return None
    return head.heard(did, fields.get("EventKey", "") if did == "menu" else "")
