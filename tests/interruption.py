"""An interrupted test run leaves no process behind: neither its workers nor what their tests have started."""

from __future__ import annotations

import contextlib
import signal
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

import psutil

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass
class Interruption:
    """SIGTERM and SIGINT interrupt pytest, which then ends in order. `grace` is in seconds."""

    grace: float = 10.0
    running: list[psutil.Process] = field(default_factory=list)

    def heed_signals(self) -> None:
        """Take the signals over. Called once, before the workers start."""
        for number in SIGNALS:
            signal.signal(number, self.interrupt)

    def interrupt(self, _number: int, _frame: FrameType | None) -> NoReturn:
        """Note what runs below this process, and interrupt it. A second signal would cut the tidying short: it is ignored."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        # A killed worker's children go to the system: afterwards nobody can tell that they were ours.
        self.running = psutil.Process().children(recursive=True)
        raise KeyboardInterrupt

    def end_what_is_left(self) -> None:
        """Kill what ran at the interruption and still runs. Called once, after all workers have ended."""
        if not self.running:
            return
        _, left = psutil.wait_procs(self.running, self.grace)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
