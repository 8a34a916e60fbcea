"""Reads an answer that sets two things against each other by the side that counts: 去年交过，今年没; 同事的没有，我的有."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.language.contrasts import Contrast, begins_at_first, contrasts
from bot.language.negation import denied_denial
from bot.language.normalize import normalize
from bot.language.question_words import may_ask
from bot.language.word_finder import finder
from bot.pack.interview_model import Fact

Read = Callable[[str], Reading]
"""Reads a part of the answer by itself."""


def read_contrast(fact: Fact, text: str, read: Read, affirms: Callable[[object], bool]) -> Reading | None:
    """The answer of the side that counts; None if the text sets nothing against it, or that side alone answers nothing.

    If only what was so before would answer, the question stays open: 以前是省里的，去年调走了.
    `affirms`: whether an option is one of several, and not the one for which a bare no stands.
    """
    if not fact.options or may_ask(text):
        return None
    joint = {option.value for option in fact.options if option.joins}
    whole = read(text) if joint else Reading()
    if whole.value in joint or joint & {*whole.doubtful}:
        return None  # 合同原来也在，所以不光是社保
    was: object = None
    for side in _sides(fact, normalize(text)):
        reading = read(side.counts)
        aside = None if side.by == "person" else read(side.aside).value
        if not reading.sure or reading.value in (None, UNKNOWN_ANSWER):
            if side.by == "unit" and _is_of_person(fact) and was is None and affirms(aside):
                was = aside  # 单位是参公的，我嘛就一个打杂的
            opens = side.by == "time" and (fact.intended or begins_at_first(side.aside))
            opens = opens and not (fact.progress and aside is True)  # 老早推了，现在等县里
            was = aside if opens and was is None and (fact.type == "yes_no" or affirms(aside)) else was
            continue
        if side.by == "unit" and not (fact.standing and affirms(aside) and not affirms(reading.value)):
            continue  # what the unit is may be what is asked
        if side.by == "denial" and aside == reading.value:
            continue  # 不是没交，是交晚了
        if not _takes_away(fact, side, aside, reading.value, affirms):
            return replace(reading, whole=False)
        whole = read(text)
        if whole.sure and whole.value == reading.value:
            return whole
        if fact.type == "yes_no":
            return replace(reading, whole=False, sure=False)
    told = read(text).value if was not in (None, UNKNOWN_ANSWER) else None
    return Reading() if told is not None and told == was else None


def _sides(fact: Fact, said: str) -> Iterator[Contrast]:
    for side in contrasts(said):
        if side.by == "denial" and fact.type == "yes_no" and denied_denial(said):
            continue  # 不是没交，是没人审: a yes or no behind it may be of the reason
        yield side


def _is_of_person(fact: Fact) -> bool:
    """Whether a question is about how somebody stands, and not about the unit where they work."""
    return fact.standing and not finder("contrast", "unit").stands_in(normalize(fact.name))


def _takes_away(
    fact: Fact, side: Contrast, aside: object, value: object, affirms: Callable[[object], bool]
) -> bool:
    """Whether a yes of before becomes a no, of what nobody does anew each time: 去年得过奖，今年没有; or one of several options
    none of them, which may be said of something else: 是做跳舞的，后来改行，那边没转."""
    if fact.type == "yes_no":
        return side.by in ("time", "turn") and value is False and aside is True and not fact.progress
    return side.by == "turn" and aside not in (None, UNKNOWN_ANSWER) and affirms(aside) and not affirms(value)
