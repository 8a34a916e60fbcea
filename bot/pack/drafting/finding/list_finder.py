"""Enumerations: 资助范围：木材加工类、金属加工类、…及其他加工类等."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, sign

_FEWEST = 3
_LONGEST_MEMBER = 24


@dataclass(frozen=True)
class ListFound:
    """An enumeration: what it lists (资助范围), its members, the words that leave it open (其他加工类), where they stand."""

    head: str
    members: tuple[str, ...]
    others: str
    quote: str

    @property
    def is_kinds(self) -> bool:
        """Whether it lists the kinds of things for which one can apply."""
        head = one_width(self.head)
        return bool(sign("lists", "kinds").search(head)) and not sign("lists", "not_kinds").search(head)


def lists_in(text: str) -> list[ListFound]:
    """The enumerations of a text that a head opens, each of three members or more."""
    plain = one_width(text)
    open_end = characters("lists", "open_end")
    found: list[ListFound] = []
    for match in sign("lists", "head").finditer(plain):
        items = text[match.start("items") : match.end("items")]
        members = [
            one.strip(characters("lists", "edges"))
            for one in sign("lists", "between").split(_unbracketed(items))
        ]
        others = [one for one in members if sign("lists", "rest").search(one_width(one))]
        kept = [one for one in members if one and one not in others]
        ended = [one.removesuffix(open_end) for one in kept]
        if len(ended) < _FEWEST or any(len(one) > _LONGEST_MEMBER or len(one) < 2 for one in ended):
            continue
        head = text[match.start("head") : match.end("head")].strip()
        marker = marker_of(head)
        head = sign("lists", "head_frame").sub("", head[marker.end :] if marker else head)
        other = others[-1].removesuffix(open_end).strip() if others else ""
        found.append(ListFound(head, tuple(dict.fromkeys(ended)), other, text[match.start() : match.end()]))
    return found


def _unbracketed(items: str) -> str:
    """A list without what stands in brackets."""
    return sign("lists", "brackets").sub("", items)
