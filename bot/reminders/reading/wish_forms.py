"""A wish that no word for being reminded shows, by its form: a moment to come, what is to be done then, and no question.

Whoever writes 明天下午三点去盖章 wants to be told then, whatever the verb. Whether it is a wish or only told, is not always
clear: then it is asked.
"""

from __future__ import annotations

from bot.language.question_words import asks_in_part, claims, may_ask
from bot.language.word_finder import finder
from bot.language.words import words
from bot.reminders.reading.said import Clause, Said
from bot.reminders.reading.unread import BLANK
from bot.reminders.reading.want import Want


def says_when_fully(said: Said) -> bool:
    """Whether a message says when in full: a day with its hour, how often and at which hour, or how long before at which hour."""
    exact = any(not one.usual for one in said.hours)
    whole = any(one.timed for one in said.days) or bool(said.leads and any(one.own for one in said.deadlines))
    return whole or bool((said.days or said.rhythms or said.leads) and exact)


def wished_by_form(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether a message that does not speak of being reminded is a wish, or may be one."""
    if (
        said.talk
        or not says_when_fully(said)
        or said.says("deadline", "objects", "oops", "that_one")
        or _orders(said, wants)
    ):
        return False
    if not any(want.about for want in wants) or any(want.trouble in ("past", "no_day") for want in wants):
        return False
    return not asks_of_us(said)


def _orders(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether something is to be dropped or changed, and that is not what is to be done: 去改述职总结."""
    moves = finder("reminding", "changes").found_in(said.left)
    to = "".join(words("shift", "to"))
    if any(said.left[one.end :].lstrip(to).startswith(BLANK) for one in moves):
        return True  # 盖章的推到12月3号9点
    rest = said.lower
    for want in wants:
        rest = rest.replace(want.about.lower(), BLANK) if want.about else rest
    return finder("reminding", "drops", "changes").stands_in(rest)


def only_told(said: Said) -> bool:
    """Whether what looks like a wish may as well only be told, of others or of what was: 厂里说12月10号8点开会."""
    return said.says("told_of")


def asks_of_us(said: Said) -> bool:
    """Whether a message asks something of us; what somebody is to ask others is no question: 3号9点问问收齐没有."""
    if claims(said.lower) or "?" in said.lower:
        return True
    return any(_asks(said, clause) for clause in said.clauses)


def asks_of_others(said: Said) -> bool:
    """Whether a message that says when in full asks nothing, but tells what somebody is to ask: 明天三点问问收齐没有."""
    return says_when_fully(said) and said.says("inquires") and not asks_of_us(said)


def _asks(said: Said, clause: Clause) -> bool:
    text = said.lower[clause.start : clause.end]
    ends = any(text.endswith(end) for end in words("reminding", "asks_behind"))
    if not (ends or may_ask(text) or asks_in_part(text)):
        return False
    rest = finder("reminding", "asks_us").sub(text)
    return rest != text or not finder("reminding", "inquires").stands_in(rest)
