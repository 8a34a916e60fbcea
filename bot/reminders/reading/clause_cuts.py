"""Where the clauses of a message about reminders begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.language.found import Found
from bot.reminders.reading.unread import BLANK

_QUOTED = r"“[^”\n]+”|「[^」\n]+」|『[^』\n]+』|\"[^\"\n]+\""
_BRACKETED = r"[(（][^()（）0-9\n]+[)）]"
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]{1,9}://[!-~]+"
# A colon parts (帮我记三个：…), but not in 9:30; nothing parts within quotes, brackets or an address, nor before a
# telephone number.
_CLAUSE = re.compile(
    rf"(?:{_QUOTED}|{_BRACKETED}|{_ADDRESS}|"
    r"[,，:](?=[^,;。!?\n，；！？0-9]{0,5}[0-9][0-9 -]{6,})|[^,;。!?\n，；！？:]|(?<=\d):)+"
)
_QUOTE = re.compile(_QUOTED)
_BETWEEN_ITEMS = "、 "


def quotes_in(text: str) -> Iterator[Found]:
    """What stands in quotes in a text, with them."""
    for match in _QUOTE.finditer(text):
        yield Found(match.start(), match.end())


def cut_clauses(
    words: str, left: str, talk: Sequence[Found], times: Sequence[Found]
) -> Iterator[tuple[int, int]]:
    """The clauses of `words`, each by where it begins and ends: what stands between two signs, parted again at a second wish.

    `left` has blanks where something was read, `talk` are the words for being reminded, `times` the days and hours in order.
    """
    begins = {one.start for one in times}
    for match in _CLAUSE.finditer(words):
        start, end = match.span()
        for place in range(start + 1, end - 1):
            # 18号9点课时、25号9点学历 are two things, 18号、25号 two days of one.
            if words[place] in _BETWEEN_ITEMS and place + 1 in begins and left[place - 1] != BLANK:
                yield from _before_second(start, place, talk, times)
                start = place + 1
        yield from _before_second(start, end, talk, times)


def _before_second(
    start: int, end: int, talk: Sequence[Found], times: Sequence[Found]
) -> Iterator[tuple[int, int]]:
    """A clause, parted before the time of a second wish: …提醒我导出30号提醒我送表."""
    here = [one for one in talk if start <= one.start < end]
    for before, one in pairwise(here):
        place = next((time.start for time in times if before.end <= time.start < one.start), None)
        if place is not None:
            yield start, place
            start = place
    yield start, end
