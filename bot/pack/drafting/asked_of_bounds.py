"""How people ask for the bounds of a clause (满12个月, 2人以上), and for what is counted in (不含本人)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pack.drafting.finding.value_finder import amounts_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import listing, sign

_MOST_BOUNDS = 4
_MOST_COUNTED_IN = 2
_FEWEST_REFUSED, _MOST_REFUSED = 2, 6
_SHORTEST_ITEM, _LONGEST_ITEM = 2, 8


def asked_of_bounds(text: str) -> list[str]:
    """Phrasings for the bounds of a clause and for what it counts in, each once."""
    return list(dict.fromkeys((*_bounds(text), *_counted_in(text), *_of_refused(text))))


def _of_refused(text: str) -> Iterator[str]:
    """Who has or does one of several things that a clause refuses asks whether that one is let."""
    for match in sign("phrasing", "refused").finditer(one_width(text)):
        items = [one.strip() for one in sign("lists", "between").split(match["what"])]
        if len(items) < _FEWEST_REFUSED:
            continue
        for item in items[:_MOST_REFUSED]:
            if _SHORTEST_ITEM <= len(item) <= _LONGEST_ITEM:
                for frame in listing("frames")["bounds"]["refused"]:
                    yield frame.replace("{what}", item).replace("{verb}", match["verb"] or "")


def _counted_in(text: str) -> Iterator[str]:
    for match in list(sign("phrasing", "counted_in").finditer(one_width(text)))[:_MOST_COUNTED_IN]:
        for frame in listing("frames")["bounds"]["counted_in"]:
            yield frame.replace("{what}", match["what"])


def _bounds(text: str) -> Iterator[str]:
    """Those who stay below a bound, or go beyond one, ask what becomes of them."""
    frames = listing("frames")["bounds"]
    bounded = [one for one in amounts_in(text) if one.bound]
    for one in bounded[:_MOST_BOUNDS]:
        for frame in frames[one.bound]:
            yield frame.replace("{amount}", f"{one.printed}{one.unit}").replace("{unit}", one.unit)
