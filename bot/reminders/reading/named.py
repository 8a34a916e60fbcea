"""Which deadlines a message names: by what people call them, by their role, or all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.language.found import Found
from bot.language.pinyin import respelt
from bot.language.word_finder import WordFinder, finder, finder_with
from bot.language.words import words
from bot.pack.model import Facts
from bot.reminders.reading.unread import Unread
from bot.reminders.roles import usual, usual_for_all


@dataclass(frozen=True)
class FoundDeadline(Found):
    """Deadlines that are named, by themselves (`own`), by a role, or as all that there are (`every`)."""

    milestones: tuple[str, ...]
    own: bool = False
    every: bool = False


class DeadlineFinder:
    """Finds the deadlines of one notice in messages."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._own = {
            word.lower(): id for id, one in facts.milestones.items() for word in (one.name, *one.words)
        }
        self._roles = {word.lower(): role for role, one in facts.roles.items() for word in one.words}
        self._finder = WordFinder((*self._own, *self._roles))

    def own_words(self, name: str) -> tuple[str, ...]:
        """The pack's own words for one of the lists of `bot.pack.layout.WORD_LISTS`."""
        return self._facts.words.get(name, ())

    def take(self, unread: Unread) -> Iterator[FoundDeadline]:
        """The deadlines that a message names."""
        for word in list(finder("reminding", "every").found_in(unread.left)):
            unread.take(word.start, word.end)
            yield FoundDeadline(word.start, word.end, usual_for_all(self._facts), every=True)
        for word in list(self._finder.found_in(unread.left)):
            if _is_counted(unread.left[: word.start]):
                continue
            unread.take(word.start, word.end)
            own = word.word in self._own
            named = (self._own[word.word],) if own else self._of_role(self._roles[word.word])
            yield FoundDeadline(word.start, word.end, named, own)

    def named_in(self, text: str) -> tuple[str, ...]:
        """The deadlines that a text names by themselves."""
        found = (self._own.get(word.word) for word in self._finder.found_in(text.lower()))
        return tuple(dict.fromkeys(id for id in found if id is not None))

    def due_by(self, text: str) -> tuple[str, ...]:
        """The deadlines by which what a text tells is to be done: 上网提交个人申报, 提交, 申抱; none of 个人申报的结果."""
        for act in words("submitting", "acts"):
            text = respelt(text, act, lambda *_: True)
        if finder("reminding", "afterwards").stands_in(text):
            return ()
        submits = finder("submitting", "acts").stands_in(text)
        alone = finder_with(self.own_words("beside_handing_in"), "submitting", "acts", "beside").covers(text)
        submission = self._facts.submission
        return self.named_in(text) or ((submission.id,) if submission and submits and alone else ())

    def perhaps_due_by(self, text: str) -> tuple[str, ...]:
        """The deadlines by which what a text tells may have to be done: 交材料."""
        submission = self._facts.submission
        hands_in = finder("submitting", "acts", "loosely").stands_in(text)
        if submission is None or not hands_in or finder("reminding", "afterwards").stands_in(text):
            return ()
        return (submission.id,)

    def covers(self, text: str) -> bool:
        """Whether a text names deadlines and says nothing else."""
        return self._finder.covers(text.lower())

    def closing(self, milestones: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `milestones` on which something closes; all of them if none does."""
        return tuple(id for id in milestones if self._facts.milestones[id].closes) or milestones

    def only_begins(self, milestones: tuple[str, ...]) -> bool:
        """Whether nothing closes on any of `milestones`."""
        return not any(self._facts.milestones[id].closes for id in milestones)

    def on(self, day: date) -> tuple[str, ...]:
        """The deadlines that fall on a day."""
        return tuple(id for id, one in self._facts.milestones.items() if one.day == day)

    def _of_role(self, role: str) -> tuple[str, ...]:
        return usual(self._facts, role)


def _is_counted(before: str) -> bool:
    """Whether a number stands before a word: 好几个人 and 3个人 name no 个人."""
    last = before[-2:-1] if before[-1:] in words("amount", "pieces") else before[-1:]
    return last.isdecimal() or last in words("amount", "several")
