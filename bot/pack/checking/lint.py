"""What else an author should know of a pack: uncovered clauses, twins, answers that are too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.pack.checking.likeness import near_pairs
from bot.pack.checking.quotes import squeeze
from bot.pack.faults import Fault
from bot.pack.layout import CLAUSES, FAQ
from bot.pack.model import CRAFT, Pack
from bot.pack.spoken import fill

MAX_ANSWER = 200
"""Characters of an answer without its clause line and without a URL: what a phone shows at a glance."""
TWIN = 94.0
"""Likeness (0–100) from which two phrasings of different entries are one question with two answers."""


def lint(pack: Pack) -> Iterator[Fault]:
    """Every fault of content other than drift."""
    yield from _uncovered(pack)
    yield from _long(pack)
    yield from _twins(pack)


def _uncovered(pack: Pack) -> Iterator[Fault]:
    covered = {
        clause for entry in pack.entries.values() if entry.kind == "answer" for clause in entry.clauses
    }
    for clause in pack.clauses:
        if clause not in covered:
            yield Fault(CLAUSES, 0, f"条款 {clause} 没有任何条目", f"请在 {FAQ} 补一个条目")


def _long(pack: Pack) -> Iterator[Fault]:
    links = [text for name, text in pack.facts.substitutions.items() if name.startswith("link.")]
    for entry in pack.entries.values():
        text = fill(entry.answer, pack.facts.substitutions)
        for link in links:
            text = text.replace(link, "")
        if len(text) > MAX_ANSWER:
            yield Fault(
                FAQ,
                entry.line,
                f"条目 {entry.id} 的回答有 {len(text)} 字",
                f"请减到 {MAX_ANSWER} 字以内",
            )


@dataclass(frozen=True)
class _Phrasing:
    entry: str
    file: str
    line: int
    text: str


def _phrasings(pack: Pack) -> Iterator[_Phrasing]:
    named = list(pack.entries.items())
    if pack.craft_template:
        named.append((CRAFT, pack.craft_template))
    for id, entry in named:
        for line, variant in zip(entry.variant_lines, entry.variants, strict=True):
            yield _Phrasing(id, entry.phrasings_file, line, _bare(variant))


def _bare(phrasing: str) -> str:
    """A phrasing without blanks and punctuation: a question mark more is no other question."""
    return "".join(
        character for character in squeeze(phrasing).lower() if character.isalnum() or character in "{}"
    )


def _twins(pack: Pack) -> Iterator[Fault]:
    """Phrasings that are nearly the same and point to different entries."""
    phrasings = list(_phrasings(pack))
    for numbers in near_pairs([one.text for one in phrasings], TWIN):
        first, second = sorted(
            (phrasings[number] for number in numbers), key=lambda one: (one.file, one.line)
        )
        if first.entry != second.entry:
            wrong = f"问法“{second.text[:20]}”像条目 {second.entry}，也像 {first.entry}（{first.file}:{first.line}）"
            yield Fault(second.file, second.line, wrong, "请删去一处，或改得能分清")
