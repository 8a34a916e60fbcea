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

from bot.channels.platforms.robot_sender import RobotSender
from bot.clock import Clock, system_clock
from bot.delivery.sender import Attempt, AttemptOutcome
from bot.dingtalk_settings import DingtalkRobot

GROUP = "dingtalk_group"
_LONGEST_TEXT = 6000
_SILENCE = 600.0
"""Seconds for which a robot that spoke too often is silent."""
_OUTCOMES: dict[int, AttemptOutcome] = {
    0: "sent",
    -1: "uncertain",
    130101: "wait",  # «send too fast, exceed 20 times per minute»
    410100: "wait",
    310000: "held",  # the signature, a word, or the address that the robot's security wants
    300001: "held",
    300005: "held",
    400013: "held",
    400101: "held",
    400102: "held",
    400106: "held",
}


def robot_meaning(code: int) -> Attempt:
    """What came of a message that was answered with `code`."""
    outcome = _OUTCOMES.get(code, "refused")
    return Attempt(outcome, "" if code == 0 else f"errcode {code}", _SILENCE if outcome == "wait" else 0.0)


def robot_advice(code: int) -> str:
    """The name of the message that says what to do about a code."""
    return "check_dingtalk_robot_310000_do"


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
