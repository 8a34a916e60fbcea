"""The parts of a notice around its clauses: the letterhead, the list of annexes with the signature, the annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.numerals import counted
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.notice_text import TextLine
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, sign

_MOST_SIGNERS = 5
_LONGEST_LISTED = 60
"""Characters of a line in the list of annexes."""
_LONGEST_FRONT = 12
"""Lines of a letterhead without a line that opens the text."""


@dataclass(frozen=True)
class AnnexZone:
    """An annex: its number as printed (empty if it is the only one), and where it begins and ends."""

    number: str
    start: int
    end: int


@dataclass(frozen=True)
class NoticeZones:
    """Where the letterhead ends, where the list of annexes and the signature begin and end, the annexes, and what is behind."""

    front: int
    tail: int
    tail_end: int
    annexes: tuple[AnnexZone, ...]
    signed: int
    """Where the signature begins that stands behind the last annex; the imprint if there is none."""
    imprint: int
    """Where the line begins that says who printed it and when, behind everything else."""


def zones_of(lines: Sequence[TextLine]) -> NoticeZones:
    """The zones of a notice."""
    texts = [one_width(line.text).strip() for line in lines]
    imprint = _imprint(texts)
    texts, lines = texts[:imprint], lines[:imprint]
    annexes = _annexes(lines, texts)
    end = annexes[0].start if annexes else len(texts)
    front = _front(lines[:end], texts[:end])
    signed = _signed_behind(texts, annexes, end)
    if annexes and signed < len(texts):
        annexes[-1] = replace(annexes[-1], end=signed)
    return NoticeZones(front, _tail(texts, front, end), end, tuple(annexes), signed, imprint)


def _signed_behind(texts: Sequence[str], annexes: Sequence[AnnexZone], end: int) -> int:
    """Where the signature of a notice begins behind its last annex; the number of lines if it stands nowhere behind them."""
    day = sign("zones", "day_line")
    if not annexes or not day.fullmatch(texts[-1]) or any(day.fullmatch(text) for text in texts[:end]):
        return len(texts)
    place, least = len(texts) - 1, max(annexes[-1].start + 2, len(texts) - 1 - _MOST_SIGNERS)
    while place > least and _signs(texts[place - 1]):
        place -= 1
    return place if place < len(texts) - 1 else len(texts)


def _imprint(texts: Sequence[str]) -> int:
    """Where the imprint begins: …办公室 2022年10月27日印发; the number of lines if there is none."""
    last = len(texts) - 1
    if last < 1 or not sign("zones", "imprint").search(texts[last]):
        return len(texts)
    bare = sign("zones", "day_line").fullmatch(texts[last])
    return last - 1 if bare and _signs(texts[last - 1]) else last


def _front(lines: Sequence[TextLine], texts: Sequence[str]) -> int:
    """The number of lines before the text: up to whom it is addressed to, the title, or the first marker."""
    first = next((place for place, text in enumerate(texts) if marker_of(text)), len(texts))
    first = min([first, *(place for place, line in enumerate(lines) if line.table)])
    front = 0
    for place, text in enumerate(texts[: min(first, _LONGEST_FRONT)]):
        is_title = len(text) < _LONGEST_LISTED and sign("zones", "title_end").search(text[-14:])
        if (is_title and text[-1:] not in characters("cutting", "title_never_ends")) or sign(
            "zones", "addressee"
        ).fullmatch(text):
            front = place + 1
    if first < len(texts) and all(len(text) < 2 * _LONGEST_LISTED for text in texts[front:first]):
        return first
    opening = next((place for place in range(front, first) if _opens_list(texts[place])), None)
    return front if opening is None else opening + 1


def _opens_list(text: str) -> bool:
    return bool(sign("zones", "as_follows").search(text))


def _annexes(lines: Sequence[TextLine], texts: Sequence[str]) -> list[AnnexZone]:
    """The annexes that stand in the text, each with a head on a line of its own behind a signature or a body."""
    heads = []
    for place, text in enumerate(texts):
        match = sign("zones", "annex_head").match(text)
        if not match or lines[place].table or place < 3 or _listed(texts, place):
            continue
        heads.append((place, str(counted(match["number"]) or "") if match["number"] else ""))
    ends = [*(place for place, _ in heads[1:]), len(texts)][: len(heads)]
    return [
        AnnexZone(number, place, end)
        for (place, number), end in zip(heads, ends, strict=True)
        if end > place + 1
    ]


def _listed(texts: Sequence[str], place: int) -> bool:
    """Whether an annex is only named here: it is the first of a numbered list, or the signature follows."""
    listed = sign("zones", "annex_list").match(texts[place])
    if listed and marker_of(texts[place][listed.end() :].strip()):
        return True
    if listed and _titled_list(texts, place, listed.end()):
        return False
    behind = texts[place + 1 : place + 3 + _MOST_SIGNERS]
    return any(
        sign("zones", "day_line").fullmatch(text) and all(len(one) < _LONGEST_LISTED for one in behind[:at])
        for at, text in enumerate(behind)
    )


def _titled_list(texts: Sequence[str], place: int, end: int) -> bool:
    """Whether a head with a title opens a list that begins on the next line: 附件：材料清单 and 1.…, the annex itself."""
    first = marker_of(texts[place + 1]) if place + 1 < len(texts) else None
    return bool(texts[place][end:].strip()) and first is not None and first.number == 1


def _tail(texts: Sequence[str], front: int, end: int) -> int:
    """Where the list of annexes and the signature begin."""
    dated = [place for place in range(front, end) if sign("zones", "day_line").fullmatch(texts[place])]
    signature = end
    if dated:
        signature = (
            dated[0] if len(dated) < 2 else next((d for d in dated if d >= (front + end) // 2), dated[-1])
        )
        least = max(front, signature - _MOST_SIGNERS)
        while signature > least and _signs(texts[signature - 1]):
            signature -= 1
    for place in range(front, min(signature, end) if dated else end):
        if _opens_annexes(texts, place, min(signature, end)):
            return place
    return signature


def _signs(text: str) -> bool:
    return bool(sign("zones", "signer").fullmatch(text)) and marker_of(text) is None


def _opens_annexes(texts: Sequence[str], place: int, end: int) -> bool:
    """Whether the list of annexes begins here: nothing but short lines follow it up to the signature."""
    head = sign("zones", "annex_list").match(texts[place]) or sign("zones", "annex_head").match(texts[place])
    return bool(head) and all(len(text) < 2 * _LONGEST_LISTED for text in texts[place:end])
