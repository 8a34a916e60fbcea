"""Reads who people say they are (我是单位人事), whether they ask for their next day, and whether they want to be forgotten."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from bot.hearing.text_features import letters
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.question_words import asks_back
from bot.language.spoken_parts import SIGNS, message_parts
from bot.language.word_finder import WordFinder
from bot.pack.model import Facts

_OWN_WORDS = Path(__file__).with_name("own_words.toml")
_WHO, _NEXT, _FORGET = "who", "next", "forget"
_LONGEST_SAYING = 40
"""Characters of a message that says or asks one of these and nothing else."""

_MOST_PARTS = 12
"""Nobody says in more who they are."""


class OwnWords:
    """Reads what people say of themselves under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._roles = {normalize(word): id for id, role in facts.roles.items() for word in role.says}
        self._says = WordFinder(self._roles)
        self._whole = WordFinder((*self._roles, *_words(_WHO, "self", "denied", "beside")))

    def who(self, text: str, *, asked: bool = False) -> str | None:
        """The role that a message says and nothing else; empty if it only denies one, None if it does neither.

        `asked`: it was just asked who they are, so that the bare word is enough.
        """
        said = normalize(text)
        if len(said) > _LONGEST_SAYING or asks_back(said) or not self._whole.covers(said):
            return None
        if not (asked or _finder(_WHO, "self").stands_in(said)):
            return None
        parts = [
            (part, {self._roles[word.word] for word in self._says.found_in(part)}) for part in clauses(said)
        ]
        denies = [roles for part, roles in parts if roles and _finder(_WHO, "denied").stands_in(part)]
        affirmed = {role for _, roles in parts if roles not in denies for role in roles}
        if len(affirmed) == 1:
            return affirmed.pop()
        return "" if denies and not affirmed else None

    def who_first(self, text: str) -> tuple[str, str]:
        """The role that a message says first, and what it says after that; both empty if it does not begin so."""
        parts = message_parts(text)
        for end in range(min(len(parts) - 1, _MOST_PARTS), 0, -1):
            role = self.who("".join(parts[:end]).strip(SIGNS))
            rest = "".join(parts[end:])
            if role and rest.strip(SIGNS):
                return role, rest
        return "", ""


def asks_who(text: str) -> bool:
    """Whether a message asks who one is taken for, or wants that changed."""
    return letters(normalize(text)) in _asking_who()


def asks_next_day(text: str) -> bool:
    """Whether a message asks for the next day that concerns whoever asks, and nothing else."""
    said = normalize(text)
    if len(said) > _LONGEST_SAYING or not _finder(_NEXT, "own", "next", "day", "asks", "beside").covers(said):
        return False
    asks = _finder(_NEXT, "day").stands_in(said) or _finder(_NEXT, "asks").stands_in(said)
    days = _finder(_NEXT, "day").stands_in(said)
    return asks and _finder(_NEXT, "next").stands_in(said) and (days or _finder(_NEXT, "own").stands_in(said))


def asks_to_forget(text: str) -> bool:
    """Whether a message asks that all that is kept of whoever writes it be deleted, and nothing else."""
    said = normalize(text)
    if len(said) > _LONGEST_SAYING or not _finder(_FORGET, *_lists()[_FORGET]).covers(said):
        return False
    if _finder(_FORGET, "whole").stands_in(said):
        return not _finder(_FORGET, "what").stands_in(said) or _finder(_FORGET, "delete").stands_in(said)
    return all(_finder(_FORGET, part).stands_in(said) for part in ("delete", "own", "what"))


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_OWN_WORDS.read_text(encoding="utf-8"))


def _words(room: str, *names: str) -> tuple[str, ...]:
    return tuple(normalize(word) for name in names for word in _lists()[room][name])


@cache
def _asking_who() -> frozenset[str]:
    return frozenset(map(letters, _words(_WHO, "asks")))


@cache
def _finder(room: str, *names: str) -> WordFinder:
    return WordFinder(_words(room, *names))
