"""Why the process of a trial ended without a report, in a line that holds no word of anybody who asked."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable

from bot.messages import message

_LONGEST_LINE = 160
_LAST_LINE = re.compile(r"(?P<kind>[\w.]+)(?::\s*(?P<told>.*))?")
_OF_MACHINE = (
    "OSError",
    "MemoryError",
    "PermissionError",
    "FileNotFoundError",
    "ModuleNotFoundError",
    "ImportError",
)
"""Errors whose words are about the machine, a file or a module, and never about what people asked."""


class TrialBrokeError(Exception):
    """The process of a trial ended without a report; `why` is a line for staff."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def why_broken(status: int, errors: bytes, asked: Iterable[str]) -> str:
    """What is said of a process that ended with `status` and wrote `errors`; `asked` are the questions that it was given."""
    if status < 0:
        name = signal.Signals(-status).name if -status in {*signal.Signals} else str(-status)
        return message("trial_killed" if name == "SIGKILL" else "trial_signal", signal=name)
    lines = [line.strip() for line in errors.decode(errors="replace").splitlines() if line.strip()]
    last = _LAST_LINE.fullmatch(lines[-1]) if lines else None
    if last is None:
        return message("trial_silent", status=status)
    kind, told = last["kind"], (last["told"] or "").strip()
    words = any(text and text in told for text in asked)
    if kind.rpartition(".")[2] not in _OF_MACHINE or words:
        told = ""
    printable = "".join(sign for sign in (f"{kind}: {told}" if told else kind) if sign.isprintable())
    return message("trial_said", line=printable[:_LONGEST_LINE])
