"""Says that nothing lacks, or that there is nothing more than was told: 1年没漏, 1分都没多, 不差1天. That is no zero."""

from __future__ import annotations

import re

from bot.language.words import one_of, words

_SINGLE = rf"[{''.join(words('denial', 'one'))}]{one_of('amount', 'counted_in')}"
_NEVER = rf"{one_of('denial', 'never')}"
_TAIL = rf"{one_of('amount', 'lack_ends')}*"
_LACKING, _EXCEEDING = one_of("amount", "lacking"), one_of("amount", "exceeding")
_EITHER_WAY = rf"(?:(?P<lacks>{_LACKING})|{_EXCEEDING})"
_LACK_BEHIND = rf"{_SINGLE}{one_of('amount', 'whole_of')}?{_NEVER}{_EITHER_WAY}{_TAIL}"
_BEHIND = rf"{_NEVER}(?:(?P<lacks_one>{_LACKING})|{_EXCEEDING}){_SINGLE}"
_DENIED_LACK = re.compile(rf"(?:{_LACK_BEHIND}|{_BEHIND})")


def beyond_lacks(text: str) -> str:
    """A text without saying that not one lacks, or that there is not one more: of 18,一分都没多 the 18."""
    return _DENIED_LACK.sub("", text)


def none_lacks(text: str) -> bool:
    """Whether a text says that not one lacks."""
    return any(found["lacks"] or found["lacks_one"] for found in _DENIED_LACK.finditer(text))
