"""What people ask of any notice, as points.toml lists it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.pack.drafting.signs import listing
from bot.pack.reading.shared_reader import shared_points


@dataclass(frozen=True)
class NoticePoint:
    """A point that people ask about: what it is called, which sentences say something of it, how people ask.

    `best` are headings that are the very name of the point. `never_here` finds what speaks of something else though a
    heading names the point. `otherwise` is the point that takes its phrasings if the notice says nothing of it. `unsure`
    are signs that may speak of something else. `lacks` is a pattern and what is said if nothing in the notice fits it.
    """

    id: str
    topic: str
    aspects: tuple[str, ...]
    says: str
    heads: str = ""
    best: str = ""
    never: str = ""
    never_here: str = ""
    unsure: str = ""
    never_heads: str = ""
    otherwise: str = ""
    lacks: tuple[str, str] = ("", "")
    shared: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()


@cache
def notice_points() -> tuple[NoticePoint, ...]:
    """The points of points.toml, in order."""
    return tuple(
        NoticePoint(
            id=name,
            topic=one["topic"],
            aspects=tuple(one["aspects"]),
            says=one["says"],
            heads=one.get("heads", ""),
            best=one.get("best", ""),
            never=one.get("never", ""),
            never_here=one.get("never_here", ""),
            unsure=one.get("unsure", ""),
            never_heads=one.get("never_heads", ""),
            otherwise=one.get("otherwise", ""),
            lacks=(one["lacks"], one["lacking"]) if "lacks" in one else ("", ""),
            shared=tuple(one.get("shared", ())),
            phrasings=tuple(one.get("phrasings", ())),
        )
        for name, one in listing("points").items()
    )


def shared_phrasings(ids: Iterable[str]) -> list[str]:
    """How people ask for points that come with the program for every pack."""
    known = {one.entry.id: one.entry.variants for one in shared_points()}
    return [phrasing for id in ids for phrasing in known.get(id, ())]
