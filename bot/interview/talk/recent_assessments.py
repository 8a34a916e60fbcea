"""The assessments made last: a turn and the channel that shows it ask about the same answers several times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock

from bot.interview.engine.assessment import Assessment, Assessor

_KEPT = 256


class RecentAssessments:
    """Assesses answers, and keeps the last of what it found."""

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        self._kept: dict[tuple[str, date], Assessment] = {}
        self._lock = Lock()

    def of(self, answers: Mapping[str, object], day: date) -> Assessment:
        """The assessment of `answers` on the day of asking."""
        key = (repr(tuple(answers.items())), day)
        with self._lock:  # turns are taken in a thread, and shown in another
            assessment = self._kept.pop(key, None) or self._assessor.assess(answers, day)
            self._kept[key] = assessment  # the last is the youngest
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return assessment
