"""Those whom a notice refuses by name: 厨师、保洁等人员不得申报. Who says that he is one of them is told that clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.faq.bounds.bound_patterns import bound_pattern
from bot.language.normalize import normalize
from bot.pack.model import Clause, Pack

_SHORTEST_MEMBER, _LONGEST_MEMBER = 2, 8
_SAID_WITHIN = 3


class RefusedLists:
    """Knows the members of the lists of one pack that refuse somebody or something."""

    def __init__(self, pack: Pack) -> None:
        self._clauses = pack.clauses
        named = [(item, clause.id) for clause in pack.clauses.values() for item in _items(clause, pack)]
        places = Counter(item for item, _ in dict.fromkeys(named))
        self._places = {item: clause for item, clause in named if places[item] == 1}

    def named_in(self, text: str) -> tuple[str, str] | None:
        """The only member that the asker of a normalised question says he is, or it is, with its clause."""
        found = {item: clause for item, clause in self._places.items() if _says(text, item)}
        longest = max(found, key=len, default="")
        rest = {clause for item, clause in found.items() if item not in longest}
        return (longest, found[longest]) if longest and not rest else None

    def quoted(self, clause: str) -> str:
        """The words of a clause, with those above it that refuse what it lists."""
        own, above = self._clauses[clause], self._clauses.get(clause.rpartition(".")[0])
        return (
            f"{above.text}\n{own.text}"
            if above is not None and above.text.endswith(_OPENS_LIST)
            else own.text
        )


_OPENS_LIST = ("：", ":")


def _items(clause: Clause, pack: Pack) -> Iterator[str]:
    """The members of the lists of a clause that refuses, or stands below one that does."""
    above = pack.clauses.get(clause.id.rpartition(".")[0])
    lists = above is not None and above.text.endswith(_OPENS_LIST) and _refuses(normalize(above.text))
    for sentence in bound_pattern("listed", "sentence").split(normalize(clause.text)):
        refusing = bound_pattern("listed", "refuses_these").search(sentence)
        named = sentence if lists else sentence[: refusing.start()] if refusing else ""
        if bound_pattern("listed", "conduct").search(named):  # what somebody did is no name of his
            continue
        items = bound_pattern("listed", "between").split(bound_pattern("listed", "and_so_on").sub("", named))
        for item in items if len(items) > 1 else ():
            plain = bound_pattern("listed", "beside").sub("", item)
            if _SHORTEST_MEMBER <= len(plain) <= _LONGEST_MEMBER and plain.isalpha():
                yield plain


def _refuses(text: str) -> bool:
    return bool(bound_pattern("listed", "refuses").search(text))


def _says(text: str, item: str) -> bool:
    """Whether a question says that somebody is that: 我是X, 按X签的, 当X的; not 不是X."""
    place = text.find(item)
    before = text[max(0, place - _SAID_WITHIN) : place]
    is_so = bool(bound_pattern("listed", "is_so").search(before))
    return place >= 0 and (is_so or place == 0) and not bound_pattern("listed", "is_not").search(before)
