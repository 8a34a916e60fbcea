"""Other words for what a wish tells: 不是交表，是交材料; 交表改成交材料; 内容改成交材料. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.language.spoken_parts import SIGNS, message_parts
from bot.language.word_finder import WordFinder, finder
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.common_words import SHORTEST


@dataclass(frozen=True)
class ExchangedWords:
    """What is told anew: `new` in the place of `old`, or of all that is told if `old` is empty. `beside` is the rest said."""

    old: str
    new: str
    beside: str = ""

    def fits(self, about: str) -> bool:
        """Whether it can be said of a wish that tells `about`."""
        return bool(about) and (not self.old or self.old in about or about in self.old)

    def of(self, about: str) -> str:
        """What a wish tells then that told `about`."""
        return about.replace(self.old, self.new) if self.old and self.old in about else self.new


def exchanged_words(text: str, told: Iterable[str]) -> Iterator[ExchangedWords]:
    """What a message may tell anew of one of the wishes that tell what is `told`, the likeliest first."""
    parts = [part.strip(SIGNS) for part in message_parts(text)]
    about = list(told)
    for found in (*_in_one(parts), *_in_two(parts)):
        if found.new != found.old and len(found.new) >= SHORTEST and any(map(found.fits, about)):
            yield found


def _in_one(parts: list[str]) -> Iterator[ExchangedWords]:
    """In one part: 是馆藏不是授徒, 不是授徒是馆藏, 交表改成交材料, 内容改成交材料."""
    into, whole = finder("reminding", "renames"), finder("reminding", "told_matter")
    away = finder("correction", "away")
    for place, part in enumerate(parts):
        beside = "，".join((*parts[:place], *parts[place + 1 :]))
        before, behind = _parted(part, away)
        if not before and behind:
            old, new = _parted(behind, finder("correction", "instead"))
            yield ExchangedWords(_worded(old), _worded(new), beside)
        elif behind:
            yield ExchangedWords(_worded(behind), _worded(_behind_word(before, "instead")), beside)
        before, behind = _parted(part, into)
        old, new = bared(before), _worded(behind)
        if old or len(new) > SHORTEST:
            yield ExchangedWords("" if whole.covers(old) else old, new, beside)


def _in_two(parts: list[str]) -> Iterator[ExchangedWords]:
    """In two parts, the old words in one of their own: 不是授徒，是馆藏; 馆藏，不是授徒."""
    for place, part in enumerate(parts):
        old = _worded(_behind_word(part, "away"))
        if not old or old == _worded(part):
            continue
        for other in (place + 1, place - 1):
            if 0 <= other < len(parts):
                rest = [one for number, one in enumerate(parts) if number not in (place, other)]
                new = _behind_word(parts[other], "instead")
                new = new[len(finder("reminding", "renames").longest_at(new, 0)) :]
                yield ExchangedWords(old, _worded(new), "，".join(rest))


def _worded(text: str) -> str:
    return bared(text, "told_")


def _behind_word(part: str, begins: str) -> str:
    """A part without the word of a list of words.toml with which it begins."""
    found = finder("correction", begins)
    return part[len(found.longest_at(part, 0)) :]


def _parted(part: str, by: WordFinder) -> tuple[str, str]:
    word = next(by.found_in(part), None)
    return (part[: word.start], part[word.end :]) if word is not None else ("", "")
