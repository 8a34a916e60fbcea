"""What stands in a message and is no word of it: the tags of a page that was copied, and what is a program and no question."""

from __future__ import annotations

import re

_WITHIN = "a|abbr|b|big|code|em|font|i|label|s|small|span|strike|strong|sub|sup|tt|u|wbr"
"""Tags within a line: what stands on both sides of one may be one word."""
_TAGS = (
    "article|audio|base|blockquote|body|br|button|canvas|center|dd|div|dl|dt|embed|fieldset|footer|form|frame|h[1-6]|head|header|hr"
    "|html|iframe|img|input|legend|li|link|main|marquee|meta|nav|object|ol|option|p|pre|script|section|select|style|svg|table|tbody"
    "|td|textarea|tfoot|th|thead|title|tr|ul|video"
)
# What a page does not show goes with its tags. A tag that is not closed reaches to the end of what was copied.
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_TAG_WITHIN = re.compile(rf"</?(?:{_WITHIN})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:[\s/][^<>]*)?>|<(?:{_TAGS}|{_WITHIN})\s[^<>]*=[^<>]*$", re.IGNORECASE)
_BLANK = re.compile(r"&nbsp;|&#160;", re.IGNORECASE)
_BEGINNINGS = ("<", "&")
# Signs that only programs have side by side: '; DROP, {{7*7}}, $(id), a' or '1'='1, admin'--, <script>, ../.., 1=1.
_CODE = re.compile(
    r"[{}`]|--\s*$|['\")]\s*--|/\*|\.\./|\$[({]|\|\||&&|\(\)|['\"]\s*[;)=#|]|^\s*[;|&]|;\s*$|=\s*['\"]|\b(\d+)\s*=\s*\1\b|<\s*(?:[/!]?[a-z]|%)"
    r"|%[0-9a-f]{2}",
    re.IGNORECASE,
)


def without_markup(text: str) -> str:
    """A text without the tags of a page; as it is if nothing else stands in it. 要<90 has none."""
    if not any(sign in text for sign in _BEGINNINGS):
        return text
    shown = _BLANK.sub(" ", _TAG.sub(" ", _TAG_WITHIN.sub("", _UNSEEN.sub(" ", text))))
    return shown.strip() if shown != text and shown.strip() else text


def is_code(text: str) -> bool:
    """Whether a text is a program, or a piece of one, and nothing that anybody asks: all of it ASCII, with signs of that."""
    return text.isascii() and bool(_CODE.search(text))
