"""The robot of a DingTalk group, with its signature.

https://open.dingtalk.com/document/robots/custom-robot-access (calls), https://open.dingtalk.com/document/robots/customize-robot-security-settings
(the signature).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
from urllib.parse import quote

from bot.channels.platforms.error_codes import ErrorCodes, Meant
from bot.channels.platforms.robot_sender import RobotSender
from bot.clock import Clock, system_clock
from bot.dingtalk_settings import DingtalkRobot

GROUP = "dingtalk_group"
_LONGEST_TEXT = 6000
_SILENCE = 600.0
"""Seconds for which a robot that spoke too often is silent."""
_SIGNED: Meant = ("held", "check_dingtalk_robot_310000_do")
_ROBOT: Meant = ("held", "check_dingtalk_robot_gone_do")
_TOO_MANY: Meant = ("wait", "check_dingtalk_robot_130101_do")
ROBOT_CODES = ErrorCodes(
    {
        -1: ("uncertain", "check_dingtalk_busy_do"),
        130101: _TOO_MANY,  # «send too fast, exceed 20 times per minute»
        410100: _TOO_MANY,
        90030: ("held", "check_dingtalk_robot_90030_do"),  # «webhook over limit»: of the day, or the month
        310000: _SIGNED,  # the signature, a word, or the address that the robot's security wants
        300001: _SIGNED,  # an address that is not on its list
        300005: _ROBOT,  # «token is not exist»
        400013: _ROBOT,  # «群已被解散»
        400101: _ROBOT,  # «access_token不存在»
        400102: _ROBOT,  # «机器人已停用»
        400106: _ROBOT,  # «机器人不存在»
    },
    "check_dingtalk_other_do",
    _SILENCE,
)
robot_meaning, robot_advice = ROBOT_CODES.meaning, ROBOT_CODES.advice


def signed(url: str, secret: str, milliseconds: int) -> str:
    """The address of a call at this moment: it may differ from theirs by an hour."""
    text = f"{milliseconds}\n{secret}".encode()
    digest = hmac.new(secret.encode(), text, hashlib.sha256).digest()
    return f"{url}&timestamp={milliseconds}&sign={quote(base64.b64encode(digest), safe='')}"


def dingtalk_robot(
    robot: DingtalkRobot, real_clock: Clock = system_clock, trusted: ssl.SSLContext | None = None
) -> RobotSender:
    """Sends to `robot`."""

    def place() -> str:
        return signed(robot.url, robot.secret, int(real_clock().timestamp() * 1000))

    return RobotSender(place, robot_meaning, _LONGEST_TEXT, trusted)
