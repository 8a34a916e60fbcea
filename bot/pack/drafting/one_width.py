"""Text in one width: full-width letters, digits and signs as ASCII, each dash as one dash. As long as it was, so that places in
it are places in the notice's own words."""

from __future__ import annotations

import re

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d"
_WAVES = "\u301c\uff5e\u223c\u02dc"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE: dict[int, int | str] = {
    **_WIDE,
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WAVES), "~"),
    **dict.fromkeys(map(ord, _SPACES), " "),
}
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def one_width(text: str) -> str:
    """`text` in one width, character by character."""
    return text.translate(_TABLE)


def visible(text: str) -> str:
    """`text` without what nobody sees; control characters become blanks."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", text))
