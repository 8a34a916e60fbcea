"""What the person wants to be told, in the words that were said: 给黄犇打电话."""

from __future__ import annotations

from bot.language.persons import person_in
from bot.language.word_finder import FoundWord, finder
from bot.language.words import words
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.said import Clause, Said
from bot.reminders.reading.unread import BLANK

_COLONS = (":", "：")
_GOES_ON = frozenset(":：,，")
"""Signs behind which a thing goes on that a colon told more of."""
SHORTEST, _SHORTEST_BESIDE, _SHORTEST_ADDED = 2, 3, 5
"""Characters that words to be told have at least: behind the word for reminding, without one, and beside 再 or 也."""
MOST_CHARACTERS = 60
"""Characters of the words to be told that are kept."""
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("(", ")"), ("（", "）"))


def told_words(said: Said, clauses: list[Clause], of_deadline: bool) -> str:
    """The words to be told in clauses: those behind a word for being reminded, or else those beside it.

    `of_deadline`: it is a deadline that they want to be told of, whose name needs no telling.
    """
    talk = [one for one in said.talk if any(clause.holds(one) for clause in clauses)]
    if not talk:
        return "" if of_deadline else _beside(said, clauses)
    plain = finder("reminding", "plain")
    for one in sorted(talk, key=lambda one: not plain.stands_in(one.word)):
        end = said.clause_of(one).end
        if of_deadline and len(told(said, said.left, one.end, end, "told_")) < SHORTEST:
            continue
        behind = told(said, said.open, one.end, _whole_end(said, one.end, end), "told_")
        if len(behind) >= SHORTEST:
            return f"{_other(one)}{behind}"[:MOST_CHARACTERS]
    return "" if of_deadline else _around(said, talk[0], clauses)


def _other(talk: FoundWord) -> str:
    """Somebody else who is to be reminded, who belongs to what is told: 他交材料 of 提醒他交材料."""
    return max((one for one in words("reminding", "others") if talk.word.endswith(one)), key=len, default="")


def _whole_end(said: Said, start: int, end: int) -> int:
    """Where the words that begin at `start` end, with what a colon at `end` adds to them: 交材料：三份，要原件.

    What is behind a colon is another matter if it says a time of its own or speaks of reminding, or if nothing stands before.
    """
    if len(told(said, said.open, start, end, "told_")) < SHORTEST or said.words[end : end + 1] not in _COLONS:
        return end
    for clause in said.clauses:
        if clause.start <= end:
            continue
        parted = said.words[end : clause.start]
        own = BLANK in said.open[clause.start : clause.end] or any(map(clause.holds, said.talk))
        if own or not set(parted.strip()) <= _GOES_ON:
            break
        end = clause.end
    return end


def _around(said: Said, talk: FoundWord, clauses: list[Clause]) -> str:
    """The words before the word for being reminded, or in the clauses behind or before its own."""
    clause = said.clause_of(talk)
    others = [one for one in clauses if not any(one.holds(word) for word in said.talk)]
    timed = [one for one in others if any(map(one.holds, (*said.dated, *said.hours, *said.rhythms)))]
    ahead = any(map(clause.holds, (*said.dated, *said.hours, *said.rhythms)))
    places = [(one.start, _whole_end(said, one.start, one.end), "") for one in timed if not ahead]
    places += [(clause.start, talk.start, "")]
    ends = {one: _whole_end(said, one.start, one.end) for one in others}
    places += [(one.start, ends[one], "told_") for one in others if one.start > clause.start]
    places += [(one.start, ends[one], "") for one in others if one.start < clause.start]
    found = [told(said, said.open, start, end, lists) for start, end, lists in places]
    who = person_in(said.words[clause.start : talk.start]) if timed and not ahead else ""
    if who and found[0] and who not in found[0]:  # 替王师傅记个：3号9点去盖章
        found[0] = f"{who}{found[0]}"
    return next((words[:MOST_CHARACTERS] for words in found if len(words) >= SHORTEST), "")


def told(said: Said, text: str, start: int, end: int, lists: str = "") -> str:
    """The words between two places as they were said, without times and without what stands only around them.

    `text` is that of `said` in which what is not to be told is blank; `lists` as for `bared`.
    """
    if finder("reminding", "reasons").stands_in(said.lower[start:end]):
        return ""
    marks = text[start:end]
    for until in words("rhythm", "until") if said.rhythms else ():
        marks = marks.replace(f"{until}{BLANK}", BLANK * (len(until) + 1))  # 每天8点提醒我登课时到12月6号
    pairs = zip(said.words[start:end], marks, strict=True)
    found = bared("".join(character for character, mark in pairs if mark != BLANK), lists)
    moves = finder("reminding", "changes").covers(found.rstrip("".join(words("shift", "to"))))
    return "" if moves else _closed(found)  # 刚才那个提醒挪到下午两点


def _closed(text: str) -> str:
    """A text that ends with a quote or a bracket, with the sign that closes it."""
    opened = [before for before, after in _QUOTES if text.count(before) > text.count(after)]
    return text + "".join(after for before, after in _QUOTES if before in opened)


def _beside(said: Said, clauses: list[Clause]) -> str:
    """The words of a message that does not say that it speaks of being reminded: 再加一条,找专家签申请表."""
    adds = finder("reminding", "adds")
    dated = (*said.days, *said.rhythms, *said.ranges)
    for clause in sorted(clauses, key=lambda clause: not any(clause.holds(one) for one in dated)):
        found = told(said, said.open, clause.start, _whole_end(said, clause.start, clause.end))
        timed = any(clause.holds(one) for one in (*dated, *said.hours))
        listed = said.talk or (said.when and timed)
        shortest = SHORTEST if listed else _SHORTEST_BESIDE
        if adds.stands_in(said.lower[clause.start : clause.end]):
            shortest = len(found) + 1 if adds.stands_in(found) else _SHORTEST_ADDED
        if len(found) >= shortest:
            return found[:MOST_CHARACTERS]
    return ""
