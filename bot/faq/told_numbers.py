"""What the numbers and dates that a question tells come to, and the entry that they decide for where words do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.faq.by_confidence import NEAR
from bot.faq.entry_texts import pairs
from bot.faq.follow_up import FollowUp
from bot.faq.match import Match
from bot.faq.matcher import Matcher
from bot.language.dates import find_dates
from bot.language.normalize import normalize
from bot.language.question_words import claims, may_ask
from bot.language.word_finder import finder
from bot.pack.model import Entry, Pack

BY_NUMBERS = 0.7
"""The score of an answer that numbers decide for."""
TOLD_ALONE = 0.5
"""The same where nothing is asked: it may as well be an answer to what is open."""
SURE_OF_WORDS = 0.8
"""The score from which the words of a question tell what it asks for, whatever numbers it tells."""


class Reckoned(Protocol):
    """What the numbers and dates that a question asked at a time tells mean for some entries; empty if it tells none.

    `leans`: it follows an answer of these entries, so that it need not say what it asks: 那80呢.
    """

    def __call__(
        self, question: str, entries: Sequence[Entry], now: datetime, *, leans: bool = False
    ) -> str: ...


class ToldNumbers:
    """Reads the numbers of questions about one pack; None in the place of `reckoned` reckons with none."""

    def __init__(self, pack: Pack, matcher: Matcher, reckoned: Reckoned | None) -> None:
        self._entries = pack.entries
        self._milestones = pack.facts.milestones
        self._matcher = matcher
        self._reckoned = reckoned
        self._reckoning = frozenset(id for id, entry in pack.entries.items() if entry.reckons)

    def decided(self, question: str, match: Match, now: datetime) -> Match:
        """A match that is sure, or in its place one for the entry that reckons with what a question tells, if one is near:
        显示87，差3个，能蒙混过去不."""
        told_alone = not may_ask(question)
        is_sure = match.score >= SURE_OF_WORDS and match.outcome != "choices" and not told_alone
        if self._reckoned is None or is_sure:
            return match
        if any(self._entries[id].reckons for id in match.entries):
            return match
        near = self._matcher.nearest_of(question, self._reckoning, share=0.0 if told_alone else NEAR)
        # Of a day that is told, what one of the choices makes of it: 单位12月20日推荐行吗.
        likeliest = [*filter(None, (near,)), *match.choices]
        entry = next((id for id in likeliest if self._reckoned(question, [self._entries[id]], now)), None)
        entry = entry or self._dated(question, match.choices, now)
        score = TOLD_ALONE if told_alone else BY_NUMBERS
        return match if entry is None else Match("answer", (entry,), score=score, on_subject=True)

    def _dated(self, question: str, choices: Sequence[str], now: datetime) -> str | None:
        """The choice for the last day that a question claims: 单位推荐弄到12月19号，没说错吧."""
        said = normalize(question)
        days = {one.reading.value for one in find_dates(said, now, "future")} if claims(said) else set()
        return next((id for id in choices if self._last_day(self._entries[id]) in days), None)

    def _last_day(self, entry: Entry) -> str:
        """The day up to which what an entry speaks of can be done; empty if the notice sets none."""
        day: date | None = self._milestones[entry.until].day if entry.until else None
        return day.isoformat() if day else ""

    def told(self, question: str, match: Match, now: datetime) -> str:
        """What the numbers and dates that a question tells come to for the entries of its match; empty if it tells none."""
        entries = [self._entries[id] for id in match.entries]
        # Of those that are only near, the nearest alone if the question names it.
        is_named = match.nearest and pairs(normalize(question)) & pairs(normalize(entries[0].title))
        counted = entries[:1] if is_named else entries
        counting = [entry for entry in counted if entry.reckons or entry.judged or entry.until]
        return self._reckoned(question, counting, now) if counting and self._reckoned else ""

    def leaning(self, question: str, asked: FollowUp, now: datetime) -> tuple[str, Sequence[Entry]]:
        """The same for a follow-up, 只有73个 or 那80呢, with the entries that reckon.

        听说是72 tells no number of one's own.
        """
        spoken = dict.fromkeys((*asked.entries, *asked.topic.entries))
        counting = [entry for id in spoken if (entry := self._entries[id]).reckons or entry.judged]
        is_doubt = finder("question", "doubted").stands_in(normalize(question))
        if is_doubt or not counting or self._reckoned is None:
            return "", counting
        return self._reckoned(question, counting, now, leans=True), counting
