"""One unit in WeCom: its application, its members, the robot of a group, and what the platform would refuse."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.platforms.strict_server import Faults

CORP_ID, AGENT_ID, SECRET = "ww0123456789abcdef", 1000002, "secret-of-the-application-0123456789"
TOKEN, AES_KEY = "TokenOfTheTests", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ROBOT_KEY = "693a91f6-7eaa-4bc4-97a0-0ec2sifa5aaa"
_MINUTE = timedelta(minutes=1)


@dataclass
class Member:
    """Somebody of the unit. `shown` is what they see of the application: how it came (text, textcard), and the text."""

    exists: bool = True
    in_range: bool = True
    shown: list[tuple[str, str]] = field(default_factory=list)
    got: list[datetime] = field(default_factory=list)


@dataclass
class WecomWorld(Faults):
    """The unit. `clock` is the platform's."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    corp_id: str = CORP_ID
    agent_id: int = AGENT_ID
    secret: str = SECRET
    token: str = TOKEN
    aes_key: str = AES_KEY
    robot_key: str = ROBOT_KEY
    listed: bool = True
    """Whether our address is one that the application trusts."""
    closed: bool = False
    access_token: str = ""
    valid_until: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    token_calls: int = 0
    menu: list[Any] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=lambda: defaultdict(Member))
    sent: list[dict[str, Any]] = field(default_factory=list)
    said_in_group: list[str] = field(default_factory=list)
    robot_called: list[datetime] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def lend(self) -> tuple[str, int]:
        """A token and its seconds: https://developer.work.weixin.qq.com/document/path/91039"""
        now = self.clock()
        self.token_calls += 1
        if not self.access_token or self.valid_until <= now:
            self.access_token, self.valid_until = secrets.token_urlsafe(150), now + timedelta(seconds=7200)
        return self.access_token, int((self.valid_until - now).total_seconds())

    def revoke(self) -> None:
        """«企业微信可能会出于运营需要，提前使access_token失效»."""
        self.access_token = ""

    def reaches(self, member: Member) -> bool:
        """Count a message to a member: of more than 30 in a minute, or 1,000 in an hour, the rest is not delivered.

        https://developer.work.weixin.qq.com/document/path/90236
        """
        now = self.clock()
        in_minute = sum(at > now - _MINUTE for at in member.got)
        in_hour = sum(at > now - timedelta(hours=1) for at in member.got)
        if in_minute >= 30 or in_hour >= 1000:
            self.wrong.append("a message that is thrown away: more than 30 in a minute")
            return False
        member.got.append(now)
        return True

    def robot_may_speak(self) -> bool:
        """«每个机器人发送的消息不能超过20条/分钟»: https://developer.work.weixin.qq.com/document/path/91770"""
        now = self.clock()
        if sum(at > now - _MINUTE for at in self.robot_called) >= 20:
            return False
        self.robot_called.append(now)
        return True
