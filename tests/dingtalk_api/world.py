"""One unit in DingTalk: its application with a robot, its members, the robot of a group, and what the platform would refuse."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

from bot.dingtalk_settings import DingtalkSettings
from tests.platforms.world import LONG_AGO, Reached, World

CLIENT_ID, CLIENT_SECRET = "ding0123456789abcdef", "secret-of-the-application-0123456789"
GROUP_TOKEN, GROUP_SECRET = "566cc69da782ec33e42541b09b08551f", "SECaaaabbbbccccddddeeeeffff0000111122223333"
_LINK = re.compile(r"\[([^\]]+)\]\(dtmd://dingtalkclient/sendMessage\?content=([^)]*)\)")


@dataclass
class Member(Reached):
    """Somebody of the unit. What they see of the robot came as text or markdown."""

    limited: bool = False


@dataclass
class DingtalkWorld(World[Member]):
    """The unit. Calls a `second` (so many real ones) are only counted if `counts`: the clock of a test may stand.

    Tokens: https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app
    """

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    robot_code: str = CLIENT_ID
    permitted: bool = True
    counts: bool = False
    second: float = 1.0
    tickets: dict[str, datetime] = field(default_factory=dict)
    people: dict[str, Member] = field(default_factory=lambda: defaultdict(Member))
    called_at: list[float] = field(default_factory=list)
    silent_until: datetime = LONG_AGO
    group_exists: bool = True
    acknowledged: dict[str, int] = field(default_factory=dict)
    """The code by which each push was answered, by its id."""

    def new_token(self) -> str:
        """A token."""
        return secrets.token_hex(16)

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
        if not self.robot_spoke():
            self.silent_until = now + timedelta(minutes=10)
            return False
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


def dingtalk_settings(root: str, **more: Any) -> DingtalkSettings:
    """The settings that lead to this unit at `root`."""
    return replace(DingtalkSettings(CLIENT_ID, CLIENT_SECRET, CLIENT_ID, root), **more)
