"""Somebody else of whom a message speaks: a relative, a colleague, a master."""

from __future__ import annotations

import re

from bot.language.normalize import folded, normalize
from bot.language.words import one_of

_PERSON = re.compile(rf"(?P<whose>{one_of('person', 'mine')})?(?P<who>{one_of('person', 'others')})")
_SELF = re.compile(folded(rf"我(?!们|家|{one_of('person', 'others')})|本人|自己"))
_MY = "我"


def person_in(text: str) -> str:
    """How a message calls somebody else of whom it speaks, and not of the writer; "" if it speaks of the writer or nobody."""
    said = normalize(text)
    found = _PERSON.search(said)
    if found is None or _SELF.search(said[found.end() :]):
        return ""
    return f"{_MY}{found['who']}" if found["whose"] else found["who"]
