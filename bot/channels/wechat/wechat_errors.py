"""What the error codes of WeChat mean for a message. HTTP says 200 to nearly all of them.

The codes: https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html and, with each call, the page of
that call.
"""

from __future__ import annotations

from bot.channels.platforms.error_codes import ErrorCodes, Meant

STALE = frozenset([40001, 40014, 41001, 42001, 42007])
"""The access token is not, or no longer, valid. 40001 is also said of a wrong AppSecret."""
CLOSED = frozenset([45015, 45047, 48002, 43101])
"""This person may not be written to in this way now: the 48 hours are over, so many were sent, or they refuse it."""
UNABLE = frozenset([48001, 48004])
"""The account may not make this call: its kind cannot, or it was punished."""
_MINUTE = 60.0
_RENEWED: Meant = ("held", "check_wechat_42001_do")
_LISTED: Meant = ("held", "check_wechat_40164_do")
_ACCOUNT: Meant = ("held", "check_wechat_40013_do")
_KEY: Meant = ("held", "check_wechat_40125_do")
_ADMIN: Meant = ("held", "check_wechat_89503_do")
_TEMPLATE: Meant = ("held", "check_wechat_40037_do")
_PUNISHED: Meant = ("held", "check_wechat_48004_do")
_CLOSED: Meant = ("refused", "check_wechat_45015_do")
WECHAT_CODES = ErrorCodes(
    {
        -1: ("uncertain", "check_wechat_busy_do"),  # «系统繁忙»: nobody says whether it was done
        43004: ("gone", ""),  # the receiver does not follow the account
        50005: ("gone", ""),
        **dict.fromkeys(CLOSED, _CLOSED),
        40001: ("held", "check_wechat_40001_do"),
        40014: ("held", "check_wechat_40014_do"),
        41001: _RENEWED,
        42001: _RENEWED,
        42007: _RENEWED,
        45011: ("wait", "check_wechat_45011_do"),  # too many calls in this minute
        45009: ("held", "check_wechat_45009_do"),  # the calls of this day are used up
        40164: _LISTED,  # our address is not on the list
        61004: _LISTED,
        40013: _ACCOUNT,
        41002: _ACCOUNT,
        40125: _KEY,
        41004: _KEY,
        40243: ("held", "check_wechat_40243_do"),
        # The administrator is asked whether our address may call, or said no.
        **dict.fromkeys((89501, 89503, 89506, 89507), _ADMIN),
        40036: _TEMPLATE,
        40037: _TEMPLATE,
        47003: ("held", "check_wechat_template_odd_do"),
        48001: ("held", "check_wechat_48001_do"),
        48004: _PUNISHED,
        50002: _PUNISHED,
        45002: ("failed", ""),
    },
    "check_wechat_other_do",
    _MINUTE,
)
meaning_of, advice_for = WECHAT_CODES.meaning, WECHAT_CODES.advice
