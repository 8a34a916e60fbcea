"""Cuts a sentence into the clauses that affirm or deny each for itself."""

from __future__ import annotations

import re

from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.words import one_of

_SIGNS = re.compile(r"[,;。!?\s]")
# Where a sentence turns without a comma: 不是跳舞是唱歌, 没有合同有社保, 有合同没社保.
_TURNS = re.compile(
    rf"({one_of('denial', 'signs')}[^,;。]{{1,8}}?)(?={one_of('clause', 'also')}[^,;。]{{2}})|"
    r"(不是[^,;。是]{1,8}?(?<![不也都还]))(?=而?是)|(没有?[^,;。有没不]{2,10})(?=有)|(有[^,;。有没不]{2,10})(?=没)"
)
_CLOSING = re.compile(r"^((?:不?是|没?有|对)(?:[的啊呀呢哦]))(?=[我俺本单])")


def clauses(said: str) -> list[str]:
    """The clauses of a normalised text, in order, without the signs between them."""
    return list(_clauses(said))


@remembered(TEXTS_KEPT)
def _clauses(said: str) -> tuple[str, ...]:
    turned = _TURNS.sub(lambda match: f"{match[0]},", _CLOSING.sub(r"\1,", said))
    return tuple(part for part in _SIGNS.split(turned) if part)


def parted_further(said: str) -> str:
    """A normalised text in which a colon or 、 divides clauses as well, unless it stands in an hour or a list of numbers."""
    parts = []
    for place, character in enumerate(said):
        beside = said[place - 1 : place] + said[place + 1 : place + 2]
        parts.append("," if character in ":、" and not beside.isdigit() else character)
    return "".join(parts)
