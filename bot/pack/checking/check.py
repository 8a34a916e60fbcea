"""Everything `noticebot check` looks for in a pack."""

from __future__ import annotations

from pathlib import Path

from bot.pack.checking.drift import drift
from bot.pack.checking.enumerations import enumeration_faults
from bot.pack.checking.interview_drift import interview_drift
from bot.pack.checking.lint import lint
from bot.pack.checking.stated_facts import unstated
from bot.pack.checking.superseded import superseded, superseded_tests
from bot.pack.faults import Fault, PackError
from bot.pack.loader import load_pack
from bot.pack.model import Pack


def check_folder(folder: Path) -> tuple[Pack | None, tuple[Fault, ...]]:
    """The pack of `folder` (None if it cannot be read) and every fault found, in order of place."""
    try:
        pack = load_pack(folder, draft=True, as_written=True)  # a wrong quote is one fault among others here
    except PackError as error:
        return None, error.faults
    looks = (drift, interview_drift, unstated, enumeration_faults, lint, superseded)
    found = {fault for look in looks for fault in look(pack)}
    if pack.facts.amended.documents:
        found |= set(superseded_tests(folder, pack.facts))
        pack = load_pack(folder, draft=True)  # as people are told it
    return pack, tuple(sorted(found))
