"""What the error codes of WeCom mean for a message. HTTP says 200 to nearly all of them.

The codes: https://developer.work.weixin.qq.com/document/path/90313 and, with each call, the page of that call.
"""

from __future__ import annotations

from bot.channels.platforms.error_codes import ErrorCodes, Meant

STALE_TOKEN = frozenset([40014, 41001, 42001])
"""The access token is not, or no longer, valid."""
NOT_IN_RANGE = 81013
"""Nobody of those whom a message is for may see the application: not in its range, or not in the unit any more."""
NO_SUCH_MEMBER = 60111
NO_MENU = 46003
_MINUTE = 60.0
"""By the minute calls are blocked for 60 seconds: https://developer.work.weixin.qq.com/document/path/90454"""
_RENEWED: Meant = ("held", "check_wecom_42001_do")
_KEY: Meant = ("held", "check_wecom_40001_do")
_UNIT: Meant = ("held", "check_wecom_40013_do")
_APPLICATION: Meant = ("held", "check_wecom_40056_do")
_FORBIDDEN: Meant = ("held", "check_wecom_48002_do")
_ROBOT: Meant = ("held", "check_wecom_93000_do")
_TOO_MANY: Meant = ("wait", "check_wecom_45009_do")
WECOM_CODES = ErrorCodes(
    {
        -1: ("uncertain", "check_wecom_busy_do"),  # «系统繁忙»: nobody says whether it was done
        # Whoever narrowed the range may widen it again; whether somebody is gone is asked for.
        NOT_IN_RANGE: ("retry", "check_wecom_81013_do"),
        **dict.fromkeys(STALE_TOKEN, _RENEWED),
        45009: _TOO_MANY,  # in this minute, or hour
        45033: _TOO_MANY,  # at once
        60020: ("held", "check_wecom_60020_do"),  # our address is not on the list
        40001: _KEY,
        40091: _KEY,
        41004: _KEY,
        40013: _UNIT,
        41002: _UNIT,
        301007: ("held", "check_wecom_301007_do"),  # «企业已解散»
        40056: _APPLICATION,
        41011: _APPLICATION,
        301002: _APPLICATION,
        50003: ("held", "check_wecom_closed_do"),  # «应用已禁用»
        48002: _FORBIDDEN,
        48006: _FORBIDDEN,  # «接口权限被收回»
        93000: _ROBOT,  # the robot's address: wrong, or the robot was removed
        93004: _ROBOT,  # «机器人被停用»
        93008: _ROBOT,  # «不在群里»
        45002: ("failed", ""),
    },
    "check_wecom_other_do",
    _MINUTE,
)
wecom_meaning, wecom_advice = WECOM_CODES.meaning, WECOM_CODES.advice
