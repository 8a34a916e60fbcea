"""What is left to decide in a renewed pack, and how a decision is made in its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.pack.faults import PackError, wording
from bot.pack.layout import FAQ
from bot.pack.loader import load_pack, undecided_in
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.pack_text import PackText, text_of, texts_of
from bot.pack.renewal.next_year.phrasing_text import taken_phrasings
from bot.pack.renewal.next_year.renewal_words import worded
from bot.pack.renewal.next_year.taken_out import unname

KEEP, DROP, LATER, STOP = "y", "d", "s", "q"
"""The keys of a decision: that it is right as it stands, that it goes, that it waits, that all wait."""


@dataclass(frozen=True)
class Decision:
    """Something to decide: the file and line where it stands, what it is about, why it is open.

    `item` is the id of what is left out until it is decided; empty for a question about what is said already.
    """

    file: str
    line: int
    what: str
    why: str
    item: str = ""


def decisions_in(folder: Path) -> list[Decision]:
    """Everything that is undecided in a pack, in order of place. Raises PackError if its files cannot be read."""
    found = []
    for point in undecided_in(folder):
        what, why = point.what, point.reason
        if not what:
            what, _, why = point.reason.partition(worded("ask", "colon"))
        found.append(Decision(point.file, point.line, what, why or what, point.what))
    return found


def decide(folder: Path, decision: Decision, key: str) -> str:
    """Make a decision in the files of a pack; returns why it could not be made, empty if it was. Raises OSError."""
    pack = PackText.of(folder)
    before = dict(pack.files)
    if decision.item and key == DROP:
        _drop(pack, decision)
    else:
        _unmark(pack, decision)
    _write(folder, pack, before)
    try:
        load_pack(folder, draft=True)
    except PackError as error:
        _write(folder, PackText(before), pack.files)
        return str(error.faults[0])
    return ""


def decide_all(folder: Path, keys: Iterable[str]) -> Iterator[tuple[Decision, int, str]]:
    """Walk through the decisions of a pack, a key for each.

    Yields each one with how many are left, before its key is taken, and again with what kept it from being made.
    """
    answers = iter(keys)
    waiting: list[tuple[str, str]] = []
    while True:
        open_ones = [one for one in decisions_in(folder) if (one.what, one.why) not in waiting]
        if not open_ones:
            return
        decision = open_ones[0]
        yield decision, len(open_ones), ""
        key = next(answers, STOP)
        if key == STOP:
            return
        failed = decide(folder, decision, key) if key in (KEEP, DROP) else ""
        if failed:
            yield decision, len(open_ones), failed
        if failed or key not in (KEEP, DROP):
            waiting.append((decision.what, decision.why))


def _unmark(pack: PackText, decision: Decision) -> None:
    """Take the line of a decision out; a list of questions that is empty then goes with its key."""
    name, mark = decision.file, wording("undecided")
    lines = pack.files[name].split("\n")
    line = lines[decision.line - 1]
    if decision.item and "{" in line and not line.strip().startswith(f"{mark}:"):
        node = next(
            (
                one
                for one in pack.mappings(name)
                if one.key_lines.get(mark) == decision.line and mark in one.items
            ),
            None,
        )
        start = line.index(f"{mark}:")
        written = text_of(node, mark)
        end = line.index(written, start) + len(written) if written and written in line[start:] else start
        while end < len(line) and line[end] in "\"' ,":
            end += 1
        lines[decision.line - 1] = line[:start] + line[end:]
    else:
        del lines[decision.line - 1]
    pack.files[name] = "\n".join(lines)
    root = pack.root(name)
    if not decision.item and mark in root.items and not texts_of(root, mark):
        lines = pack.files[name].split("\n")
        del lines[root.key_lines[mark] - 1]
        pack.files[name] = "\n".join(lines)


def _drop(pack: PackText, decision: Decision) -> None:
    """Take out the item that a decision is about, with its phrasings and every list that names it."""
    mark = wording("undecided")
    for node in pack.mappings(decision.file):
        if isinstance(node, Mapping) and node.key_lines.get(mark) == decision.line:
            pack.remove(decision.file, node)
            break
    if decision.file == FAQ:
        taken_phrasings(pack, decision.item)
    unname(pack, {decision.item})


def _write(folder: Path, pack: PackText, before: dict[str, str]) -> None:
    for name, text in pack.files.items():
        if before.get(name) != text:
            (folder / name).write_text(text, encoding="utf-8")
