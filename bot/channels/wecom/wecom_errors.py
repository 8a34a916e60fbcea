"""What the error codes of WeCom mean for a message. HTTP says 200 to nearly all of them.

The codes: https://developer.work.weixin.qq.com/document/path/90313 and, with each call, the page of that call. A code that is not
here is taken for a refusal of one message: it says nothing certain of the person.
"""

from __future__ import annotations

from bot.delivery.sender import Attempt, AttemptOutcome

STALE_TOKEN = frozenset([40014, 41001, 42001])
"""The access token is not, or no longer, valid."""
NOT_IN_RANGE = 81013
"""Nobody of those whom a message is for may see the application: not in its range, or not in the unit any more."""
NO_SUCH_MEMBER = 60111
NO_MENU = 46003
_OUTCOMES: dict[int, AttemptOutcome] = {
    0: "sent",
    -1: "uncertain",  # «系统繁忙»: nobody says whether it was done
    NOT_IN_RANGE: "retry",  # whoever narrowed the range may widen it again; whether they are gone is asked for
    45009: "wait",  # too many calls in this minute, or hour
    45033: "wait",  # too many at once
    60020: "held",  # our address is not on the list
    40001: "held",
    40091: "held",
    40013: "held",
    40056: "held",
    41002: "held",
    41004: "held",
    41011: "held",
    301002: "held",
    48002: "held",
    93000: "held",  # the robot's address: wrong, or the robot was removed
    93004: "held",
    45002: "failed",
}
_MINUTE = 60.0
"""By the minute calls are blocked for 60 seconds: https://developer.work.weixin.qq.com/document/path/90454"""
_ADVISED = frozenset(
    [60020, 40001, 40091, 40013, 40056, 301002, 40014, 42001, 45009, 48002, NOT_IN_RANGE, 93000]
)
_SAME = {40091: 40001, 301002: 40056, 40014: 42001}


def wecom_meaning(code: int) -> Attempt:
    """What came of a message that was answered with `code`."""
    if code in STALE_TOKEN:
        return Attempt("held", f"errcode {code}")
    outcome = _OUTCOMES.get(code, "refused")
    return Attempt(outcome, "" if code == 0 else f"errcode {code}", _MINUTE if outcome == "wait" else 0.0)


def wecom_advice(code: int) -> str:
    """The name of the message that says what to do about a code."""
    return f"check_wecom_{_SAME.get(code, code)}_do" if code in _ADVISED else "check_wecom_other_do"
