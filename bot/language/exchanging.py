"""What somebody says to have something changed: an order (改任现职日期), or one thing for another (不是2012，是2021)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.language.clauses import clauses
from bot.language.doubt import doubts
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number
from bot.language.word_finder import WordFinder, finder
from bot.language.words import words

_PAIR = 2
_APART = 2
"""Clauses by which what was noted and what is so may stand apart."""


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


def speaks_of_an_answer(said: str) -> bool:
    """Whether a text speaks of what one answered before, and does not begin what is so instead: 先前我说还在找."""
    told = words("correction", "told_before")
    if any(
        found.word in told for found in finder("correction", "told_before", "not_told_before").found_in(said)
    ):
        return True
    if any(map(_says_what_was_told, clauses(said))):
        return True
    now = words("correction", "holds_now")
    return any(found.word not in now for found in finder("correction", "earlier").found_in(said))


def _says_what_was_told(clause: str) -> bool:
    """Whether a clause begins with words for earlier, and then says that one told something: 之前跟你讲还没推."""
    rest = clause
    begins, beside = finder("correction", "before"), finder("correction", "told_beside")
    while rest and (word := beside.longest_at(rest, 0)):
        rest = rest[len(word) :]
    earlier = begins.longest_at(rest, 0) if rest else ""
    rest = rest[len(earlier) :]
    while rest and (word := beside.longest_at(rest, 0)):
        rest = rest[len(word) :]
    return bool(earlier and rest and finder("correction", "told").longest_at(rest, 0))


def exchanged_parts(said: str) -> list[tuple[str, str]]:
    """The pairs of pieces of a normalised text, each with a number, of which the one may have been noted and the other be so.

    Which is which the noted value tells: 2018写成2008, 58变66, 是17号 beside 写成19号了.
    """
    parts = clauses(said)
    pairs = [pair for part in parts for pair in _pairs_in(part)]
    counting = [(place, part) for place, part in enumerate(parts) if from_first_number(part)]
    away = finder("correction", "puts_away")
    for place, part in counting:
        others = [other for near, other in counting if abs(near - place) <= _APART]
        if away.stands_in(part) and len(others) == _PAIR and not _pairs_in(part):
            pairs += [(part, other) for other in others if other != part]
    return pairs


def _pairs_in(part: str) -> list[tuple[str, str]]:
    """The pieces of a clause on both sides of a word that puts the one for the other, if both hold a number."""
    found = list(finder("correction", "exchanges").found_in(part))
    ends = [0, *(one.end for one in found)], [*(one.start for one in found), len(part)]
    pieces = [part[start:end] for start, end in zip(*ends, strict=True)]
    return [
        (before, after)
        for before, after in pairwise(pieces)
        if from_first_number(before) and from_first_number(after)
    ]


def tells_end(said: str) -> bool | None:
    """Whether a text tells the end of something that lasts (延到28号), or its beginning; None if it says neither."""
    begins = finder("correction", "from_then").stands_in(said)
    ends = finder("correction", "until").stands_in(said)
    return None if begins == ends else ends


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
    behind = next(iter(parts[place + 1 :]), "")
    if not new and place:
        new = (
            behind if behind[:1].isdigit() else parts[place - 1]
        )  # 少打一个，不是8，18; 只有三年的，不是五年
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


def without_blame(said: str) -> str:
    """A normalised text without the clauses that only blame how one answered: 我前头怎么说成别的行业了, 走不走委托我答错了."""
    return ",".join(part for part in clauses(said) if not _blames(part))


def _blames(part: str) -> bool:
    """Whether a clause only says how one answered, or that it was wrong; 填错了怎么改 asks something."""
    before = speaks_of_before(part) or finder("correction", "told_before").stands_in(part)
    put = before and (finder("correction", "put_as").stands_in(part) or doubts(part))
    faults = list(finder("correction", "fault").found_in(part))
    return put or bool(faults and finder("correction", "fault_ends").covers(part[faults[-1].end :]))


def of_the_last(said: str) -> str:
    """What a text tells behind a clause that only points to what was asked before: 没有 of 前一个，没有; else empty."""
    parts = clauses(said)
    return ",".join(parts[1:]) if parts and finder("correction", "last_one").covers(parts[0]) else ""


def turned_round(said: str) -> str | None:
    """What stands in a text beside saying that an answer is the other one: 年纪 of 年纪那题说反了; None if it does not."""
    rounds = finder("correction", "swapped", "other_one")
    if not rounds.stands_in(said):
        return None
    rest = finder(
        "correction", "swapped", "other_one", "last_one", "fault", "earlier", "round_beside"
    ).others(said)
    return rest[0] if len(rest) == 1 and len(rest[0]) >= _PAIR else None if rest else ""


def takes_off(clause: str) -> bool:
    """Whether a clause ends with an order that something is not to count any more: 年纪先别记, 考核那条撤."""
    if clause.endswith(words("correction", "unsaid")):
        return True
    points = next(finder("correction", "points").found_in(clause), None)
    return points is not None and clause[points.end :].endswith(words("correction", "drops"))


@dataclass(frozen=True)
class MistypedDigit:
    """A digit that was typed too often, or left out."""

    digit: str
    too_often: bool

    def instead_of(self, number: str) -> set[int]:
        """The numbers that may be meant."""
        if self.too_often:
            rest = {
                number[:place] + number[place + 1 :] for place, one in enumerate(number) if one == self.digit
            }
            return {int(one) for one in rest if one}
        return {int(number[:place] + self.digit + number[place:]) for place in range(len(number) + 1)} - {
            int(number)
        }


def digit_mistyped(said: str) -> MistypedDigit | None:
    """The digit of which a text says that it was typed too often or left out (年纪多打个1), if it says no more of it."""
    for part in clauses(said):
        for name in ("typed_more", "typed_less"):
            found = next(finder("correction", name).found_in(part), None)
            digit = part[found.end :] if found is not None else ""
            if digit.isascii() and digit.isdigit() and len(digit) == 1 and len(clauses(said)) == 1:
                return MistypedDigit(digit, name == "typed_more")
    return None


def _parted(text: str, by: WordFinder) -> tuple[str, str]:
    """What stands before one of these words in a text, and behind it; twice empty if none does or nothing stands there."""
    word = next(by.found_in(text), None)
    return (text[: word.start], text[word.end :]) if word is not None and word.start else ("", "")


def _behind(part: str, begins: WordFinder) -> str:
    """What stands behind the word with which a clause begins; empty if it begins with none."""
    return part[len(word) :] if (word := begins.longest_at(part, 0)) else ""
