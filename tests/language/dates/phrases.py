"""The phrase files: what people say, when, and what it means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import cast

from bot.language.dates import DateReading, Prefer

DATA = Path(__file__).parents[2] / "data"
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
NOW = datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Example:
    """One line of a phrase file. `want` is "-" or "none" for no date, "a|b" for either."""

    text: str
    want: str
    ambiguous: tuple[str, ...]
    now: datetime
    prefer: Prefer

    def met_by(self, reading: DateReading) -> bool:
        """Whether the reading is the wanted one."""
        if self.want in ("-", "none", "none?"):
            return reading.value is None and reading.ambiguous == self.ambiguous
        return reading.value in self.want.split("|") and not reading.ambiguous


def examples(name: str) -> list[Example]:
    """The lines of a phrase file."""
    rows = [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    return [
        Example(
            row["text"],
            row["want"],
            tuple(row.get("ambiguous", ())),
            datetime.fromisoformat(row["now"]) if "now" in row else NOW,
            cast("Prefer", row.get("prefer", "nearest")),
        )
        for row in rows
    ]
