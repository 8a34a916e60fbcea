"""The robot of a WeCom group: https://developer.work.weixin.qq.com/document/path/91770"""

from __future__ import annotations

import ssl

from bot.channels.platforms.robot_sender import RobotSender
from bot.channels.wecom.wecom_errors import wecom_meaning

GROUP = "wecom_group"
_LONGEST_TEXT = 2048


def wecom_robot(url: str, trusted: ssl.SSLContext | None = None) -> RobotSender:
    """Sends to the robot at `url`, which holds its key."""
    return RobotSender(lambda: url, wecom_meaning, _LONGEST_TEXT, trusted)
