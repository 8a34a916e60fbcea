"""Those whom a notice refuses by name: 厨师、保洁等人员不得申报; 不予受理：改名的；已退出的.

Who says that he is one of them is told that clause.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.faq.bounds.bound_patterns import bound_pattern, bound_word, with_one_word
from bot.faq.entry_texts import pairs
from bot.language.normalize import normalize
from bot.pack.model import Clause, Pack

_SHORTEST_MEMBER, _LONGEST_MEMBER = 2, 8
_SAID_WITHIN = 3
_SHORT_CASE = 4
"""Characters of a case that a question names as it stands."""
_TOLD = 0.4
"""The share of a longer case that a question must tell."""


class RefusedLists:
    """Knows the members of the lists of one pack that refuse somebody or something."""

    def __init__(self, pack: Pack) -> None:
        self._clauses = pack.clauses
        named = [(item, clause.id) for clause in pack.clauses.values() for item in _items(clause, pack)]
        places = Counter(item for item, _ in dict.fromkeys(named))
        self._places = {item: clause for item, clause in named if places[item] == 1}
        self._cases = [(case, clause.id) for clause in pack.clauses.values() for case in _cases(clause)]
        self._telling = _rarity([clause.text for clause in pack.clauses.values()])

    def named_in(self, text: str) -> tuple[str, str] | None:
        """The only member that the asker of a normalised question says he is, or it is, with its clause."""
        found = {item: clause for item, clause in self._places.items() if _says(text, item)}
        longest = max(found, key=len, default="")
        rest = {clause for item, clause in found.items() if item not in longest}
        return (longest, found[longest]) if longest and not rest else None

    def case_in(self, text: str) -> tuple[str, str] | None:
        """The only case of those that a notice refuses one by one that a normalised question tells, with its clause."""
        weighed = sorted(
            ((self._share(text, case), case, clause) for case, clause in self._cases), reverse=True
        )
        if not weighed or weighed[0][0] < _TOLD or (len(weighed) > 1 and weighed[1][0] >= _TOLD):
            return None
        return weighed[0][1], weighed[0][2]

    def _share(self, text: str, case: str) -> float:
        """How much of what tells a case a text holds, from 0 to 1; nothing if it says that it is not so."""
        if len(case) <= _SHORT_CASE:
            place = text.find(case)
            before = text[max(0, place - _SAID_WITHIN) : place]
            return float(place >= 0 and not bound_pattern("listed", "not_done").search(before))
        own, said = pairs(with_one_word(case)), pairs(bound_pattern("listed", "denied").sub(",", text))
        whole = sum(self._telling.get(pair, 1.0) for pair in own)
        return sum(self._telling.get(pair, 1.0) for pair in own & said) / whole

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


def _cases(clause: Clause) -> Iterator[str]:
    """What a clause refuses case by case behind a colon: 不予受理：甲的；乙、丙的；丁."""
    for sentence in bound_pattern("listed", "whole").split(normalize(clause.text)):
        lead = bound_pattern("listed", "opens_cases").match(sentence)
        for part in sentence[lead.end() :].split(";") if lead else ():
            said = bound_pattern("listed", "beside").sub("", part).strip()
            plain = said.removesuffix(bound_word("of_whom"))
            if not all(character.isalpha() or character == bound_word("listed") for character in plain):
                continue  # what hangs on a number or has an exception is no mere case
            items = plain.split(bound_word("listed")) if said != plain else [plain]
            short = all(_SHORTEST_MEMBER <= len(item) <= _SHORT_CASE for item in items)
            yield from items if short else [plain] if len(plain) >= _SHORTEST_MEMBER else []


def _rarity(texts: Iterable[str]) -> dict[str, float]:
    """How much each pair of characters of some texts tells one from others."""
    held = [pairs(with_one_word(normalize(text))) for text in texts]
    counts = Counter(pair for one in held for pair in one)
    return {pair: math.log((1 + len(held)) / count) for pair, count in counts.items()}


def _refuses(text: str) -> bool:
    return bool(bound_pattern("listed", "refuses").search(text))


def _says(text: str, item: str) -> bool:
    """Whether a question says that somebody is that: 我是X, 按X签的, 当X的; not 不是X."""
    place = text.find(item)
    before = text[max(0, place - _SAID_WITHIN) : place]
    is_so = bool(bound_pattern("listed", "is_so").search(before))
    return place >= 0 and (is_so or place == 0) and not bound_pattern("listed", "is_not").search(before)
