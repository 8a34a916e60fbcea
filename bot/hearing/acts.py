"""What people can ask for whatever the notice: about reminders, after an answer, in the middle of an interview.

The sayings stand in `sayings/`, a file for each group of acts that are told apart; they are learned when a pack is compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.hearing.features import features
from bot.hearing.learned import Learned, learn

_FOLDER = Path(__file__).with_name("sayings")


@dataclass(frozen=True)
class LearnedActs:
    """What was learned of each group of acts."""

    groups: Mapping[str, Learned]

    def chances(self, group: str, text: str) -> dict[str, float]:
        """The chance (0–1) of each act of `group` (the name of a file of sayings). Raises KeyError for an unknown group."""
        return self.groups[group].chances(features(text))


@cache
def learn_acts(folder: Path = _FOLDER) -> LearnedActs:
    """Learn the acts of each file of sayings in `folder`; once in a process, for it takes seconds."""
    return LearnedActs({path.stem: _learned(path) for path in sorted(folder.glob("*.txt"))})


def _learned(path: Path) -> Learned:
    sayings: dict[str, list[str]] = {}
    act = ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            act = line[1:-1]
        elif line and not line.startswith("#"):
            sayings.setdefault(act, []).append(line)
    return learn({act: [features(text) for text in texts] for act, texts in sayings.items()})
