"""Short words that people type to any bot: 取消, 返回, 菜单, 人工, 在吗, 👍. Who says one of them, and nothing else, means it.

They stand in `short_words.txt`. What is done about them is decided by whoever knows what they can be meant for.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from bot.hearing.learned_acts import read_sayings
from bot.hearing.text_features import letters
from bot.language.normalize import normalize
from bot.language.question_words import may_ask
from bot.language.word_finder import WordFinder

ShortWord = Literal[
    "cancel", "back", "menu", "help", "begin", "again", "human", "pardon", "presence", "assent", "dissent", "useless",
    "thanks", "emoji", "enough", "go_on", "complaint",
]  # fmt: skip
"""What a short word means; `emoji` is any other sign that is no word."""
_WORDS_FILE = Path(__file__).with_name("short_words.txt")
_PARDON: ShortWord = "pardon"
_ASKED_PARDON = "pardon_asked"
_BARELY_ASKED = "bare_asking"
_MARK, _BETWEEN = "?", "|"
_BRACKETS = "[]"
_LONGEST_SIGN = 4
"""Characters of the name of a sign that phones write in brackets: [强], [抱拳]."""
_LONGEST_THANKS = 20
"""Characters of a message that says thanks and no more."""
_LONGEST_COMPLAINT = 40
"""The same of one that complains."""
_TONES = ("Sk", "Mn", "Cf")
"""The kinds of characters that only change how the sign before them looks."""


def short_word(text: str) -> ShortWord | None:
    """What a message means that is nothing but a short word or sign; None if it says anything else."""
    said = letters(normalize(text))
    if not said:
        return _sign(text)
    if _in_brackets(text.strip()):
        return "emoji"
    once = {part for part in said.split(_BETWEEN) if part}
    word = once.pop() if len(once) == 1 else said  # 人工！人工！
    if word in _listed()[_ASKED_PARDON]:
        return _PARDON if _MARK in normalize(text) else None
    return (
        _meant().get(word)
        or ("thanks" if _only_thanks(word) else None)
        or ("complaint" if _only_complains(word) else None)
    )


def asks_barely(text: str) -> bool:
    """Whether a message asks and does not say of what: 要不要, 多久."""
    return letters(normalize(text)) in _barely_asked()


@cache
def _barely_asked() -> frozenset[str]:
    return frozenset(letters(normalize(word)) for word in _listed()[_BARELY_ASKED])


def saying_for(word: ShortWord) -> str:
    """What people say first for `word`."""
    return _listed()[word][0]


def begins_with_thanks(text: str) -> bool:
    """Whether a short message begins with thanks and asks nothing: 多谢你比我儿子耐心."""
    said = normalize(text)
    return (
        len(said) <= _LONGEST_THANKS
        and not may_ask(said)
        and bool(_thanks().longest_at(said, 0) if said else "")
    )


def _sign(text: str) -> ShortWord | None:
    """What a text without letters means; None if it is empty."""
    signs = [one for one in unicodedata.normalize("NFKC", text) if not one.isspace()]
    shown = [one for one in signs if unicodedata.category(one) not in _TONES]
    if not shown:
        return None
    meant: set[ShortWord] = {_meant().get(one, "emoji") for one in shown if unicodedata.category(one) == "So"}
    if _MARK in shown or not meant:
        return _PARDON
    return meant.pop() if len(meant) == 1 else "emoji"


def _in_brackets(text: str) -> bool:
    """Whether a text is nothing but signs as phones write them in brackets."""
    opening, closing = _BRACKETS[0], _BRACKETS[1]
    if not (text.startswith(opening) and text.endswith(closing)):
        return False
    return all(0 < len(name) <= _LONGEST_SIGN for name in text[1:-1].split(closing + opening))


def _only_thanks(said: str) -> bool:
    return bool(_thanks().longest_at(said, 0)) and _thanking().covers(said)


def _only_complains(said: str) -> bool:
    """Whether a message says that one is not understood, and nothing else: 你这个东西老是答非所问，气死人."""
    return len(said) <= _LONGEST_COMPLAINT and _complaints().stands_in(said) and _complaining().covers(said)


@cache
def _listed() -> dict[str, list[str]]:
    """The words of the file by what they mean."""
    return read_sayings(_WORDS_FILE)


@cache
def _meant() -> dict[str, ShortWord]:
    """What each word means, by its letters, or by itself if it has none."""
    acts = {act: words for act, words in _listed().items() if act in get_args(ShortWord)}
    return {
        letters(normalize(word)) or word: cast("ShortWord", act)
        for act, words in acts.items()
        for word in words
    }


@cache
def _thanks() -> WordFinder:
    return WordFinder(map(normalize, _listed()["thanks"]))


@cache
def _thanking() -> WordFinder:
    return WordFinder(map(normalize, (*_listed()["thanks"], *_listed()["thanked"])))


@cache
def _complaints() -> WordFinder:
    return WordFinder(map(normalize, _listed()["complaint"]))


@cache
def _complaining() -> WordFinder:
    return WordFinder(map(normalize, (*_listed()["complaint"], *_listed()["complained"])))
