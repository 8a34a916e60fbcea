"""Which option of a question an answer in words picks: by the words that stand in it and are not denied, or by likeness."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from bot.language.assent import bare_answer, bare_word
from bot.language.clauses import clauses
from bot.language.negation import denied, denies_of_self, doubly_denied, opens_with_no, signs
from bot.language.words import one_of, words
from bot.pack.interview_model import Option

# What was, what is yet to come, and where one is from, are not what is asked.
_ASIDE = re.compile(
    r"(?:以前|曾经?|过去|原来|原先|早年|从前)(?:是|当|做|在|有|$)"
    r"|(?:快|即将|马上|明年|后年|年底|(?:\d年|个月)后)(?:要|就|才|会|能){0,2}$|(?:\d年|个月)[才就]$"
    r"|(?:可能|也许|说不定|恐怕|万一).{0,2}$"
    r"|(?:想|要|准备|打算)[评报升考拿]?个?$|申报$|(?<=[高特]级)$|(?<=助理)$"
    r"|户[口籍]|老家|祖籍|籍贯|^我?人在?$"
    rf"|{one_of('denial', 'ahead')}[0-9]*{one_of('denial', 'spans')}[^,;]{{0,3}}$|{one_of('denial', 'towards')}$"
)
_NATIVE = re.compile(rf"人(?![事社才员])|{one_of('state', 'series')}")
"""Behind a word it says where somebody is from, or the kind of thing, and no more: 老师那个系列的."""
_SHORTEST_TYPO = 3
_LIKE = 75.0
"""Likeness (0–100) from which a mistyped answer counts as the option."""


def read_option(
    options: tuple[Option, ...], said: str, asked: str = "", beside: tuple[Option, ...] = ()
) -> Option | None:
    """The option whose label or word stands in the answer; the longest word decides, a tie does not.

    `beside` are those that mean something else than an answer; they are not mistyped: 没退休 is no 没到退休.
    有 and 没有 count only if they stand alone, or with words of the question `asked`; 嗯, 好的 and 对 pick none of several.
    """
    parts = clauses(said)
    like, number, length = _likest(options, said)
    options = (*options, *beside)
    hits = _hits(options, said, parts, asked)
    if not hits:
        return options[number] if like >= _LIKE else None
    best = max(size for size, _ in hits.values())
    first = [number for number, (size, _) in hits.items() if size == best]
    # 退休后返骋 is a mistyped 退休后返聘, though 退休 stands in it.
    if like >= _LIKE and length > best and number != first[0]:
        label = (options[number].label, *options[number].words)
        if any(hits[first[0]][1] in word for word in label if len(word) == length):
            return options[number]
    return options[first[0]] if len(first) == 1 else None


def denied_beside_another(options: tuple[Option, ...], said: str) -> bool:
    """Whether the word that decides denies something, and the word of another option stands behind: 不是公务员是参公."""
    hits = _hits(options, said, clauses(said), "")
    longest, word = max(hits.values(), default=(0, ""))
    if not signs(word) or said == word:
        return False
    last = clauses(said.replace(word, ","))[-1:]
    return any(stands(other, last) for size, other in hits.values() if size < longest and not signs(other))


def compares(options: tuple[Option, ...], said: str) -> bool:
    """Whether a text sets one option beside another and so picks none: 甲和乙交的地方一样吗."""
    beside = [join for join in words("figures", "beside_in_row") if join in said]
    named = [(number, word) for number, one in enumerate(options) for word in one.words if word in said]
    return any(
        f"{word}{join}{other}" in said
        for join in beside
        for number, word in named
        for another, other in named
        if number != another
    )


def _hits(options: tuple[Option, ...], said: str, parts: list[str], asked: str) -> dict[int, tuple[int, str]]:
    """For each option that the answer names: the length of its longest word, and that word."""
    barely = _said_barely(options, parts, asked)
    yes_no = isinstance(options[0].value, bool)
    telling: dict[int, tuple[int, str]] = {}
    bare: dict[int, tuple[int, str]] = {}
    for number, option in enumerate(options):
        for word in option.words:
            if said == word:
                telling[number] = (len(word) + 100, word)
            elif bare_word(word) is not None:
                if barely is bare_word(word) and (yes_no or not barely or word[0] in said):
                    bare[number] = max(bare.get(number, (0, "")), (len(word), word))
            elif word in said and stands(word, parts):
                telling[number] = max(telling.get(number, (0, "")), (len(word), word))
    if any(map(denies_of_self, parts[1:])):
        return _denying(options)
    if telling:
        return telling
    return bare if len(bare) == 1 else {}


def _denying(options: tuple[Option, ...]) -> dict[int, tuple[int, str]]:
    """The option that stands for a bare no."""
    return {
        number: (1, word)
        for number, option in enumerate(options)
        for word in option.words
        if bare_word(word) is False
    }


def _said_barely(options: tuple[Option, ...], parts: list[str], asked: str) -> bool | None:
    """What a bare yes or no says; a no is none if it is of one of several things: 没有合同 if a certificate does too."""
    words = [word for option in options for word in option.words]
    if isinstance(options[0].value, bool):
        own = (word for option in options if isinstance(option.value, bool) for word in option.words)
        return bare_answer(parts, asked, "".join(own))
    barely = bare_answer(parts, asked)
    named = (word for word in words if len(word) > 1 and not opens_with_no(word))
    return None if barely is False and any(word in parts[0] for word in named) else barely


def stands(word: str, parts: list[str]) -> bool:
    """Whether a word stands in one of the clauses of an answer and nothing there denies it or sets it aside."""
    return any(_stands_in(word, part) for part in parts)


def doubly_stands(word: str, parts: list[str]) -> bool:
    """Whether a word stands in one of the clauses of an answer and is denied twice there: 没有不相关的."""
    return any(doubly_denied(part[:place]) for part in parts if (place := part.find(word)) >= 0)


def _stands_in(word: str, clause: str) -> bool:
    start = clause.find(word)
    while start >= 0:
        end = start + len(word)
        before = clause[:start]
        higher = before.endswith("正") and word.startswith("高")  # a rank above the one that the word names
        aside = _ASIDE.search(before) or _NATIVE.match(clause, end)
        if not (higher or aside or denied(clause, start, end)):
            return True
        start = clause.find(word, start + 1)
    return False


def _likest(options: tuple[Option, ...], said: str) -> tuple[float, int, int]:
    """The option most like a mistyped answer: its likeness, its number, the length of the word it is like; a tie is none."""
    if len(said) < _SHORTEST_TYPO:
        return 0.0, 0, 0
    likes = [
        (_likeness(said, word), number, len(word))
        for number, option in enumerate(options)
        for word in option.words
        if len(word) >= len(said)
    ]
    best = max(likes, default=(0.0, 0, 0))
    others = max((like for like, number, _ in likes if number != best[1]), default=0.0)
    return best if best[0] > others else (0.0, 0, 0)


def _likeness(said: str, word: str) -> float:
    """How alike two texts are (0–100). A yes is never like a no: 是的 is no mistyped 不是的. A typo puts a character for
    another or leaves one out; what is longer says something else: 特级教师 is no 教师."""
    if signs(said) != signs(word):
        return 0.0
    alike = fuzz.ratio(said, word)
    only_left_out = alike >= 200 * len(said) / (len(said) + len(word)) - 0.01
    return alike if len(said) == len(word) or only_left_out else 0.0
