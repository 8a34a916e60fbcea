"""The words by which a message speaks of being reminded: 提醒, 叫我, 催."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.word_finder import FoundWord, finder
from bot.language.words import words


def calls_in(text: str) -> Iterator[FoundWord]:
    """The words for being reminded: their name, 叫 or the like with whom behind it, or a phrase."""
    whom = finder("reminding", "whom")
    place = 0
    while place < len(text):
        word = finder("reminding", "plain").longest_at(text, place) or finder(
            "reminding", "phrases"
        ).longest_at(text, place)
        end = place + len(word)
        if not word:
            call = finder("reminding", "calls").longest_at(text, place)
            end = place + len(call)
            if not call or end >= len(text) or not whom.longest_at(text, end):
                place += 1
                continue
        if _told_by_another(text, place):
            place = end
            continue
        end = _after_whom(text, end)
        yield FoundWord(place, end, text[place:end])
        place = end


def _told_by_another(text: str, place: int) -> bool:
    """Whether somebody else is said to have reminded the writer, which orders nothing: 同事提醒我，合同也在."""
    before = text[:place]
    person = max((word for word in words("person", "others") if before.endswith(word)), key=len, default="")
    start = before[: len(before) - len(person)]
    start = start.removesuffix(
        max((w for w in words("person", "mine") if start.endswith(w)), key=len, default="")
    )
    return bool(person) and not start.endswith(words("person", "lets"))


def _after_whom(text: str, end: int) -> int:
    """Where the words end that say whom to remind; who belongs to them is left: 提醒我妈."""
    while end < len(text) and (follows := finder("reminding", "whom").longest_at(text, end)):
        after = end + len(follows)
        if after < len(text) and finder("reminding", "kin").longest_at(text, after):
            return end
        end = after
    often = finder("reminding", "so_often").longest_at(f"{text} ", end)
    return end + len(often)
