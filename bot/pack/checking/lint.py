"""What else an author should know of a pack: uncovered clauses, twins, answers that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pack.checking.likeness import near_pairs
from bot.pack.checking.quotes import squeeze
from bot.pack.faults import Fault
from bot.pack.model import CRAFT, Entry, Pack
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
            yield Fault("notice.md", 0, f"条款 {clause} 没有任何条目", "请在 faq.yaml 补一个条目")


def _long(pack: Pack) -> Iterator[Fault]:
    links = [text for name, text in pack.facts.substitutions.items() if name.startswith("link.")]
    for entry in pack.entries.values():
        text = fill(entry.answer, pack.facts.substitutions)
        for link in links:
            text = text.replace(link, "")
        if len(text) > MAX_ANSWER:
            yield Fault(
                "faq.yaml",
                entry.line,
                f"条目 {entry.id} 的回答有 {len(text)} 字",
                f"请减到 {MAX_ANSWER} 字以内",
            )


def _phrasings(pack: Pack) -> Iterator[tuple[str, int, str]]:
    entries: list[Entry] = list(pack.entries.values())
    for entry in entries:
        for line, variant in zip(entry.variant_lines, entry.variants, strict=True):
            yield entry.id, line, _bare(variant)
    if pack.craft_template:
        template = pack.craft_template
        for line, variant in zip(template.variant_lines, template.variants, strict=True):
            yield CRAFT, line, _bare(variant)


def _bare(phrasing: str) -> str:
    """A phrasing without blanks and punctuation: a question mark more is no other question."""
    return "".join(
        character for character in squeeze(phrasing).lower() if character.isalnum() or character in "{}"
    )


def _twins(pack: Pack) -> Iterator[Fault]:
    """Phrasings that are nearly the same and point to different entries."""
    phrasings = list(_phrasings(pack))
    for first, second in near_pairs([text for _, _, text in phrasings], TWIN):
        id, line, text = phrasings[first]
        other_id, other_line, _ = phrasings[second]
        if other_id != id:
            yield Fault(
                "faq.yaml",
                max(line, other_line),
                f"问法“{text[:20]}”同时像条目 {id}（第 {line} 行）和 {other_id}（第 {other_line} 行）",
                "请删去一处，或改得能分清",
            )
