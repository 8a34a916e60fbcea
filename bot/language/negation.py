"""Denial and what it reaches: within one clause, what stands after a no, or before a loss (证书丢了)."""

from __future__ import annotations

import re

from bot.language.remembered import remembered
from bot.language.word_finder import finder
from bot.language.words import one_of, words

# A word that holds a sign is passed over as a whole: 非遗, 级别, 不过.
_SIGN = re.compile(rf"{one_of('denial', 'inside')}|(?P<sign>{one_of('denial', 'signs')})")
_UNDONE = f"{one_of('denial', 'towards_doing')}?{one_of('denial', 'undone')}{one_of('denial', 'done')}?"
_ABSENT = f"{one_of('denial', 'absent')}(?:{_UNDONE})?"
_SO_LONG = rf"(?:{one_of('denial', 'so_many')}+{one_of('denial', 'spans')})?"
# 社保厂里没给交, 缴费证明也没打过: who did not do it may stand between.
_AFTER = re.compile(
    rf"(?:{one_of('denial', 'by_now')}*{one_of('denial', 'lost')}"
    rf"|{one_of('denial', 'doers')}?{one_of('denial', 'by_now')}*{_ABSENT}"
    rf"|{one_of('denial', 'that_kind')}?{one_of('denial', 'apart')})(?:的|了|掉)*{_SO_LONG}$"
)
# A clause that opens with a closed yes or no of its own: 没错, 不是的.
_CLOSED = re.compile(rf"^(?:不是的|不是啊|{one_of('denial', 'affirms')})")
_OPENS = re.compile(r"[我他她它还并也都这那]*(?:不是(?!的)|不算|不能说|不属于|没在|没有在)")
_RHETORICAL = re.compile(one_of("denial", "rhetorical"))
_ANOTHER = re.compile(rf"(?<!是){one_of('denial', 'other')}(?:在|说)?$")
_INSTEAD = re.compile(rf"(?<!是){one_of('denial', 'other')}(?P<other>.+)")
_ADVERBS = rf"{one_of('denial', 'adverbs')}*"
_NONE = re.compile(rf"{_ADVERBS}(?:没|无|未|不存在)|none")
# 单位是参公，我不是: what somebody denies of himself outweighs what is said of others.
_OF_SELF = re.compile(
    rf"{one_of('denial', 'but')}?{one_of('denial', 'self')}{one_of('denial', 'by_now')}?{one_of('denial', 'is_not')}的?"
)
_ONE = 5
"""Characters before 都没 in which the one stands of which there is none."""
_TEXTS_COUNTED = 4096
"""Of how many texts it is remembered how many signs they hold: those of a turn, and the words of a pack."""
_LOST_WITHIN = 12
"""Characters between a thing and its loss."""
_BREATH = 1
"""Characters that may stand between two signs that deny one thing: 没有不, 不是不."""
PROHIBITION = one_of("denial", "prohibition")
"""A pattern of the words that tell somebody to leave something off: 别, 不要."""


def denied(clause: str, start: int, end: int) -> bool:
    """Whether what stands at `start` to `end` (exclusive) of a clause is denied there.

    A sign of denial anywhere before it in the clause denies it; so does its loss after it: 证书丢了.
    """
    opening = _CLOSED.match(clause)
    first = min(opening.end(), start) if opening else 0
    before = clause[first:start]
    behind = clause[end:]
    gone = _AFTER.fullmatch(behind) or _lost_later(behind)
    return bool(signs(before) or _RHETORICAL.search(before) or gone)


def _lost_later(behind: str) -> bool:
    """Whether what stands behind a thing ends with its loss, a little later: 合同10年前那本搬家搬丢了."""
    found = [*finder("denial", "surely_gone").found_in(behind)][-1:]
    between = behind[: found[0].start] if found else ""
    turns = signs(between) or finder("linking", "between").stands_in(between)
    ends = bool(found) and finder("denial", "gone_ends").covers(behind[found[0].end :])
    return ends and len(between) <= _LOST_WITHIN and not turns


def corrected(before: str) -> bool:
    """Whether the words before something say that another thing is meant: 不是去年，是前年."""
    return bool(_ANOTHER.search(before))


def set_aside(clause: str) -> str:
    """What a clause says that it is not about, to its end: 高校的 in 不是高校的呢; empty if it says no such thing."""
    found = _INSTEAD.search(clause)
    return found["other"] if found else ""


@remembered(_TEXTS_COUNTED)
def signs(text: str) -> int:
    """How many signs of denial a text holds. Two texts that hold different numbers of them do not mean the same."""
    return sum(match["sign"] is not None for match in _SIGN.finditer(text))


def doubly_denied(before: str) -> bool:
    """Whether the words before something deny it twice in one breath, and so affirm it: 没有不相关的."""
    found = [match for match in _SIGN.finditer(before) if match["sign"] is not None]
    if len(found) < 2 or found[-1].end() < len(before):
        return False
    return found[-1].start() - found[-2].end() <= _BREATH


def denied_denial(clause: str) -> str:
    """The denial that a clause denies, so that it affirms: 没交 of 不是没交; empty if there is none.

    不是不是 only says its no again, and 没有合同没有社保 denies two things.
    """
    outer = finder("denial", "outer")
    start = next((found for found in outer.found_in(clause) if found.start <= _BREATH), None)
    inner = clause[start.end :] if start is not None else ""
    if start is None or inner.startswith(start.word) or not signs(inner):
        return ""
    return inner if opens_with_no(inner) or start.word not in words("denial", "absent") else ""


def beyond_denial(clause: str) -> tuple[int, str]:
    """How many signs of denial a clause holds, and what stands after the first of them: what it may reach."""
    found = [match.end() for match in _SIGN.finditer(clause) if match["sign"] is not None]
    return len(found), clause[found[0] :] if found else ""


def opens_with_no(clause: str) -> bool:
    """Whether a clause begins with a denial, so that nothing in it is affirmed: 不是跳舞, 他不算."""
    sign = _SIGN.match(clause)
    return bool((sign and sign["sign"]) or _OPENS.match(clause))


def parted_at_denials(said: str) -> str:
    """A normalised text with a comma before what it says that something is not: of 我是甲不是乙 我是甲,不是乙."""
    for found in reversed(list(finder("denial", "is_none").found_in(said))):
        before = said[: found.start][-1:]
        if before.isalnum() and before != found.word[-1]:  # 是不是 asks
            said = f"{said[: found.start]},{said[found.start :]}"
    return said


def denies_of_self(clause: str) -> bool:
    """Whether a clause says of the speaker that he is not or has not, and nothing else: 但我不是."""
    return bool(_OF_SELF.fullmatch(clause))


def none_at_all(text: str) -> bool:
    """Whether a text begins by saying that there is none: 还没有, 从来没评过, 一点都没."""
    return bool(_NONE.match(text))


def nothing_of_it(text: str) -> bool:
    """Whether a normalised text says that there is not a single one: 1堂都没上过, 1个课时也没有."""
    ends = (found.start for found in finder("denial", "not_one").found_in(text))
    parts = (text[max(0, end - _ONE) : end] for end in ends)
    return any(
        finder("denial", "one").stands_in(part) and not finder("denial", "more_than").stands_in(part)
        for part in parts
    )  # 多一个都没


def rhetorical(text: str) -> bool:
    """Whether a text begins with a question that means no: 哪有."""
    return bool(_RHETORICAL.match(text))
