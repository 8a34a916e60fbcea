"""One unit in DingTalk: its application with a robot, its members, the robot of a group, and what the platform would refuse."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from tests.platforms.strict_server import Faults

CLIENT_ID, CLIENT_SECRET = "ding0123456789abcdef", "secret-of-the-application-0123456789"
GROUP_TOKEN, GROUP_SECRET = "566cc69da782ec33e42541b09b08551f", "SECaaaabbbbccccddddeeeeffff0000111122223333"
_LINK = re.compile(r"\[([^\]]+)\]\(dtmd://dingtalkclient/sendMessage\?content=([^)]*)\)")


@dataclass
class Member:
    """Somebody of the unit. `shown` is what they see of the robot: how it came (text, markdown), and the text."""

    exists: bool = True
    in_range: bool = True
    limited: bool = False
    shown: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class DingtalkWorld(Faults):
    """The unit. `clock` is the platform's; calls a second are only counted if `counts`: the clock of a test may stand."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    robot_code: str = CLIENT_ID
    permitted: bool = True
    counts: bool = False
    access_token: str = ""
    valid_until: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    token_calls: int = 0
    tickets: dict[str, datetime] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=lambda: defaultdict(Member))
    sent: list[dict[str, Any]] = field(default_factory=list)
    called_at: list[float] = field(default_factory=list)
    said_in_group: list[str] = field(default_factory=list)
    robot_called: list[datetime] = field(default_factory=list)
    silent_until: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    group_exists: bool = True
    acknowledged: dict[str, int] = field(default_factory=dict)
    """The code by which each push was answered, by its id."""
    refused: list[str] = field(default_factory=list)

    def lend(self) -> tuple[str, int]:
        """A token and its seconds: https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app"""
        now = self.clock()
        self.token_calls += 1
        if not self.access_token or self.valid_until <= now:
            self.access_token, self.valid_until = secrets.token_hex(16), now + timedelta(seconds=7200)
        return self.access_token, int((self.valid_until - now).total_seconds())

    def ticket(self) -> str:
        """«ticket的有效期为90秒且只能用来建立一条连接»: developerpedia/docs/learn/stream/protocol"""
        made = secrets.token_hex(16)
        self.tickets[made] = self.clock() + timedelta(seconds=90)
        return made

    def takes(self, ticket: str) -> bool:
        """Whether a connection may be made with a ticket."""
        return self.tickets.pop(ticket, self.clock()) > self.clock()

    def robot_may_speak(self) -> bool:
        """«每个机器人每分钟最多发送20条消息到群里，如果超过20条，会限流10分钟»:
        https://open.dingtalk.com/document/robots/custom-robot-access
        """
        now = self.clock()
        if now < self.silent_until:
            return False
        if sum(at > now - timedelta(minutes=1) for at in self.robot_called) >= 20:
            self.silent_until = now + timedelta(minutes=10)
            return False
        self.robot_called.append(now)
        return True

    def is_signed(self, timestamp: str, sign: str) -> bool:
        """«timestamp+"\\n"+密钥 … HmacSHA256 … Base64 … urlEncode», «与请求调用时间误差不能超过1小时»:
        https://open.dingtalk.com/document/robots/customize-robot-security-settings
        """
        if not timestamp.isdecimal() or abs(self.clock().timestamp() - int(timestamp) / 1000) > 3600:
            return False
        text = f"{timestamp}\n{GROUP_SECRET}".encode()
        digest = hmac.new(GROUP_SECRET.encode(), text, hashlib.sha256).digest()
        return base64.b64encode(digest).decode() == sign


def links(text: str) -> list[tuple[str, str]]:
    """The links of a text in Markdown by which people say something: what is shown, and what they say."""
    return [(shown, unquote(says)) for shown, says in _LINK.findall(text)]
