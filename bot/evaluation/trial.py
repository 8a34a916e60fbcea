"""A pack with changes laid over it, tried before anybody is answered from it: checked, measured, asked what it now says.

Run as a process of its own (`python -m bot.evaluation.trial`), for it takes the processor for a minute: JSON in, JSON out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from bot.evaluation.last_figures import changes as changed_figures
from bot.evaluation.last_figures import of_kinds, read_last
from bot.evaluation.measuring import measure_own_tests
from bot.evaluation.own_tests import has_tests, read_own_tests
from bot.faq.answer import Answerer
from bot.knowledge import Knowledge
from bot.laid_knowledge import compile_laid, laid_folder
from bot.pack.checking.check import check_folder
from bot.pack.faults import PackError
from bot.pack.laying import Change, EntryChange
from bot.pack.model import Pack

KINDS = ("questions", "talks")
"""The tests that what answers can change: answers to the interview are read by rules and sayings, which stay."""
COMMAND = (sys.executable, "-m", "bot.evaluation.trial")
_LINE = re.compile(r":\d+")


class TrialOrder(msgspec.Struct):
    """What is to be tried: `changes` over the pack in `base`; the last is the new one if `newest`. `asked` are questions to be
    answered by it, at `now`."""

    base: str
    cache: str
    changes: list[Change]
    now: datetime
    newest: bool = True
    asked: list[str] = []
    draft: bool = False


class TriedAnswer(msgspec.Struct):
    """How a question is answered after the changes."""

    text: str
    outcome: str
    entries: list[str]
    said: str


class TrialReport(msgspec.Struct):
    """What came of a trial: `faults` of the pack that are new, phrasings that `missed` their entry, figures that fell.

    With none of these the changes may be taken.
    """

    faults: list[str] = []
    missed: list[str] = []
    falls: list[str] = []
    answers: list[TriedAnswer] = []

    @property
    def passed(self) -> bool:
        """Whether the changes may be taken."""
        return not (self.faults or self.missed or self.falls)


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
    falls = [] if missed else list(_falls(base, folder, knowledge))
    answers = [_tried(text, answerer, order.now) for text in order.asked]
    return TrialReport(missed=missed, falls=falls, answers=answers)


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


def _falls(base: Path, folder: Path, knowledge: Knowledge) -> Iterator[str]:
    """The figures of the pack's own tests that fell."""
    last = of_kinds(read_last(base) or {}, KINDS)
    if not last or not has_tests(folder):
        return
    tests = read_own_tests(folder, knowledge.pack.facts, knowledge.interview)
    measured = measure_own_tests(tests, knowledge, tests.premises.now, KINDS)
    yield from (str(change) for change in changed_figures(measured.figures, last) if change.is_fall)


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
