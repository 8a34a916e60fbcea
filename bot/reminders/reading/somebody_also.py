"""Somebody else of whom a wish is to tell the same, beside the one that was set: 老李也一样，晚半个钟头. Pure."""

from __future__ import annotations

from bot.language.persons import calls_by_name, named_person, relative
from bot.language.question_words import may_ask
from bot.language.spoken_parts import SIGNS, message_parts
from bot.language.word_finder import finder
from bot.messages import message

_LONGEST_CALLED = 5
"""Characters that a name has at most."""


def somebody_also(text: str) -> tuple[str, str]:
    """Whom a message names first for whom the same is wished, and what else it says; twice "" if it does not."""
    first, *others = message_parts(text) or [""]
    also = next(finder("reminding", "so_too").found_in(first), None)
    if also is None or may_ask(text):
        return "", ""
    start = len(finder("reminding", "leads_to_somebody").longest_at(first, 0))
    name = first[start : also.start]
    person = named_person(name) if 0 < len(name) <= _LONGEST_CALLED else ""
    if not person or relative(person) != relative(name):
        return "", ""
    rest = (part.strip(SIGNS) for part in (first[also.end :], *others))
    return name, "，".join(part for part in rest if part)


def same_told_of(about: str, name: str) -> str:
    """What a wish tells of somebody that told the same of another: 催老李交表 of 催陈师傅交表; 找领导签字 names no name."""
    found = (named_person(about[start:]) for start in range(len(about)))
    other = next((one for one in found if one and one in about), "")
    if other and calls_by_name(other) == calls_by_name(name):
        return about.replace(other, name)
    return message("wish_about_somebody", name=name, about=about) if about else name
