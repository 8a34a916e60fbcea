"""Reads messages of WeChat into what somebody did, reduced to what the answer needs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from bot.channels.wechat.wechat_xml import NoMessage
from bot.store.rows.incoming import Arrival

Did = Literal["text", "pick", "menu", "voice", "other", "follow", "leave", "refuse"]
_PERSON = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OWN_BITS = 33
_TIME_BITS = 30
_SINCE = 1_577_836_800
"""The first second of 2020: times count from there, in thirty bits, for 34 years."""
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


@dataclass(frozen=True)
class WechatHeard:
    """What `person` (an OpenID) did towards `account` at `created` (seconds since 1970).

    `text` is what was written or recognised, or the key of the menu's button; `act` the id of the link that was tapped.
    """

    did: Did
    person: str
    account: str
    created: int
    text: str = ""
    act: str = ""

    @property
    def is_tap(self) -> bool:
        """Whether it allows only what a tap or a follow allows."""
        return self.did in ("pick", "menu", "follow")

    def to_text(self) -> str:
        """Encode for the store."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))


class WechatForm:
    """How what was heard is stored."""

    def chat_of(self, heard: WechatHeard) -> str:
        """The chat that it belongs to."""
        return heard.person

    def arrival(self, update_id: int, heard: WechatHeard) -> Arrival:
        """It as it is stored."""
        return Arrival(update_id, heard.person, heard.to_text())

    def read(self, body: str) -> WechatHeard:
        """What `arrival` stored."""
        return WechatHeard(**json.loads(body))


def read_message(fields: Mapping[str, str]) -> tuple[int, WechatHeard] | None:
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
    at = (created - _SINCE) % (1 << _TIME_BITS)
    return (at << _OWN_BITS) | _own_number(fields, person, created), heard


def _own_number(fields: Mapping[str, str], person: str, created: int) -> int:
    """What tells messages of one second apart: WeChat's number, which grows; of an event what is known of it."""
    number = fields.get("MsgId", "")
    if number.isascii() and number.isdecimal() and len(number) < 20:
        return int(number) % (1 << _OWN_BITS)
    named = f"{person} {created} {fields.get('Event', '')} {fields.get('EventKey', '')}"
    digest = int.from_bytes(hashlib.sha256(named.encode()).digest()[:8])
    return digest >> (64 - _OWN_BITS)


def _heard(fields: Mapping[str, str], person: str, account: str, created: int) -> WechatHeard | None:
    kind = fields.get("MsgType", "")
    if kind == "text":
        act = fields.get("bizmsgmenuid", "")
        return WechatHeard(
            "pick" if act else "text", person, account, created, fields.get("Content", ""), act
        )
    if kind == "voice":
        recognised = fields.get("Recognition", "")
        return WechatHeard("voice" if recognised else "other", person, account, created, recognised)
    if kind == "event":
        return _event(fields, person, account, created)
    did = _KINDS.get(kind)
    return None if did is None else WechatHeard(did, person, account, created)


def _event(fields: Mapping[str, str], person: str, account: str, created: int) -> WechatHeard | None:
    event = fields.get("Event", "")
    if event == "TEMPLATESENDJOBFINISH":
        refused = fields.get("Status", "") == _REFUSED
        return WechatHeard("refuse", person, account, created) if refused else None
    did = _EVENTS.get(event)
    if did is None:
        return None
    return WechatHeard(did, person, account, created, fields.get("EventKey", "") if did == "menu" else "")
