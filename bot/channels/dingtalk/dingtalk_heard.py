"""Reads what DingTalk pushes over a connection into what somebody did.

https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol (frames), https://open.dingtalk.com/document/orgapp/receive-message
(what is in a message to a robot).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.channels.platforms.platform_heard import SINCE, PlatformHeard, hashed

_STAFF = re.compile(r"[A-Za-z0-9_.@$-]{1,64}")
_OWN_BITS, _TIME_BITS = 22, 41
_BELIEVED = 2 * 86_400
"""Seconds: what is older is not taken; nobody remembers then whether it was heard before."""


class NoFrame(ValueError):  # noqa: N818 - what it is, not what went wrong
    """It is nothing that DingTalk pushes."""


@dataclass(frozen=True)
class Frame:
    """One push: its kind (SYSTEM, EVENT, CALLBACK), what it is about, its id, and its content."""

    kind: str
    topic: str
    id: str
    data: Mapping[str, Any] = field(default_factory=dict)


def read_frame(text: str | bytes) -> Frame:
    """A push. Raises NoFrame."""
    try:
        plain = json.loads(text)
        headers = plain["headers"]
        kind, topic, id = plain["type"], headers["topic"], headers.get("messageId", "")
        data = json.loads(plain.get("data") or "{}")
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise NoFrame(type(error).__name__) from error
    if not all(isinstance(one, str) for one in (kind, topic, id)) or not isinstance(data, dict):
        raise NoFrame
    return Frame(kind, topic, id, data)


def acknowledging(frame: Frame, code: int = 200) -> str:
    """The answer to a push: `ping` wants its content back, of a message to a robot only the code counts."""
    data = dict(frame.data) if frame.kind == "SYSTEM" else {"response": None}
    plain = {
        "code": code,
        "headers": {"contentType": "application/json", "messageId": frame.id},
        "message": "OK" if code == 200 else "refused",
        "data": json.dumps(data, ensure_ascii=False),
    }
    return json.dumps(plain, ensure_ascii=False)


def read_robot_message(
    data: Mapping[str, Any], robot_code: str, now: float
) -> tuple[int, PlatformHeard] | None:
    """A message to the robot and a number for it; None if it is not for us. `now`: seconds since 1970. Raises NoFrame.

    Messages are told apart by `msgId`. Of people of other units nothing is known by which they could be answered.
    """
    id, made, person = data.get("msgId"), data.get("createAt"), data.get("senderStaffId")
    if not isinstance(id, str) or not id or not isinstance(made, int) or isinstance(made, bool):
        raise NoFrame
    if data.get("robotCode", robot_code) != robot_code or abs(now - made / 1000) > _BELIEVED:
        return None
    if not isinstance(person, str) or not _STAFF.fullmatch(person):
        return None
    at = (made - SINCE * 1000) % (1 << _TIME_BITS)
    words = _words(data)
    heard = PlatformHeard("text" if words else "other", person, robot_code, made // 1000, words)
    return (at << _OWN_BITS) | hashed(f"{person} {id}", _OWN_BITS), heard


def _words(data: Mapping[str, Any]) -> str:
    """What was written, or recognised of what was spoken."""
    kind, content = data.get("msgtype"), data.get("content")
    if kind == "text":
        text = data.get("text")
        words = text.get("content") if isinstance(text, dict) else ""
    elif kind == "audio" and isinstance(content, dict):
        words = content.get("recognition", "")
    elif kind == "richText" and isinstance(content, dict):
        parts = content.get("richText")
        found = (
            [one.get("text", "") for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
        )
        words = "".join(one for one in found if isinstance(one, str))
    else:
        words = ""
    return words.strip() if isinstance(words, str) else ""
