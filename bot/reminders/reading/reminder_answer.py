"""Reads what people answer to a reminder that just came: that it is dealt with, or that it is to come again later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.language.question_words import asks
from bot.language.word_finder import finder, finder_with
from bot.language.words import words as words_of
from bot.reminders.reading.amounts_of_time import take_amounts
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.unread import BLANK, Unread

HOUR = 60
"""Minutes after which a reminder comes again if nothing else is said."""
_MOST_MINUTES = 24 * HOUR
_ROOM = "reminded"
_PARTED_BY = "，。！；,.!;~～… \n"
"""Signs behind which a question may stand."""
_LONGEST_ANSWER = 60


@dataclass(frozen=True)
class ReminderAnswer:
    """An answer to a reminder: `says` that it is done, or that it is to come again after so many `minutes`.

    `milestones` are those that are named. `rest` is what else the message asks.
    """

    says: Literal["done", "again"]
    milestones: tuple[str, ...] = ()
    minutes: int = HOUR
    rest: str = ""


def read_reminder_answer(text: str, deadlines: DeadlineFinder) -> ReminderAnswer | None:
    """The answer in `text`; None unless every word of it is known to mean that.

    A question may stand behind it. Whoever says anything else beside it (but, only, if) did not plainly say so: to be reminded
    once too often costs nothing, and not to be reminded may cost a year.
    """
    whole = _plainly(text, deadlines)
    if whole is not None:
        return whole
    for place in [place for place, sign in enumerate(text[:_LONGEST_ANSWER]) if sign in _PARTED_BY]:
        first, rest = text[:place], text[place:].lstrip(_PARTED_BY)
        found = _plainly(first, deadlines)
        if found is not None and _asks(rest):
            return ReminderAnswer(found.says, found.milestones, found.minutes, rest)
    return None


def _plainly(text: str, deadlines: DeadlineFinder) -> ReminderAnswer | None:
    if len(text) > _LONGEST_ANSWER or not text.strip():
        return None
    unread = Unread.of(text)
    if any(sign in unread.left for sign in "?？"):
        return None
    return _again(unread.left) or _done(unread, deadlines)


def _asks(rest: str) -> bool:
    """Whether what stands behind an answer is a question of its own, and takes nothing back."""
    left = Unread.of(rest).left
    return ("?" in left or asks(left)) and not finder(_ROOM, "takes_back").stands_in(left)


def _again(left: str) -> ReminderAnswer | None:
    unread = Unread(left, left)
    amounts = list(take_amounts(unread))
    rest = unread.left.replace(BLANK, " ")
    if not finder(_ROOM, "again", "later", "says_again", "around").covers(rest):
        return None
    if not amounts:
        said = finder(_ROOM, "again").stands_in(rest) or (
            finder(_ROOM, "later").stands_in(rest) and finder(_ROOM, "says_again").stands_in(rest)
        )
        return ReminderAnswer("again") if said else None
    (amount, *others) = amounts
    later = finder(_ROOM, "later", "says_again").stands_in(rest)
    if others or not later or amount.direction or not 0 < amount.minutes <= _MOST_MINUTES:
        return None
    return ReminderAnswer("again", minutes=amount.minutes)


def _done(unread: Unread, deadlines: DeadlineFinder) -> ReminderAnswer | None:
    own = (word + end for word in deadlines.own_words("done") for end in words_of(_ROOM, "done_ends"))
    done = finder_with(tuple(own), _ROOM, "done")
    if not done.stands_in(unread.left):
        return None
    # Done is looked for first: 申报 of 申报好了 names no deadline by itself.
    words = Unread(unread.words, done.sub(unread.left))
    named = [one for one in deadlines.take(words) if not one.every]
    if not finder(_ROOM, "around").covers(words.left.replace(BLANK, " ")):
        return None
    return ReminderAnswer("done", tuple(dict.fromkeys(id for one in named for id in one.milestones)))
