"""A pack with changes laid over it, tried before anybody is answered from it: checked, measured, asked what it now says.

Run as a process of its own (`python -m bot.evaluation.trial`), for it takes the processor for a minute: JSON in, JSON out.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from bot.evaluation.judged_items import judged_items
from bot.evaluation.moved_items import Movements, movements
from bot.evaluation.own_tests import has_tests
from bot.faq.answer import Answerer
from bot.knowledge import Knowledge, open_knowledge
from bot.laid_knowledge import compile_laid, laid_folder
from bot.pack.checking.check import check_folder
from bot.pack.faults import PackError
from bot.pack.laying import Change, EntryChange
from bot.pack.model import Pack

COMMAND = (sys.executable, "-m", "bot.evaluation.trial")
_LINE = re.compile(r":\d+")


class TrialOrder(msgspec.Struct):
    """What is to be tried: `changes` over the pack in `base`, where those of `before` are in force; the last is the new one if
    `newest`. `asked` are questions to be answered by it, at `now`."""

    base: str
    cache: str
    changes: list[Change]
    now: datetime
    newest: bool = True
    asked: list[str] = []
    draft: bool = False
    before: list[Change] = []


class TriedAnswer(msgspec.Struct):
    """How a question is answered after the changes."""

    text: str
    outcome: str
    entries: list[str]
    said: str

    def unworded(self) -> TriedAnswer:
        """The same without the words of a person and what repeats them: a digest tells which question it was, if it is kept."""
        return msgspec.structs.replace(self, text=digest_of_words(self.text), said="")


def digest_of_words(text: str) -> str:
    """By what a question is known whose words are not kept."""
    return hashlib.sha256(text.encode()).hexdigest()


class TrialReport(msgspec.Struct):
    """What came of a trial: `faults` of the pack that are new, phrasings that `missed` their entry, how the pack's own tests
    `moved`. `falls` are the figures that fell, of a trial by an earlier release.

    With none of these the changes may be taken. `broke` tells why there is no report: the process of the trial ended.
    """

    faults: list[str] = []
    missed: list[str] = []
    falls: list[str] = []
    answers: list[TriedAnswer] = []
    moved: Movements = msgspec.field(default_factory=Movements)
    broke: str = ""

    def unworded(self) -> TrialReport:
        """The report as it is stored: without the words of those who asked."""
        return msgspec.structs.replace(self, answers=[one.unworded() for one in self.answers])

    @property
    def passed(self) -> bool:
        """Whether the changes may be taken."""
        return not (self.faults or self.missed or self.falls or self.broke) and self.moved.tolerable


def try_changes(order: TrialOrder) -> TrialReport:
    """Try the changes. Raises PackError if the folder itself cannot be used, OSError if nothing can be written."""
    base, cache = Path(order.base), Path(order.cache)
    folder = laid_folder(base, order.changes, cache)
    pack, faults = check_folder(folder)
    new = _new_faults(base, [str(fault) for fault in faults])
    if pack is None or new:
        return TrialReport(faults=new or [str(fault) for fault in faults])
    knowledge = compile_laid(folder, base, cache, draft=order.draft)
    answerer = knowledge.answerer()
    newest = order.changes[-1] if order.changes and order.newest else None
    missed = list(_missed(newest, pack, answerer, order.now)) if newest is not None else []
    moved = Movements() if missed else _moved(order, folder, knowledge)
    answers = [_tried(text, answerer, order.now) for text in order.asked]
    return TrialReport(missed=missed, moved=moved, answers=answers)


def _new_faults(base: Path, found: list[str]) -> list[str]:
    """The faults that the pack of `base` has not, wherever they stand."""
    if not found:
        return []
    _, faults = check_folder(base)
    known = {_LINE.sub("", str(fault)) for fault in faults}
    return [fault for fault in found if _LINE.sub("", fault) not in known]


def _missed(change: Change, pack: Pack, answerer: Answerer, now: datetime) -> Iterator[str]:
    """The phrasings of a change that do not lead to its entry."""
    id = change.id if isinstance(change, EntryChange) else change.entry
    off = pack.entries[id].kind == "off_topic"
    for text in change.phrasings:
        answer = answerer.answer(text, now)
        if not (answer.outcome == "unknown" if off else id in answer.entries):
            yield text


def _moved(order: TrialOrder, folder: Path, knowledge: Knowledge) -> Movements:
    """What becomes of the pack's own questions and talks; answers to the interview are read by rules and sayings, which stay."""
    base, cache = Path(order.base), Path(order.cache)
    if not has_tests(folder):
        return Movements()
    in_force = laid_folder(base, order.before, cache) if order.before else base
    known = partial(_opened, in_force, base, cache, draft=order.draft)
    before = judged_items(in_force, known, cache, draft=order.draft)
    after = judged_items(folder, lambda: knowledge, cache, draft=order.draft)
    made = [change for change in order.changes if change not in order.before]
    return movements(before, after, made, knowledge.pack.entries)


def _opened(folder: Path, base: Path, cache: Path, *, draft: bool) -> Knowledge:
    if folder == base:
        return open_knowledge(base, cache, draft=draft)
    return compile_laid(folder, base, cache, draft=draft)


def _tried(text: str, answerer: Answerer, now: datetime) -> TriedAnswer:
    answer = answerer.answer(text, now)
    return TriedAnswer(text, answer.outcome, list(answer.entries), answer.text)


def main(stdin: bytes) -> TrialReport:
    """The report on an order in JSON."""
    try:
        return try_changes(msgspec.json.decode(stdin, type=TrialOrder))
    except PackError as error:
        return TrialReport(faults=[str(fault) for fault in error.faults])


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(main(sys.stdin.buffer.read())))
