"""Things listed beside one another of which one question is asked: 论文和项目要交什么 asks 论文要交什么 and 项目要交什么."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.found import Found
from bot.language.word_finder import finder
from bot.language.words import words

MOST_LISTED = 6
"""Things in one list."""
_SHORTEST_THING, _LONGEST_THING = 2, 12
"""Characters of a thing."""
(_OF,) = words("linking", "thing_ends")
_ENDING = frozenset(",。?!;: \n\t")


@dataclass(frozen=True)
class Spread:
    """A thing of a list, and the message as it would be if it named that one alone."""

    thing: str
    text: str


def spread(text: str, known: Sequence[Found]) -> tuple[Spread, ...]:
    """A normalised text once for each of the things that it lists; empty unless it lists several.

    `known` are the words of the subject that stand in it, from left to right. They tell where the first thing begins and the
    last one ends; else what stands before the list is taken for the first thing, and what asks behind it ends the last.
    """
    links = _links(text)
    if not 1 <= len(links) < MOST_LISTED:
        return ()
    begin = max((place + 1 for place in range(links[0].start) if text[place] in _ENDING), default=0)
    first = next((word for word in known if word.end == links[0].start and word.start >= begin), None)
    start = first.start if first else begin
    end = _end_of_last(text, links[-1].end, known)
    if first and (head := _shared_head(text, first, links[-1].end, known)):
        start = next((word.start for word in known if word.end == first.start), first.start)
        end = head
    if text.startswith(_OF, end) and all(text.endswith(_OF, 0, link.start) for link in links):
        end += len(_OF)
    edges = [start, *(place for link in links for place in (link.start, link.end)), end]
    things = [text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)]
    if not all(
        _SHORTEST_THING <= len(thing) <= _LONGEST_THING and _ENDING.isdisjoint(thing) for thing in things
    ):
        return ()
    before, behind = text[:start], _asked_of_each(text[end:])
    if all(thing.endswith(_OF) for thing in things[:-1]):  # 填报的、登记的，两个网址 are two addresses
        names = (text[word.start : word.end] for word in known if word.start >= end)
        of_each = next(filter(behind.startswith, names), "")
        things = [f"{thing.removesuffix(_OF)}{_OF}{of_each}" for thing in things] if of_each else things
        behind = behind.removeprefix(of_each)
    return tuple(Spread(thing, f"{before}{thing}{behind}") for thing in dict.fromkeys(things))


def _links(text: str) -> list[Found]:
    """What links the things of the first list in a text: 、 and 和, with nothing but a thing between one and the next."""
    whole = words("linking", "whole")
    found: list[Found] = []
    for link in finder("linking", "beside", "whole").found_in(text):
        if link.word in whole:
            continue
        if found and not _ENDING.isdisjoint(text[found[-1].end : link.start]):
            break
        found.append(link)
    return found


def _end_of_last(text: str, start: int, known: Sequence[Found]) -> int:
    """Where the thing that begins at a place ends: with a word of the subject, or where it is asked about."""
    last = next((word.end for word in known if word.start == start), 0)
    limit = next((place for place in range(start, len(text)) if text[place] in _ENDING), len(text))
    asked = next(
        (word.start for word in finder("linking", "asked_of").found_in(text) if word.start > start), limit
    )
    ends_known = any(word.end == limit for word in known) and limit - start <= _LONGEST_THING
    return limit if ends_known and limit <= asked else last or min(asked, limit)


def _shared_head(text: str, first: Found, start: int, known: Sequence[Found]) -> int:
    """Where the last thing ends that ends as the first one does: 甲学历和乙学历; 0 if it does not."""
    head = text[first.start : first.end]
    ends = (word.end for word in known if word.start > start and text[word.start : word.end] == head)
    return next((end for end in ends if end - start <= _LONGEST_THING), 0)


def _asked_of_each(behind: str) -> str:
    """What stands behind a list without the words that say that each of it is meant: 三样都能报吗 as 能报吗."""
    rest = behind.lstrip("".join(_ENDING))
    while word := max(filter(rest.startswith, words("linking", "each_listed")), key=len, default=""):
        behind = rest = rest[len(word) :]
    return behind
