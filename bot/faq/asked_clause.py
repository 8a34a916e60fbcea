"""Finds the clause that a message asks to read: 四（二）原文, 附件1第7条."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.pack.model import Pack

_PADDING = re.compile(
    r"原文|全文|原话|内容|条款|通知|里的?|写了什么|说了什么|讲了什么|怎么写的?|怎么说的?|讲什么|说什么|是什么|是啥|请问|看一?下?|查|给我|我要|帮我|那一?条|的|[\s,.。?:;!、“”「」]"
)


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def asked_clause(message: str, names: Mapping[str, str]) -> str | None:
    """The id of the clause that `message` asks for and for nothing else; None if it asks something else.

    `names` are those of `clause_names`.
    """
    if len(message) > 30:
        return None
    wanted = _PADDING.sub("", _key(message))
    # 五 or 文首 alone is too short to be told from talk; such a clause is asked for by its padding.
    if len(wanted) > 2 or "原文" in message or "条款" in message:
        return names.get(wanted)
    return None


def clause_names(pack: Pack) -> dict[str, str]:
    """The clause of each name that one may have, without its padding; of two with one name the first."""
    named: dict[str, str] = {}
    for id, clause in pack.clauses.items():
        for name in (id, clause.shown):
            named.setdefault(_PADDING.sub("", _key(name)), id)
    return named
