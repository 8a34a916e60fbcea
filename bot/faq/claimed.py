"""Tells whether what somebody claims and wants confirmed is so, where it can be told for certain: by a date, an amount, a
phone number or a name in quotation marks that the answer states too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.faq.retelling import first_sentence
from bot.language.counted import counts, phones
from bot.language.dates import find_dates
from bot.language.normalize import normalize
from bot.language.question_words import claims
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.model import Contact, Entry, Pack

_OPENING, _CLOSING = "\u201c", "\u201d"
_SHORTEST_NAME = 3
_WORKING = words("figures", "working_day")
_SHORTEST_OFFICE = 6
"""Characters at the end of an office's name by which people call it."""
_TO_THE_DAY = len("2022-12-06")


class Claimed:
    """Judges claims by the answers of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._contacts = tuple(pack.facts.contacts.values())
        quoted = (text for one in pack.entries.values() for text in _quoted(one.answer))
        self._names = frozenset(normalize(text) for text in quoted if len(text) >= _SHORTEST_NAME)

    def holds(self, question: str, entry: Entry, answer: str, now: datetime) -> bool | None:
        """Whether what a question claims is so by the `answer` that an entry gives to it at `now` (aware).

        None if it claims nothing, or nothing of which the answer states one thing.
        """
        said = normalize(question)
        if said.isascii() or not claims(said):
            return None
        # 12月5号交也行吧 and 12月5号前都行吧 claim no last day, 12月5号之前交对吧 does.
        day = _without_until(said)
        until = day != said and not finder("question", "permits").stands_in(said)
        is_last = until or finder("question", "last_day").stands_in(said)
        return self._hold(day, answer, now, dated=is_last or not (entry.judged or entry.until))

    def doubted(self, said: str, answer: str, now: datetime) -> bool | None:
        """Whether what is named in doubt of an answer is what it states: 不是12月吗, 难道要三份; None if that cannot be told."""
        named = finder("question", "doubted").sub(normalize(said))  # 不是6号 is no date
        return self._hold(named, answer, now, dated=True)

    def _hold(self, said: str, answer: str, now: datetime, dated: bool) -> bool | None:
        enough = finder("question", "suffices").stands_in(said)  # 7天总够了吧 claims no number of days
        judged = [
            self._is_so(kind, value, answer, now)
            for kind, value in self._told(said, now)
            if (dated or kind != "date") and not (enough and kind in words("figures", "day"))
        ]
        judged += [False for phone in phones(said) if self._is_of_another(phone, said)]
        if not judged or None in judged:
            return None
        return all(judged)

    def _is_of_another(self, phone: str, said: str) -> bool:
        """Whether a text names with a phone number another person or office than the one that has it."""
        having = [one for one in self._contacts if phone in phones(normalize(one.phone))]
        named = [one for one in self._contacts if _is_named(one, said)]
        return bool(having and named) and not any(one in having for one in named)

    def _is_so(self, kind: str, value: str, answer: str, now: datetime) -> bool | None:
        """Whether an answer states a value of this kind; None if it states none, or several at once."""
        first = {one for name, one in self._told(normalize(first_sentence(answer)), now) if name == kind}
        stated = {one for name, one in self._told(normalize(answer), now) if name == kind}
        if kind in words("figures", "day") and not stated:
            working = {one for name, one in self._told(normalize(answer), now) if name in _WORKING}
            return False if len(working) == 1 and value not in working else None  # 7天 is no 5个工作日
        if len(first) == 1:
            return value in first
        return False if stated and value not in stated else None

    def _told(self, text: str, now: datetime) -> Iterator[tuple[str, str]]:
        """What a normalised text tells that can be compared, each with its kind."""
        for date in find_dates(text, now, "future"):
            if len(date.reading.value or "") == _TO_THE_DAY:
                yield "date", date.reading.value or ""
        yield from (("phone", phone) for phone in phones(text))
        yield from ((unit, str(number)) for unit, number in counts(text))
        for name in self._names:
            if name in text:
                yield "name", name


def _is_named(contact: Contact, said: str) -> bool:
    """Whether a normalised text names a contact: the person, or the end of the office's name."""
    person, office = normalize(contact.person), normalize(contact.office)
    return bool(person and person in said) or bool(office and office[-_SHORTEST_OFFICE:] in said)


def _without_until(said: str) -> str:
    """A normalised text in which the days up to which something is to be done stand for themselves: 12月5号之前 as 12月5号."""
    for day in words("calendar", "day_of_month"):
        for until in words("question", "until"):
            said = said.replace(f"{day}{until}", day)
    return said


def _quoted(text: str) -> Iterator[str]:
    """What stands in quotation marks in a text."""
    for part in text.split(_OPENING)[1:]:
        yield part.partition(_CLOSING)[0]
