"""A bare yes or no. The beginning of another sentence is neither: 是本地的, 有个问题, 好几年了, 没事, 不好意思."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.negation import signs
from bot.language.normalize import folded
from bot.language.numerals import NUMERALS

_STRONG = re.compile(r"(?:是|对(?!了)|有)(?=.|$)")
_WEAK = re.compile(r"嗯|好(?!像|久)|行|可以|能|要得|yes|yeah|y\b|okay|ok")
"""Said also to gain time (嗯，我想想), so that what follows must not say anything else."""
_NO = re.compile(r"(?:还|从来|从|一直|暂时|目前|现在|都|也|是)*(?:没有|不是|没|不|未|无|否|nope|not?\b|n\b)")
_NOT_ONE = re.compile(r"[一1]\S{0,2}[也都]没有?")
_CLOSED = re.compile(r"没错|不错|没问题|不假|没毛病|可不是?|必须的|当然|那是|肯定的?")
_THERE_IS = re.compile(r"(?:但是?|不过|可是?|倒是?|只)?有")
_BARE = {
    False: re.compile(r"都?不是|没有?|还没有?|不|无|否"),
    True: re.compile(r"有的?|有了|是的?|能|对"),
}
_LITTLE = re.compile(r"什么|怎么|[太很大过]")
# Begins like a no and is none.
_EVADES = re.compile(
    r"(?:还|也)?(?:没有?(?:单位|工作|职[称务位])$|没(?:事|空|时间|办法|法|意见|[看听搞弄读]?[懂明]|电|网|戴|想|关系$)|不(?:好|急|用|要|想|会|敢|行|对|便|懂|明|一定|见得|客气|可能|知|确)|无(?:所|聊|语))"
)
_OPENING = re.compile(
    folded(
        r"^(?:我们?|咱们?|俺|本人|自己|单位|公司|厂里|学校|[他她它]们?|那边|这边|这个|那个|已经?|早就|到现在|目前|现在|好像|应该|确实|就|倒|也|都|全)+"
    )
)
_MEASURE = "[个篇项件本次张位名幅部场门节种]"
_FILLS = re.compile(
    folded(
        r"已经?|早就?|刚刚?|目前|现在|暂时|到现在|确实|当然|真的?|全部?|都|也|就|才|过|完|好|我们?|咱们?|本人|自己|单位|这个|那个"
    )
    + rf"|[{NUMERALS}几好多]+{_MEASURE}多?|{_MEASURE}|一?些|很多|不少|好多"
    r"|[的了啊呀吧呢哦嗯哈嘛滴哒咯喽呐额诶哎嘞耶]|[^\w]"
)
_AGAIN = {True: re.compile(r"是的?|对的?|有的?|嗯|好的?|行|yes"), False: re.compile(r"没有?|不是?|no|yet")}
_WORDS_KEPT = 4096
"""Of how many words of packs it is remembered what they say."""
_VERBS = "能走报交评推"
"""Single characters that, standing in the question, may be repeated alone: 不能, 不走."""
_WORD = 2
"""Characters from which a piece of the question counts as its word repeated."""


@lru_cache(_WORDS_KEPT)
def bare_word(word: str) -> bool | None:
    """Yes or no if a word says nothing else, else None. Shorter than `bare_answer`: what stands in a list of answers."""
    return next((meaning for meaning, form in _BARE.items() if form.fullmatch(word)), None)


def bare_answer(parts: list[str], question: str, words: str = "") -> bool | None:
    """Yes or no if the clauses `parts` of an answer begin with nothing but that; None for anything else.

    Words of `question` may be repeated after it (有论文, 没推荐), after a no also characters of its answers, `words`
    (没写过). Who says both says neither.
    """
    said = [_said(part, question, words) for part in parts]
    yes, no = True in said or "weak" in said, False in said
    if not parts or yes == no:
        return None
    if no:
        if any(_THERE_IS.match(part) for part in parts[1:]):
            return None
        return False if said[0] is False or _idle(parts[0], question, not no) else None
    rest = [part for part, found in zip(parts, said, strict=True) if found is None]
    if any(map(signs, rest)):
        return None
    if True in said:
        return True if said[0] is not None or _idle(parts[0], question, not no) else None
    return True if all(_idle(part, question, True) for part in rest) else None


def _said(part: str, question: str, words: str) -> bool | str | None:
    """What one clause says by itself: True, False, "weak" for a yes that may be said to gain time, or None."""
    if _CLOSED.match(part):
        return True if _idle(_CLOSED.sub("", part, count=1), question, True) else None
    if _EVADES.match(_OPENING.sub("", part, count=1)):
        return None
    for start in (part, _OPENING.sub("", part, count=1)):
        for form, meaning in ((_NOT_ONE, False), (_NO, False), (_STRONG, True), (_WEAK, "weak")):
            match = form.match(start)
            if match and _idle(start[match.end() :], question, meaning is not False):
                return meaning
            if match and meaning is False and _of_it(start, match.end(), question + words):
                return False
    return None


def _of_it(part: str, end: int, words: str) -> bool:
    """Whether what follows a no (at `end`) is of the matter asked: only characters of it, and no idiom."""
    rest = _LITTLE.sub("", _FILLS.sub("", part[end:]))
    if signs(part[end:]):
        return False  # 不是没交
    return not _EVADES.match(part) and all(character in words for character in rest)


def _idle(text: str, question: str, yes: bool) -> bool:
    """Whether a text says nothing beyond what was asked: particles, amounts, the `yes` (or no) again, words of the question."""
    while text:
        match = _AGAIN[yes].match(text) or _FILLS.match(text)
        size = match.end() if match else _repeated(text, question)
        if not size:
            return False
        text = text[size:]
    return True


def _repeated(text: str, question: str) -> int:
    """The length of the longest beginning of a text that stands in the question; 0 if it is no word of it."""
    size = 0
    while size < len(text) and text[: size + 1] in question:
        size += 1
    return size if size >= _WORD or text[:size] in _VERBS else 0
