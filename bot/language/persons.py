"""Somebody else of whom a message speaks: a relative, a colleague, a master."""

from __future__ import annotations

import re

from bot.language.normalize import folded, normalize
from bot.language.words import one_of

_PERSON = re.compile(rf"(?P<whose>{one_of('person', 'mine')})?(?P<who>{one_of('person', 'others')})")
_SELF = re.compile(folded(rf"我(?!们|家|{one_of('person', 'others')})|本人|自己"))
# Who asks for help or gives it is not of whom is spoken: 我爸退休了，帮我核一下.
_HELP = re.compile(rf"{one_of('person', 'helps')}我|我(?:想|要|来|就|先)*{one_of('person', 'helps')}")
_MY = "我"


def speaks_of_self(text: str) -> bool:
    """Whether a text speaks of the writer: 我退休了; 他是高级 and 帮我看看 do not."""
    return bool(_SELF.search(_HELP.sub("", normalize(text))))


def person_in(text: str) -> str:
    """How a message calls somebody else of whom it speaks, and not of the writer; "" if it speaks of the writer or nobody."""
    said = normalize(text)
    found = _PERSON.search(said)
    if found is None or _SELF.search(_HELP.sub("", said[found.end() :])):
        return ""
    return f"{_MY}{found['who']}" if found["whose"] else found["who"]
