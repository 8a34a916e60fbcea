"""What stands in texts as it did in the old notice (days, years, numbers, phones, document numbers, clauses) → as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.language.numerals import DIGITS, UNITS, counted
from bot.pack.renewal.next_year.renewal_words import reading, worded

_PROTECTED = re.compile(r"\{[\w.]+\}|https?://[A-Za-z0-9./_\-]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_BEFORE = 8
_YEARS_AFTER = 3


@dataclass
class Literals:
    """What changed, old → new. `days` are whole days, `numbers` amounts, `exact` phones, addresses and document numbers.

    `documents` are the last numbers of document numbers, `ids` those of clauses, `shown` these as people are shown them.
    `kept_years` stand in both notices.
    """

    year: int
    new_year: int
    days: dict[date, date] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    kept_years: frozenset[str] = frozenset()

    @property
    def shift(self) -> int:
        """Years between the notices."""
        return self.new_year - self.year

    def said(self, text: str) -> str:
        """A text that the bot says."""
        return self._outside(text, lambda part: self._changed(part, loose=False))

    def asked(self, text: str) -> str:
        """A text that people say: the years around that of the notice move along with it."""
        return self._outside(text, lambda part: self._changed(self._han_days(part), loose=True))

    def pattern(self, text: str) -> str:
        """A pattern of a test, in which numbers stand beside signs of patterns."""
        return self._outside(
            reading("day_in_pattern").sub(self._pattern_day, text),
            lambda part: self._changed(part, loose=True),
        )

    def _outside(self, text: str, change: object) -> str:
        """Change what stands outside placeholders, addresses and document numbers; those by themselves."""
        assert callable(change)
        held: list[str] = []

        def hold(words: str) -> str:
            held.append(words)
            return f"\x00{chr(0xE000 + len(held) - 1)}\x00"

        text = _PROTECTED.sub(lambda match: hold(self.exact.get(match[0], match[0])), text)
        for old in sorted(self.exact, key=len, reverse=True):
            if old in text:
                text = text.replace(old, hold(self.exact[old]))
        text = reading("document").sub(lambda match: hold(match[0]), text)
        for old in sorted(self.shown, key=len, reverse=True):
            if old in text:
                text = re.sub(rf"{re.escape(old)}(?!\d)", lambda _, old=old: hold(self.shown[old]), text)  # type: ignore[misc]
        text = reading("spoken_clause").sub(lambda match: hold(self._clause(match)), text)
        text = str(change(text))
        for number in reversed(range(len(held))):
            text = text.replace(f"\x00{chr(0xE000 + number)}\x00", held[number])
        return text

    def _clause(self, match: re.Match[str]) -> str:
        """附件1第4、12条 with the new numbers."""
        parts = re.split(worded("read", "number_between"), match["numbers"])
        short, kept = worded("read", "annex_short"), match["annex"]
        new = []
        for part in parts:
            parts_now = self.ids.get(f"{short}{match['annex']}.{part}", []) if part.isdigit() else []
            numbers = [one for one in parts_now if one.startswith(short) and one.rpartition(".")[2].isdigit()]
            if numbers:
                kept = numbers[0].removeprefix(short).partition(".")[0]
                part = worded("read", "list_joint").join(
                    sorted((one.rpartition(".")[2] for one in numbers), key=int)
                )
            new.append(part)
        start, end = match.span("numbers")
        whole = match[0]
        head = whole[: start - match.start()].replace(match["annex"], kept, 1)
        return head + "".join(new) + whole[end - match.start() :]

    def _changed(self, text: str, *, loose: bool) -> str:
        held: list[str] = []

        def day(match: re.Match[str]) -> str:
            new = self._day(match, loose)
            if new is None:
                return match[0]
            held.append(new)
            return f"\x01{chr(0xE800 + len(held) - 1)}\x01"

        text = reading("day").sub(day, text)
        text = _YEAR.sub(lambda match: self._year(match[0], loose), text)
        for old, new in self._numbers(loose):
            text = re.sub(
                rf"(?<![\d.]){old}{worded('read', 'no_amount_before')}"
                + ("" if len(old) > 1 else f"(?={reading('unit_after').pattern})"),
                f"\x02{new}\x02",
                text,
            )
        text = text.replace("\x02", "")
        for old, new in self.documents.items():
            text = re.sub(rf"(?<!\d){old}(?=(?:\\s\*|\s)*{worded('read', 'document_sign')})", new, text)
        for number, new in enumerate(held):
            text = text.replace(f"\x01{chr(0xE800 + number)}\x01", new)
        return text

    def _numbers(self, loose: bool) -> Iterable[tuple[str, str]]:
        return [(old, new) for old, new in self.numbers.items() if loose or len(old) > 1]

    def _day(self, match: re.Match[str], loose: bool) -> str | None:
        month, day = int(match["month"]), int(match["day"])
        sign = match["between"].strip()
        if not match["year"] and sign != worded("read", "han_month") and not loose:
            return None
        new = self._moved(int(match["year"] or 0), month, day)
        if new is None:
            return None
        year = f"{new.year}{match['joint']}" if match["year"] else ""
        return f"{year}{_padded(new.month, match['month'])}{match['between']}{_padded(new.day, match['day'])}"

    def _moved(self, year: int, month: int, day: int) -> date | None:
        for old, new in self.days.items():
            if (old.month, old.day) == (month, day) and year in (0, old.year):
                return new
        return None

    def _pattern_day(self, match: re.Match[str]) -> str:
        new = self._moved(0, int(match["month"]), int(match["day"]))
        if new is None:
            return match[0]
        nils = [match["zero"] or "", match["nil"] or ""]
        months = f"{nils[0] if new.month < 10 or nils[0] != '0' else ''}{new.month}"
        days = f"{nils[1] if new.day < 10 or nils[1] != '0' else ''}{new.day}"
        return f"{months}{match['between']}{days}"

    def _han_days(self, text: str) -> str:
        def day(match: re.Match[str]) -> str:
            month, number = counted(match["month"]), counted(match["day"])
            new = self._moved(0, month, number) if month and number else None
            return f"{in_chinese(new.month)}{match['between']}{in_chinese(new.day)}" if new else match[0]

        return reading("han_day").sub(day, text)

    def _year(self, text: str, loose: bool) -> str:
        year = int(text)
        if text in self.kept_years and year != self.year:
            return text
        near = self.year - _YEARS_BEFORE <= year <= self.year + _YEARS_AFTER
        return str(year + self.shift) if year == self.year or (loose and near) else text


def _padded(number: int, like: str) -> str:
    return f"{number:02}" if like.startswith("0") else str(number)


def in_chinese(number: int) -> str:
    """A number from 1 to 99 as it is counted: 31 → 三十一."""
    digits = DIGITS.replace(DIGITS[2], "")
    tens, ones = divmod(number, 10)
    head = "" if not tens else (digits[tens - 1] if tens > 1 else "") + UNITS[0]
    return head + (digits[ones - 1] if ones else "")


def changed_only(pairs: Mapping[str, str]) -> dict[str, str]:
    """The pairs of which the second differs."""
    return {old: new for old, new in pairs.items() if old != new}
