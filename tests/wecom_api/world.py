"""One unit in WeCom: its application, its members, the robot of a group, and what the platform would refuse."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.wecom_settings import WecomSettings
from tests.platforms.world import Reached, World

CORP_ID, AGENT_ID, SECRET = "ww0123456789abcdef", 1000002, "secret-of-the-application-0123456789"
TOKEN, AES_KEY = "TokenOfTheTests", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ROBOT_KEY = "693a91f6-7eaa-4bc4-97a0-0ec2sifa5aaa"
_MINUTE = timedelta(minutes=1)


@dataclass
class Member(Reached):
    """Somebody of the unit. What they see of the application came as text or textcard."""

    got: list[datetime] = field(default_factory=list)


@dataclass
class WecomWorld(World[Member]):
    """The unit. Tokens: https://developer.work.weixin.qq.com/document/path/91039, «可能会 … 提前使access_token失效»."""

    corp_id: str = CORP_ID
    agent_id: int = AGENT_ID
    secret: str = SECRET
    token: str = TOKEN
    aes_key: str = AES_KEY
    robot_key: str = ROBOT_KEY
    listed: bool = True
    """Whether our address is one that the application trusts."""
    closed: bool = False
    people: dict[str, Member] = field(default_factory=lambda: defaultdict(Member))

    @property
    def receiver(self) -> str:
        """For whom seals are made."""
        return self.corp_id

    def new_token(self) -> str:
        """A token."""
        return secrets.token_urlsafe(150)

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
        return self.robot_spoke()


def wecom_settings(root: str, **more: Any) -> WecomSettings:
    """The settings that lead to this unit at `root`."""
    return replace(WecomSettings(CORP_ID, AGENT_ID, SECRET, TOKEN, AES_KEY, root), **more)
