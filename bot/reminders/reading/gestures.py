"""Words that call for a reminder by how they are built, whatever the verb: 给我咚一下, 敲打他一回, 七点顶我, 记一笔.

They count where a message says when, and asks nothing: elsewhere 敲打他一回 may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.found import Found
from bot.language.spoken_parts import SIGNS
from bot.language.word_finder import FoundWord, finder
from bot.language.words import words
from bot.reminders.reading.unread import BLANK, Unread

_LONGEST_VERB, _SHORTEST_DEED = 2, 2


def gestures_in(left: str, clauses: list[tuple[int, int]], timed: bool = False) -> Iterator[FoundWord]:
    """The words for being reminded in the clauses of a message, of which `left` has blanks for all that was read.

    `timed`: it says at which hour, so that a verb right behind a time calls without saying how often: 七点顶我去交表.
    """
    for start, end in clauses:
        found = next(_calls(left, start, end, timed), None) or next(_notes(left, start, end), None)
        if found is not None:
            yield FoundWord(found.start, found.end, left[found.start : found.end])


def calls_by_gesture(text: str) -> bool:
    """Whether such words stand in a text, whether it says when or not."""
    left = Unread.of(text).left.strip(SIGNS)
    return next(gestures_in(left, [(0, len(left))]), None) is not None


def _calls(left: str, start: int, end: int, timed: bool) -> Iterator[Found]:
    """Somebody, and what is done to them: 替我|敲|一下, 敲打|他|一回, 顶|我 right behind a time."""
    for whom in finder("reminding", "called").found_in(left[start:end]):
        begin, behind = start + whom.start, start + whom.end
        lets = _ending(left[start:begin], "for_whom")
        if lets:
            often = _often_behind(left, behind, end)
            if often is not None and not _is_deed(left[behind : often.start]):
                yield Found(begin - len(lets), often.end)
            continue
        verb = _verb_before(left, start, begin)
        often = _often_behind(left, behind, behind)
        if verb is None or _is_deed(left[verb.start : begin]):
            continue
        there = timed and left[verb.start - 1 : verb.start] == BLANK and end - behind >= _SHORTEST_DEED
        if often is not None or there:
            yield Found(verb.start, often.end if often is not None else behind)


def _notes(left: str, start: int, end: int) -> Iterator[Found]:
    """A note that is to be made, at the end of a clause: 记一笔, 给我挂个."""
    text = left[start:end]
    for verb in finder("reminding", "notes").found_in(text):
        often = finder("reminding", "noted").longest_at(f"{text} ", verb.end)
        behind = text[verb.end + len(often) :]
        no_note = finder("reminding", "no_note").longest_at(f"{behind} ", 0)
        if often and not no_note and finder("reminding", "ends").covers(behind):
            lets = _for_somebody(text[: verb.start])
            yield Found(start + verb.start - len(lets), start + verb.end + len(often))


def _for_somebody(before: str) -> str:
    """For whom a note is made, right before it: 给我."""
    whom = _ending(before, "called")
    lets = _ending(before[: len(before) - len(whom)], "for_whom") if whom else ""
    return lets + whom if lets else ""


def _verb_before(left: str, start: int, end: int) -> Found | None:
    """A verb of one or two characters that ends at `end` and has nothing before it that belongs to it; None if there is none."""
    for length in range(1, _LONGEST_VERB + 1):
        begin = end - length
        if begin < start or not all(map(_is_letter, left[begin:end])):
            return None
        before = left[start:begin]
        if (
            not (before and _is_letter(before[-1]))
            or _ending(before, "before_calling")
            or _for_somebody(before)
        ):
            return Found(begin, end)
    return None


def _often_behind(left: str, start: int, end: int) -> Found | None:
    """How often, at most a verb behind `start`, if that is not beyond `end`."""
    often = finder("reminding", "so_often")
    for place in range(start, min(start + _LONGEST_VERB, end) + 1):
        if place > start and not _is_letter(left[place - 1]):
            return None
        word = often.longest_at(f"{left} ", place)
        if word:
            return Found(place, place + len(word))
    return None


def _is_deed(verb: str) -> bool:
    """Whether a verb does something else, or is no verb at all."""
    return any(verb.startswith(deed) for deed in words("reminding", "deeds", "no_verb"))


def _is_letter(character: str) -> bool:
    return character.isalpha() and character != BLANK


def _ending(text: str, name: str) -> str:
    """The longest word of a list with which a text ends; empty if it ends with none."""
    return max((word for word in words("reminding", name) if text.endswith(word)), key=len, default="")
