"""What people can ask for whatever the notice: about reminders, after an answer, in the middle of an interview.

The sayings stand in `sayings/`, a file for each group of acts that are told apart; they are learned when a pack is compiled,
with those that the pack adds in the words of its own subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from bot.hearing.learned import Learned, learn
from bot.hearing.text_features import features, letters
from bot.language.normalize import normalize
from bot.language.remembered import TEXTS_KEPT, remembered

_TOGETHER = {"questions": "followups"}
"""A group that is learned with the sayings that another one has for the same acts."""
_FOLDER = Path(__file__).with_name("sayings")


@dataclass(frozen=True)
class LearnedActs:
    """What was learned of each group of acts, and the sayings themselves in one form, each with its act."""

    groups: Mapping[str, Learned]
    sayings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def _chances(self) -> Callable[[str, str], Mapping[str, float]]:
        return remembered(TEXTS_KEPT)(lambda group, text: self.groups[group].chances(features(text)))

    def chances(self, group: str, text: str) -> Mapping[str, float]:
        """The chance (0–1) of each act of `group` (the name of a file of sayings). Raises KeyError for an unknown group."""
        return self._chances(group, text)

    def said(self, group: str, text: str) -> str:
        """The act of which a text is a saying word for word; empty if it is none. Raises KeyError for an unknown group."""
        return self.sayings[group].get(letters(normalize(text)), "")


Added = tuple[tuple[str, str], ...]
"""Sayings that a pack adds: the name of each group, and its sayings under their acts, as a file has them."""


@cache
def learn_acts(folder: Path = _FOLDER, added: Added = ()) -> LearnedActs:
    """Learn the acts of each file of sayings in `folder` with those `added`; once in a process, for it takes seconds.

    What is added to a group or an act that there is not teaches nothing. Sayings teach the same wherever they are written:
    they are learned in the order of their words.
    """
    sayings = {path.stem: read_sayings(path) for path in sorted(folder.glob("*.txt"))}
    for group, text in added:
        for act, texts in sayings_in(text).items():
            if act in sayings.get(group, {}):
                sayings[group][act] += texts
    sayings = {group: {act: sorted(texts) for act, texts in acts.items()} for group, acts in sayings.items()}
    return LearnedActs(
        {
            group: _learned(_learned_with(said, sayings.get(_TOGETHER.get(group, ""), {})))
            for group, said in sayings.items()
        },
        {
            group: {letters(normalize(text)): act for act, texts in said.items() for text in texts}
            for group, said in sayings.items()
        },
    )


def _learned_with(sayings: Mapping[str, list[str]], others: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Sayings with those of the same acts from another group."""
    return {act: [*texts, *others.get(act, ())] for act, texts in sayings.items()}


def _learned(sayings: Mapping[str, list[str]]) -> Learned:
    return learn({act: [features(text) for text in texts] for act, texts in sayings.items()})


@cache
def known_acts(folder: Path = _FOLDER) -> dict[str, frozenset[str]]:
    """The acts of each group that a pack may add sayings to."""
    return {path.stem: frozenset(read_sayings(path)) for path in sorted(folder.glob("*.txt"))}


def sayings_of(group: str, *acts: str) -> tuple[str, ...]:
    """The sayings of some acts of a group that come with the program. Raises OSError or KeyError for unknown ones."""
    sayings = read_sayings(_FOLDER / f"{group}.txt")
    return tuple(text for act in acts for text in sayings[act])


def read_sayings(path: Path) -> dict[str, list[str]]:
    """The sayings of a file by their acts, both in their order."""
    return sayings_in(path.read_text(encoding="utf-8"))


def sayings_in(text: str) -> dict[str, list[str]]:
    """The sayings of a text by their acts: each in square brackets above its own; `#` begins a line that is a remark."""
    sayings: dict[str, list[str]] = {}
    act = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            act = line[1:-1]
        elif line and not line.startswith("#"):
            sayings.setdefault(act, []).append(line)
    return sayings
