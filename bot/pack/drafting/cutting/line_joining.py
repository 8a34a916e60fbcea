"""Joins lines that were broken in the middle of a paragraph, as in text that was copied out of a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.notice_text import TextLine
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, sign

_LONG = 20
"""Characters from which a line without a sign at its end is taken to be broken, and not a heading or a name."""
_RAGGED = 4
"""Characters by which broken lines differ in length."""
_WIDEST = 80
_FEWEST_BROKEN = 3
_SHARE = 6
_NUMBER_LAST = re.compile(r"(?:\d{4}|[A-Za-z])$")


def joined_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """The paragraphs of which `lines` are parts."""
    width = _width(lines)
    paragraphs: list[TextLine] = []
    last_length = 0
    for line in lines:
        last = paragraphs[-1] if paragraphs else None
        if last is not None and _goes_on(last, line, width, last_length):
            paragraphs[-1] = replace(last, text=last.text + _between(last.text, line.text) + line.text)
        else:
            paragraphs.append(line)
        last_length = len(line.text)
    return paragraphs


def _width(lines: Sequence[TextLine]) -> int:
    """The number of characters at which all lines of a text are broken; 0 if they are not."""
    lengths = sorted(len(line.text) for line in lines if not line.table)
    longest = lengths[-1] if lengths else 0
    near = sum(length >= longest - _RAGGED for length in lengths)
    broken = _LONG <= longest <= _WIDEST and near >= max(_FEWEST_BROKEN, len(lengths) // _SHARE)
    return longest if broken else 0


def _between(one: str, other: str) -> str:
    """A blank between two words of Latin letters that a line broke apart."""
    latin = one[-1:].isascii() and one[-1:].isalnum() and other[:1].isascii() and other[:1].isalpha()
    return " " if latin else ""


def _goes_on(last: TextLine, line: TextLine, width: int, length: int) -> bool:
    """Whether `line` goes on with the paragraph `last`, whose own last line has `length` characters."""
    if last.table or line.table or last.heading or line.heading:
        return False
    before, after = one_width(last.text).rstrip(), one_width(line.text).strip()
    if _begins_anew(after) or sign("zones", "day_line").fullmatch(before):
        return False
    if _is_open(before):
        return True
    if before[-1:] in characters("joining", "ends") or _NUMBER_LAST.search(before):
        return False
    if _is_front(before, after):
        return False
    if sign("joining", "hanging").search(before):
        return True
    if width:
        return length >= width - _RAGGED
    is_sentence = sign("joining", "sentence").search(before) or sign("naming", "sentence").search(before)
    return len(before) >= _LONG and bool(is_sentence)


def goes_on(text: str) -> bool:
    """Whether a text must go on: it ends with a comma, or has an open bracket."""
    plain = one_width(text).rstrip()
    return _is_open(plain) or bool(sign("joining", "hanging").search(plain))


def _begins_anew(after: str) -> bool:
    if marker_of(after) is not None:
        return True
    return any(sign("zones", name).match(after) for name in ("annex_list", "annex_head", "day_line"))


def _is_open(before: str) -> bool:
    """Whether a bracket or quotation mark was opened and not closed."""
    opens, closes = (one_width(characters("joining", name)) for name in ("opens", "closes"))
    open_signs = [one for one in before if one in opens or one in closes]
    depth = 0
    for one in open_signs:
        depth = depth + 1 if one in opens else max(0, depth - 1)
    return depth > 0


def _is_front(before: str, after: str) -> bool:
    """Whether two lines belong to the letterhead: a document number, a title, whom it is addressed to."""
    number = sign("finding", "document")
    if any(number.sub("", text).strip() == "" for text in (before, after)):
        return True
    if sign("zones", "addressee").fullmatch(after):
        return True
    return any(match.end() == len(before) for match in sign("zones", "title_end").finditer(before))


def title_joined(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a letterhead with a title that was set on several lines as one."""
    joined: list[TextLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _is_half_title(last.text) and _ends_title(line.text):
            joined[-1] = replace(last, text=last.text + line.text)
        else:
            joined.append(line)
    return joined


def _is_half_title(text: str) -> bool:
    plain = one_width(text).strip()
    return (
        len(plain) >= _TITLE_BEGINS
        and bool(sign("zones", "title_begins").search(plain))
        and not _ends_title(text)
    )


def _ends_title(text: str) -> bool:
    plain = one_width(text).strip()
    ends = any(match.end() == len(plain) for match in sign("zones", "title_end").finditer(plain))
    return ends and plain[-1:] not in characters("joining", "ends")


_TITLE_BEGINS = 4
"""Characters of the first half of a title, at the least."""
