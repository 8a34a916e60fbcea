"""What somebody did on a platform, reduced to what the answer needs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, Self

from bot.store.rows.incoming import Arrival

Did = Literal["text", "pick", "menu", "voice", "other", "follow", "leave", "refuse"]
SINCE = 1_577_836_800
"""The first second of 2020, from which times in numbers of messages count."""
_OWN_BITS = 33
_TIME_BITS = 30
_OWN_NUMBER = re.compile(r"[0-9]{1,19}", re.ASCII)


@dataclass(frozen=True)
class PlatformHeard:
    """What `person` (the platform's id of them) did towards `account` at `created` (seconds since 1970).

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
        """Whether it is no word: a link, a button, or that they follow."""
        return self.did in ("pick", "menu", "follow")

    def to_text(self) -> str:
        """Encode for the store."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))


class PlatformForm:
    """How what was heard is stored."""

    def chat_of(self, heard: PlatformHeard) -> str:
        """The chat that it belongs to."""
        return heard.person

    def arrival(self, update_id: int, heard: PlatformHeard) -> Arrival:
        """It as it is stored."""
        return Arrival(update_id, heard.person, heard.to_text())

    def read(self, body: str) -> PlatformHeard:
        """What `arrival` stored."""
        return PlatformHeard(**json.loads(body))


@dataclass(frozen=True)
class Head:
    """What every message of WeChat and WeCom has: who did something, towards which account, and in which second."""

    person: str
    account: str
    created: int

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Self | None:
        """The head of a message; None if it has none."""
        made = fields.get("CreateTime", "")
        if not (made.isascii() and made.isdecimal()):
            return None
        return cls(fields.get("FromUserName", ""), fields.get("ToUserName", ""), int(made[:12]))

    def heard(self, did: Did, text: str = "", act: str = "") -> PlatformHeard:
        """What they did."""
        return PlatformHeard(did, self.person, self.account, self.created, text, act)

    def number(self, fields: Mapping[str, str]) -> int:
        """A number for it: later messages have larger ones; events are the same if one person caused them in one second."""
        known = f"{self.person} {self.created} {fields.get('Event', '')} {fields.get('EventKey', '')}"
        return numbered(self.created, fields.get("MsgId", ""), known)


def numbered(created: int, number: str, known: str) -> int:
    """A number for a message of the second `created`, larger than those of earlier seconds.

    Within a second the platform's own `number` orders them; an event has none, and is told by what is `known` of it.
    """
    at = (created - SINCE) % (1 << _TIME_BITS)
    own = int(number) % (1 << _OWN_BITS) if _OWN_NUMBER.fullmatch(number) else hashed(known, _OWN_BITS)
    return (at << _OWN_BITS) | own


def hashed(known: str, bits: int) -> int:
    """A number of so many bits (64 at most) that stands for `known`."""
    digest = int.from_bytes(hashlib.sha256(known.encode("utf-8", "replace")).digest()[:8])
    return digest >> (64 - bits)
