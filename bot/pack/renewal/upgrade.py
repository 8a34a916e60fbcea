"""A knowledge folder of format 1 → one of format 2, comments and all.

Format 1 kept dates in rules.yaml, rules in interview.yaml, and phrasings inside the entries of faq.yaml. The words of
the pack are moved, never changed, so that the Pack read afterwards is the one read before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.pack.layout import CLAUSES, FAQ, LEXICON, NOTICE, PHRASINGS, RULES
from bot.pack.reading.lexicon_reader import TOP
from bot.pack.reading.located import parse_yaml, read_text, read_yaml
from bot.pack.reading.older_names import LEXICON_KEYS, in_names_of_today
from bot.pack.renewal.notice_file import Note, notice_file
from bot.pack.renewal.phrasing_files import take_phrasings
from bot.pack.renewal.sections import cut

FORMAT_1_FILES = ("notice.md", "faq.yaml", "rules.yaml", "interview.yaml")
_NOTICE_1, _RULES_1 = "rules.yaml", "interview.yaml"
_RENAMED = {_NOTICE_1: NOTICE, _RULES_1: RULES}
_FAQ_KEYS = ("looks", "most_asked", "examples", "together", "without", "entries")
_LEXICON_KEYS = tuple(dict.fromkeys((*TOP, *LEXICON_KEYS)))
_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#.*$")


@dataclass(frozen=True)
class Upgraded:
    """The files of format 2 by their path inside the folder, and what was guessed in them."""

    files: dict[str, str]
    notes: list[Note]


@dataclass(frozen=True)
class LeftOut:
    """A section of faq.yaml, with the line of its key, that no file of format 2 can hold."""

    key: str
    line: int


def left_out(folder: Path) -> list[LeftOut]:
    """What of the old files in `folder` is not in the new ones, by its line. Raises PackError if they cannot be read."""
    lines = read_yaml(folder / FAQ).key_lines
    known = {*_FAQ_KEYS, *_LEXICON_KEYS}
    return [
        LeftOut(key, line) for key, line in sorted(lines.items(), key=lambda one: one[1]) if key not in known
    ]


def upgraded(folder: Path) -> Upgraded:
    """Convert the pack of `folder` to format 2, in memory. Raises PackError if a file cannot be read."""
    notice, notes = notice_file(read_text(folder / _NOTICE_1), read_yaml(folder / _NOTICE_1))
    text, root = read_text(folder / FAQ), read_yaml(folder / FAQ)
    taken = take_phrasings(text, root)
    sections = cut(text, root)
    faq = cut(taken.faq, parse_yaml(FAQ, taken.faq))
    files = {
        CLAUSES: read_text(folder / CLAUSES),
        NOTICE: _renamed(notice),
        FAQ: _renamed("\n".join(part for part in (faq.head.strip("\n"), faq.joined(*_FAQ_KEYS)) if part)),
        LEXICON: _renamed(sections.joined(*_LEXICON_KEYS)) or "concepts: {}\n",
        **{f"{PHRASINGS}/{name}": words for name, words in taken.files.items()},
    }
    if (folder / _RULES_1).is_file():
        files[RULES] = _renamed(read_text(folder / _RULES_1))
    return Upgraded({name: in_names_of_today(name, text) for name, text in files.items()}, notes)


def _renamed(text: str) -> str:
    """The text with the new names of the files in its comments."""
    names = re.compile("|".join(map(re.escape, _RENAMED)))
    return _COMMENT.sub(lambda comment: names.sub(lambda name: _RENAMED[name[0]], comment[0]), text)
