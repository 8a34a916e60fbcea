"""What the codes of DingTalk mean for a message.

Codes are words, with an HTTP status: https://open.dingtalk.com/document/orgapp/server-api-error-codes-1 and the page of each
call. One that is not here is judged by its status; only that the unit has no such member says that somebody is gone.
"""

from __future__ import annotations

from bot.channels.platforms.platform_api import BUSY_SECONDS
from bot.delivery.sender import Attempt

NO_SUCH_STAFF = "staffId.notExisted"
_STALE_WORDS = ("invalidauthentication", "accesstokeninvalid", "invalidaccesstoken")
_BUSY_WORDS = ("qpslimit", "throttling", "toomanyrequests", "flowcontrol")
"""`Forbidden.AccessDenied.QpsLimitForAppkeyAndApi` and its like: over 20 calls in this second. HTTP says 403."""
_UNKNOWN = "unknown.send.result"
_OF_US = (
    "robot",
    "bot.stopped",
    "resource.not.found",
    "forbidden",
    "authfail",
    "clientid",
    "appkey",
    "permission",
    "quota",
)
"""Codes of a robot, an application or a permission: everybody's."""
_SHOWN = 60


def is_stale_token(status: int, code: str) -> bool:
    """Whether a call was refused because of its token."""
    low = code.lower()
    return any(word in low for word in _STALE_WORDS) or (status == 401 and not low)


def dingtalk_meaning(status: int, code: str) -> Attempt:
    """What came of a call that was answered with an HTTP status and a code (empty: none)."""
    reason, low = f"HTTP {status} {code[:_SHOWN]}".rstrip(), code.lower()
    if 200 <= status < 300 and not code:
        return Attempt("sent")
    if status == 429 or any(word in low for word in _BUSY_WORDS):
        return Attempt("wait", reason, BUSY_SECONDS if status == 429 else 1.0)
    if is_stale_token(status, code):
        return Attempt("held", reason)
    if code == NO_SUCH_STAFF:
        return Attempt("gone", reason)
    if status >= 500 or code == _UNKNOWN:
        return Attempt("uncertain", reason)
    if status == 400 and code and not any(word in low for word in _OF_US):
        return Attempt("refused", reason)
    return Attempt("held", reason)


def dingtalk_advice(status: int, code: str) -> str:
    """The name of the message that says what to do about a code."""
    low = code.lower()
    if status == 429 or any(word in low for word in _BUSY_WORDS):
        return "check_dingtalk_qps_do"
    if is_stale_token(status, code) or "clientid" in low or "authfail" in low or "appkey" in low:
        return "check_dingtalk_secret_do"
    if "ipnotinwhitelist" in low:
        return "check_dingtalk_ip_do"
    if "quota" in low:
        return "check_dingtalk_quota_do"
    if "permission" in low:
        return "check_dingtalk_permission_do"
    if status >= 500 or code == _UNKNOWN:
        return "check_dingtalk_busy_do"
    if "robot" in low or "bot.stopped" in low or "resource.not.found" in low:
        return "check_dingtalk_robot_code_do"
    return "check_dingtalk_other_do"
