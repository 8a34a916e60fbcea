"""Words that people say or read are data: how much Chinese, and how many patterns for people's words, are left in the code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bot
from bot.cli import COMMANDS

PACKAGE = Path(bot.__file__).parent
CHINESE = re.compile("[\u3400-\u9fff]")
PATTERNS = frozenset(
    ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
)
"""The functions of `re` that take a pattern."""
HEARING = ("conversation", "faq", "hearing", "interview", "language", "reminders", "replies")
"""The rooms through which a person's words go."""
GRAMMAR = re.compile(
    r"language/(?:dates/\w+|numerals|amounts|open_amounts|ordinals|units|counted|other_years|multiplied|none_lacking"
    r"|side_by_side|beside_the_line)\.py"
    r"|reminders/reading/(?:amounts_of_time|days|rhythms)\.py"
)
"""The grammar of numbers and dates, for which regular expressions remain."""
NOT_WORDS = frozenset(
    {
        "interview/result/named_links.py",  # the bot's own texts
        "interview/result/undated.py",  # the bot's own texts
        "conversation/sharing_code.py",  # Latin letters in pieces
        "faq/asked_texts.py",  # clauses of an answer
        "faq/features.py",  # characters of any text
        "faq/lexicon.py",  # characters of any text
        "faq/matcher.py",  # characters of any text
        "faq/message_parts.py",  # signs between sentences
        "faq/notice_passages.py",  # sentences of the notice
        "faq/bounds/bound_patterns.py",  # the patterns in bounds.toml
        "faq/told_figures.py",  # the patterns in told_figures.toml
        "faq/entry_texts.py",  # sentences of an answer
        "interview/engine/answers.py",  # dates as they are stored
        "language/spoken_parts.py",  # signs between the parts of a message
        "language/for_others.py",  # addresses and numbers
        "language/markup.py",  # tags and programs
        "language/normalize.py",  # characters of any text
        "language/places.py",  # the names in places.toml
        "language/script.py",  # characters of any text
        "reminders/reading/clause_cuts.py",  # signs between clauses
        "replies/act_ids.py",  # ids of taps
    }
)

CHINESE_LEFT: dict[str, tuple[int, int]] = {
    "channels": (2, 4),
    "conversation": (9, 82),
    "faq": (3, 65),
    "interview": (22, 217),
    "language": (460, 3525),
    "pack": (15, 54),
    "reminders": (104, 604),
}
"""By room: the literals with Chinese in them, and the Chinese characters in these. What has become less is lowered here; what
has become more belongs into messages.toml, words.toml, sayings/ or the pack."""
PATTERNS_LEFT: dict[str, int] = {
    "conversation/interview_skill.py": 2,
    "faq/asked_clause.py": 1,
    "faq/parts.py": 3,
    "interview/reading/day_reply.py": 1,
    "interview/reading/exact_reply.py": 4,
    "interview/reading/option.py": 2,
    "language/assent.py": 14,
    "language/clauses.py": 3,
    "language/doubt.py": 1,
    "language/negation.py": 9,
    "language/persons.py": 3,
    "language/question_words.py": 3,
}
"""By module: the regular expressions that read people's words. They too only become fewer."""
GRAMMAR_LEFT = 204
"""All regular expressions of the grammar of numbers and dates."""


@dataclass(frozen=True)
class Literal:
    """A text in the code, with its place."""

    module: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.text}"


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module of the package by its path there, parsed."""
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file.relative_to(PACKAGE).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def chinese_literals() -> Iterator[Literal]:
    """Every literal with Chinese in it that is no docstring."""
    for module, tree in modules():
        docs = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in docs:
                continue
            if isinstance(node.value, str) and CHINESE.search(node.value):
                yield Literal(module, node.lineno, node.value)


def patterns() -> Counter[str]:
    """How many regular expressions each module of the hearing rooms has."""
    found: Counter[str] = Counter()
    for module, tree in modules():
        if module.partition("/")[0] not in HEARING:
            continue
        for node in ast.walk(tree):
            function = node.func if isinstance(node, ast.Call) else None
            if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
                found[module] += function.value.id == "re" and function.attr in PATTERNS
    return +found


def room_of(module: str) -> str:
    """The folder that a module lies in, or its own name."""
    return module.partition("/")[0]


def test_chinese_in_the_code_only_becomes_less() -> None:
    """Each literal is listed where a room has more than before."""
    found = list(chinese_literals())
    counts = {
        room: (
            sum(room_of(one.module) == room for one in found),
            sum(len(CHINESE.findall(one.text)) for one in found if room_of(one.module) == room),
        )
        for room in sorted({room_of(one.module) for one in found})
    }
    changed = {room for room in {*counts, *CHINESE_LEFT} if counts.get(room) != CHINESE_LEFT.get(room)}
    listed = [str(one) for one in found if room_of(one.module) in changed]
    assert counts == CHINESE_LEFT, "\n".join(listed)


def test_patterns_that_read_people_s_words_only_become_fewer() -> None:
    """By module; a new module has none."""
    found = patterns()
    words = {
        module: count
        for module, count in found.items()
        if not GRAMMAR.fullmatch(module) and module not in NOT_WORDS
    }
    assert words == PATTERNS_LEFT
    assert sum(count for module, count in found.items() if GRAMMAR.fullmatch(module)) == GRAMMAR_LEFT


def test_the_modules_that_are_set_apart_are_there() -> None:
    """One that is gone, or has no pattern any more, needs no exception."""
    assert patterns().keys() >= NOT_WORDS


def test_no_command_has_words_of_its_own() -> None:
    """What a command says stands in messages.toml."""
    assert COMMANDS
    assert [str(one) for one in chinese_literals() if room_of(one.module) == "commands"] == []
