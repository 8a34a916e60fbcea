"""What was spoken of just before: the deadline that an answer told, and its subject in words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.word_finder import finder
from bot.pack.model import Entry, Facts
from bot.pack.spoken import PLACEHOLDER
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.roles import usual_for_all

_DATED = ("date", "state")


@dataclass(frozen=True)
class Topic:
    """A subject in words, and the deadlines whose days were told with it."""

    about: str = ""
    milestones: tuple[str, ...] = ()


NO_TOPIC = Topic()


def topic_of(entry: Entry, question: str, facts: Facts, deadlines: DeadlineFinder) -> Topic:
    """The topic of the question that `entry` answered."""
    told = _told(entry, facts)
    named = deadlines.named_in(question) or deadlines.named_in(entry.title)
    if not named and finder("reminding", "every").stands_in(entry.title):
        named = usual_for_all(facts)
    chosen = tuple(id for id in named if id in told) or told[:1]
    return Topic(entry.title, chosen)


def _told(entry: Entry, facts: Facts) -> tuple[str, ...]:
    """The deadlines whose days an answer tells, in their order."""
    texts = (*(text for _, text in entry.answer_until), entry.answer)
    fields = (match.group(1) for text in texts for match in PLACEHOLDER.finditer(text))
    parted = (name.split(".", 1) for name in fields if "." in name)
    ids = (rest for kind, rest in parted if kind in _DATED)
    return tuple(dict.fromkeys(id for id in ids if id in facts.milestones))
