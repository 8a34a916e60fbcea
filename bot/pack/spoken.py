"""Renders a pack's facts as text: dates with their year, days left, answers with their placeholders filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.messages import message
from bot.pack.model import Contact, Entry, Facts, Milestone, Pack

PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)?)\}")

MEMBER = "{kind}"
"""Stands in the texts and phrasings of a template for the name of a member."""
OF_THE_DAY = ("today", "tomorrow")
"""Placeholders for the day on which somebody asks, and the next one."""


WHO = "who"
"""The placeholder of the interview for whom it is about: 您, or what somebody else is called."""


def spoken_date(day: date) -> str:
    """Format a day with its year: 2022年12月6日."""
    return (
        f"{day.year}年{day.month}月{day.day}日"  # part of the compiled pack, and what the drift check reads
    )


def spoken_day(milestone: Milestone) -> str:
    """The day of a milestone with its year, and its hour if it has one: 2022年12月6日18:00."""
    return f"{spoken_date(milestone.day)}{milestone.hour}"


def moved_remark(milestone: Milestone) -> str:
    """In brackets, that a later document moved a day, and what the notice had set; empty if none did."""
    if milestone.was is None:
        return ""
    names = {True: "moved_later", False: "moved_earlier"}
    name = "moved_hour" if milestone.was == milestone.day else names[milestone.was < milestone.day]
    return message(name, was=f"{spoken_date(milestone.was)}{milestone.was_hour}")


def days_left(milestone: Milestone, now: datetime, facts: Facts) -> int:
    """Whole days from `now` to the milestone, in the notice's zone: 0 on the day, negative when it is over, be it on its day.

    Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        wrong = "now must be aware"
        raise ValueError(wrong)
    left = (milestone.day - now.astimezone(facts.zone).date()).days
    return -1 if left == 0 and milestone.is_over(now, facts.zone) else left


def time_left(milestone: Milestone, now: datetime, facts: Facts) -> str:
    """The time left until a milestone at `now`: 还有21天, 今天截止, 已截止."""
    left = days_left(milestone, now, facts)
    if left >= 0 and milestone.opens is not None and not milestone.is_open(now, facts.zone):
        return message("time_left_opens", date=spoken_date(milestone.opens))
    if left > 0:
        return message("time_left_days", days=left)
    if left == 0 and milestone.hour:
        return message("time_left_hour", time=milestone.hour)
    if milestone.closes:
        return message("time_left_closes_today" if left == 0 else "time_left_closed")
    return message("time_left_today" if left == 0 else "time_left_over")


def state(milestone: Milestone, now: datetime, facts: Facts) -> str:
    """The time left until a milestone at `now`, in brackets: （还有21天）."""
    return message("in_brackets", words=time_left(milestone, now, facts))


def states(facts: Facts, now: datetime) -> dict[str, str]:
    """The values of the `{state.…}` placeholders at `now`."""
    return {f"state.{id}": state(milestone, now, facts) for id, milestone in facts.milestones.items()}


def fill(template: str, values: Mapping[str, str]) -> str:
    """`template` with each known `{placeholder}` replaced; unknown ones stay, for the check to find."""
    return PLACEHOLDER.sub(lambda match: values.get(match.group(1), match.group()), template)


def answer_text(entry: Entry, pack: Pack, now: datetime, word: str = "") -> str:
    """The answer of `entry` at `now` (aware); `word` is the member as the asker called it."""
    template = entry.answer
    for milestone, until in entry.answer_until:
        if days_left(pack.facts.milestones[milestone], now, pack.facts) >= 0:
            template = until
            break
    values = {**pack.facts.substitutions, **states(pack.facts, now), **_today(now, pack.facts)}
    values["word"] = word or message("unnamed_member")
    return fill(template, values)


def _today(now: datetime, facts: Facts) -> dict[str, str]:
    """The values of `{today}` and `{tomorrow}` at `now`, in the notice's zone, each with its day of the week."""
    today = now.astimezone(facts.zone).date()
    days = zip(OF_THE_DAY, (today, today + timedelta(days=1)), strict=True)
    return {
        name: message("day_of_week", day=spoken_date(day), weekday=message(f"weekday_{day.weekday()}"))
        for name, day in days
    }


def shown_clauses(clauses: tuple[str, ...], pack: Pack) -> str:
    """The clauses in the form shown to people: 四（二）；附件1第7条."""
    return message("between_sentences").join(marked_clause(clause, pack) for clause in clauses)


def marked_clause(id: str, pack: Pack) -> str:
    """A clause in the form shown to people, marked if a later document changed it: 四（二）（已更正）."""
    clause = pack.clauses[id]
    return message("amended_mark", shown=clause.shown) if clause.changed_by else clause.shown


def clause_line(clauses: tuple[str, ...], pack: Pack) -> str:
    """The clause line below an answer: 依据：四（二）；附件1第7条; empty if there are none."""
    if not clauses:
        return ""
    return message("based_on", clauses=shown_clauses(clauses, pack))


def contact_line(contact: Contact) -> str:
    """Whom to ask, in one line: the office, the person, the number, the e-mail."""
    return " ".join(filter(None, (f"{contact.office}{contact.person}", contact.phone, contact.email)))
