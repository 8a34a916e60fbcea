"""Reads messages of WeChat into what somebody did."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.channels.platforms.message_xml import NoMessage
from bot.channels.platforms.platform_heard import Did, PlatformHeard, numbered

_PERSON = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS: Mapping[str, Did] = {
    "image": "other",
    "video": "other",
    "shortvideo": "other",
    "location": "other",
    "link": "other",
}
_EVENTS: Mapping[str, Did] = {
    "subscribe": "follow",
    "unsubscribe": "leave",
    "SCAN": "follow",
    "CLICK": "menu",
}
_REFUSED = "failed:user block"
"""How WeChat says that somebody refuses all messages of the account."""


def read_message(fields: Mapping[str, str]) -> tuple[int, PlatformHeard] | None:
    """A message and a number for it; None if there is nothing to answer. Raises NoMessage if it is none.

    Messages have a number of WeChat's own; events are the same if the same person caused them in the same second. Later
    messages have larger numbers.
    """
    person, account, made = (fields.get(name, "") for name in ("FromUserName", "ToUserName", "CreateTime"))
    if not _PERSON.fullmatch(person) or not account or not (made.isascii() and made.isdecimal()):
        raise NoMessage
    created = int(made[:12])
    heard = _heard(fields, person, account, created)
    if heard is None:
        return None
    known = f"{person} {created} {fields.get('Event', '')} {fields.get('EventKey', '')}"
    return numbered(created, fields.get("MsgId", ""), known), heard


def _heard(fields: Mapping[str, str], person: str, account: str, created: int) -> PlatformHeard | None:
    kind = fields.get("MsgType", "")
    if kind == "text":
        act = fields.get("bizmsgmenuid", "")
        return PlatformHeard(
            "pick" if act else "text", person, account, created, fields.get("Content", ""), act
        )
    if kind == "voice":
        recognised = fields.get("Recognition", "")
        return PlatformHeard("voice" if recognised else "other", person, account, created, recognised)
    if kind == "event":
        return _event(fields, person, account, created)
    did = _KINDS.get(kind)
    return None if did is None else PlatformHeard(did, person, account, created)


def _event(fields: Mapping[str, str], person: str, account: str, created: int) -> PlatformHeard | None:
    event = fields.get("Event", "")
    if event == "TEMPLATESENDJOBFINISH":
        refused = fields.get("Status", "") == _REFUSED
        return PlatformHeard("refuse", person, account, created) if refused else None
    did = _EVENTS.get(event)
    if did is None:
        return None
    return PlatformHeard(did, person, account, created, fields.get("EventKey", "") if did == "menu" else "")
