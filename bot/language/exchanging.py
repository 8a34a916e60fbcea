"""What somebody says to have something changed: an order (改任现职日期), or one thing for another (不是2012，是2021)."""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder, finder
from bot.language.words import words

_PAIR = 2


def orders_a_change(clause: str) -> bool:
    """Whether a clause orders that something be changed. What was changed by others orders nothing: 单位改制了."""
    orders = words("correction", "orders")
    return any(found.word in orders for found in finder("correction", "orders", "no_order").found_in(clause))


def finds_fault(said: str) -> bool:
    """Whether a text says that something was wrong: 点岔了, 前面讲没合作的不对."""
    return finder("correction", "fault").stands_in(said)


def speaks_of_before(said: str) -> bool:
    """Whether a text speaks of what was told or asked before: 刚才选成国内了, 我其实退了."""
    return finder("correction", "earlier").stands_in(said)


def exchanged(said: str) -> tuple[str, str] | None:
    """What a normalised text puts away, and what in its place, if it says nothing else: 2012 and 2021 of 不是2012,是2021."""
    parts = clauses(said)
    away, instead = finder("correction", "away"), finder("correction", "instead")
    for part in parts:
        new, old = _parted(_behind(part, instead), away)
        if old:
            return old, new  # 是66不是60
    old_ones = [place for place, part in enumerate(parts) if _behind(part, away)]
    if len(old_ones) != 1 or len(parts) < _PAIR:
        return None
    place = old_ones[0]
    old = _behind(parts[place], away)
    new = next((rest for part in parts if part != parts[place] and (rest := _behind(part, instead))), "")
    if not new and place:
        new = parts[place - 1]  # 只有三年的，不是五年
    return (old, new) if new else None


def corrected(said: str) -> str:
    """What a text says after who says it took back what stands before: 正常评的 of 破格，哦不是，正常评的."""
    oneself = finder("correction", "oneself")
    if not oneself.stands_in(said):
        return said
    parts = clauses(normalize(said))
    for place in range(len(parts) - 1, 0, -1):
        rest = _behind(parts[place], oneself)
        after = [part for part in (rest, *parts[place + 1 :]) if part]
        if oneself.longest_at(parts[place], 0) and after:
            return ",".join(after)
    return said


def beyond_concession(said: str) -> str:
    """What a text says after what it only grants: 我只是临时的 of 单位倒是大，可我只是临时的; the text if it grants nothing."""
    concedes, turns = finder("correction", "concedes"), finder("correction", "turns")
    parts = clauses(normalize(said))
    for place, part in enumerate(parts[1:], 1):
        turn = turns.longest_at(part, 0)
        if turn and any(map(concedes.stands_in, parts[:place])):
            return ",".join((part[len(turn) :], *parts[place + 1 :]))
    return said


def mistaken(said: str) -> str:
    """What a normalised text tells after saying that one made a mistake: 是18 of 我说错了是18; empty if it is not like that."""
    begins = finder("correction", "mistaken")
    parts = clauses(said)
    rest = parts[0] if parts else ""
    while rest and (word := begins.longest_at(rest, 0)):
        rest = rest[len(word) :]
        parts[0] = rest
    return ",".join(part for part in parts if part) if ",".join(parts) != ",".join(clauses(said)) else ""


def _parted(text: str, by: WordFinder) -> tuple[str, str]:
    """What stands before one of these words in a text, and behind it; twice empty if none does or nothing stands there."""
    word = next(by.found_in(text), None)
    return (text[: word.start], text[word.end :]) if word is not None and word.start else ("", "")


def _behind(part: str, begins: WordFinder) -> str:
    """What stands behind the word with which a clause begins; empty if it begins with none."""
    return part[len(word) :] if (word := begins.longest_at(part, 0)) else ""
