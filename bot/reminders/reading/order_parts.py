"""Several orders in one message: where each begins, and whether it says itself which wish it is for. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.word_finder import WordFinder, finder
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.expected import Act
from bot.reminders.reading.said import Said
from bot.reminders.reading.unread import BLANK

IN_TURN: tuple[Act, ...] = ("change", "cancel", "pause", "resume")
"""Orders that can be given one after another in a message."""
_SETS: tuple[Act, ...] = ("set", "add")
_VERBS = (("reminding", "changes"), ("reminding", "drops"), ("shift", "earlier"), ("shift", "later"))
_RESTS = (("pause", "rests"), ("pause", "goes_on"))
_SHORTEST = 2


def order_parts(said: Said) -> list[str]:
    """The parts of a message, each with an order of its own: 第一个改8点 | 第二个取消."""
    parts: list[tuple[int, int]] = []
    for start, end in _pieces(said):
        if parts and _ordered(said, *parts[-1]) and _names(said, start, end):
            parts.append((start, end))
        else:
            parts[-1:] = [(parts[-1][0] if parts else start, end)]
    return [said.words[start:end] for start, end in parts]


def _pieces(said: Said) -> Iterator[tuple[int, int]]:
    """The clauses, parted again at a blank and before a place of a list: 第一个改8点第二个取消."""
    places = {one.start for one in said.places}
    for clause in said.clauses:
        start = clause.start
        for place in range(clause.start + 1, clause.end):
            if place in places or said.words[place].isspace():
                yield start, place
                start = place
        yield start, clause.end


def names_its_own(act: Act, said: Said) -> bool:
    """Whether an order says which wish it is for: 第二个取消, 卡的推到12月3号; a new one says when."""
    if act in _SETS:
        return bool(said.talk) and said.when
    if act not in IN_TURN or (act == "change" and not (said.when or said.amounts)):
        return False
    end = len(said.words)
    return _names(said, 0, end) or (act != "change" and _is_told(said, 0, end))


def _ordered(said: Said, start: int, end: int) -> bool:
    """Whether an order stands there: a word for one, or a time behind what names a wish."""
    placed = any(start <= one.start < end for one in said.places)
    times = (*said.hours, *(said.days if placed else ()), *said.talk)
    return _verb(said, start, end) is not None or any(start < one.start < end for one in times)


def _names(said: Said, start: int, end: int) -> bool:
    """Whether a wish is named there, by its place or before the word of the order."""
    if any(start <= one.start < end for one in said.places):
        return True
    verb = _verb(said, start, end)
    if verb is None:
        return any(start <= one.start < end for one in said.deadlines)
    head = said.left[start:verb]
    return BLANK in head or bared(head) != "" or (_drops(said, start, end) and _is_told(said, start, end))


def _drops(said: Said, start: int, end: int) -> bool:
    return finder("reminding", "drops").stands_in(said.left[start:end])


def _is_told(said: Said, start: int, end: int) -> bool:
    """Whether something there tells one wish from another, wherever the word of the order stands: 取消交表的."""
    if any(start <= one.start < end for one in said.telling):
        return True
    rest = said.left[start:end]
    for verbs in _finders():
        for word in list(verbs.found_in(rest)):
            rest = rest.replace(word.word, "")
    return len(bared(rest.replace(BLANK, ""))) >= _SHORTEST


def _verb(said: Said, start: int, end: int) -> int | None:
    """Where the first word of an order stands, or an amount of sooner or later; None if there is none."""
    found = [start + one.start for verbs in _finders() for one in verbs.found_in(said.left[start:end])]
    found += [one.start for one in (*said.shifts, *said.leads) if start <= one.start < end]
    return min(found, default=None)


def _finders() -> tuple[WordFinder, ...]:
    return tuple(finder(room, name) for room, name in (*_VERBS, *_RESTS))
