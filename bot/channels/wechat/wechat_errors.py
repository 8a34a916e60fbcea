"""What the error codes of WeChat mean for a message. HTTP says 200 to nearly all of them.

The codes: https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html and, with each call, the page of
that call. A code that is not here is taken for a refusal of one message: it says nothing certain of the person.
"""

from __future__ import annotations

from bot.delivery.sender import Attempt, AttemptOutcome

STALE = frozenset([40001, 40014, 41001, 42001, 42007])
"""The access token is not, or no longer, valid. 40001 is also said of a wrong AppSecret."""
CLOSED = frozenset([45015, 45047, 48002, 43101])
"""This person may not be written to in this way now: the 48 hours are over, so many were sent, or they refuse it."""
UNABLE = frozenset([48001, 48004])
"""The account may not make this call: its kind cannot, or it was punished."""
_OUTCOMES: dict[int, AttemptOutcome] = {
    0: "sent",
    -1: "uncertain",  # «系统繁忙»: nobody says whether it was done
    43004: "gone",  # the receiver does not follow the account
    50005: "gone",
    45011: "wait",  # too many calls in this minute
    45009: "held",  # the calls of this day are used up
    40164: "held",  # our address is not on the list
    61004: "held",
    40013: "held",
    40125: "held",
    40243: "held",
    41002: "held",
    41004: "held",
    89503: "held",
    40036: "held",
    40037: "held",
    47003: "held",
    50002: "held",
    45002: "failed",
}
_MINUTE = 60.0


def meaning_of(code: int) -> Attempt:
    """What came of a message that was answered with `code`."""
    if code in STALE | UNABLE:
        return Attempt("held", f"errcode {code}")
    outcome = _OUTCOMES.get(code, "refused")
    return Attempt(outcome, "" if code == 0 else f"errcode {code}", _MINUTE if outcome == "wait" else 0.0)


def advice_for(code: int) -> str:
    """The name of the message that says what to do about a code."""
    known = {40164, 40001, 40013, 40125, 40243, 42001, 40014, 45009, 48001, 48004, 40037}
    return f"check_wechat_{code}_do" if code in known else "check_wechat_other_do"
