"""How wishes are read back to the person: which days, how long before, at which hour, what is told, and when next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_rows, milestone_name
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of, leads_at, next_moment
from bot.reminders.planning import coming, coming_moments, last_day
from bot.reminders.reading.days import WrongDay
from bot.reminders.subscription import Subscription

MOST_LINES = 9
"""How many items a list names, so that it stays short; of the others it is said how many there are."""
_MONDAY_TO_FRIDAY = tuple(range(5))
_EVERY_DAY = tuple(range(7))


def spoken_moment(moment: datetime, facts: Facts) -> str:
    """A moment in the zone of the notice, with its year: 2022年12月3日9:00."""
    local = moment.astimezone(facts.zone)
    return f"{spoken_date(local.date())}{spoken_hour(local.time())}"


def spoken_moments(moments: Iterable[datetime], facts: Facts) -> str:
    """The first of some moments; how many there are if there are more."""
    spoken = [spoken_moment(moment, facts) for moment in dict.fromkeys(sorted(moments))]
    named = message("between_words").join(spoken[:MOST_OF_A_WISH])
    if len(spoken) <= MOST_OF_A_WISH:
        return named
    return message("wish_and_more", moments=named, count=len(spoken))


def spoken_hour(hour: time) -> str:
    """An hour of the day: 9:00."""
    return f"{hour.hour}:{hour.minute:02}"


def spoken_weekday(day: date) -> str:
    """周一."""
    return message(f"weekday_{day.weekday()}")


def spoken_wrong_day(wrong: WrongDay) -> str:
    """Why a day that was said cannot be."""
    days = [spoken_date(day) for day in wrong.about]
    if wrong.reason == "weekday" and len(days) > 1:
        values = {"day": days[0], "weekday": spoken_weekday(wrong.about[0]), "other": days[1]}
        return message("wish_other_weekday", said=spoken_weekday(wrong.about[1]), **values)
    if wrong.reason == "lunar":
        return message("wish_lunar", said=wrong.words)
    last = message("wish_last_of_month", last=days[-1]) if days else ""
    return message("wish_no_such_day", said=wrong.words, last=last)


def spoken_leads(leads: tuple[int, ...]) -> str:
    """提前14、7、3、1天和当天."""
    days = "、".join(str(lead) for lead in sorted(set(leads), reverse=True) if lead)
    if not days:
        return message("wish_same_day")
    return message("wish_leads_and_day" if 0 in leads else "wish_leads", days=days)


def spoken_rhythm(wish: Subscription) -> str:
    """The days of a repeat: 每天, 每周一、三, 每个工作日."""
    if wish.working:
        return message("wish_rhythm_working")
    if wish.weekdays == _EVERY_DAY:
        return message("wish_rhythm_daily")
    if wish.weekdays == _MONDAY_TO_FRIDAY:
        return message("wish_rhythm_monday_to_friday")
    names = [message(f"weekday_{day}") for day in wish.weekdays]
    first, *others = names
    return message("wish_rhythm_weekly", days=message("between_words").join((first, *others)))


def short(wish: Subscription, facts: Facts) -> str:
    """A wish in a few words, for a list or a button."""
    if wish.kind == "watch":
        return message("wish_short_watch")
    if wish.kind == "moment":
        moment = spoken_moment(wish.moment, facts) if wish.moment else ""
        return message("wish_short_moment", moment=moment, about=wish.about).strip()
    if wish.kind == "repeat":
        return message(
            "wish_short_repeat", rhythm=spoken_rhythm(wish), at=_hour(wish), about=wish.about
        ).strip()
    names = message("between_words").join(milestone_name(one) for one in _milestones(wish, facts))
    return message("wish_short_deadlines", names=names, leads=spoken_leads(wish.leads), at=_hour(wish))


def short_rows(wishes: Iterable[Subscription], facts: Facts) -> str:
    """Wishes as a list, a row each."""
    return "\n".join(f"· {short(one, facts)}" for one in wishes)


def read_back(wish: Subscription, facts: Facts, now: datetime) -> str:
    """The whole of a wish."""
    if wish.kind == "watch":
        return message("wish_watch", year=facts.year + 1)
    rest = (*_answered(wish, facts, now), *_paused(wish, facts, now))
    return "\n".join((*_read_back(wish, facts, now), *rest))


def again_rows(wishes: Iterable[Subscription], facts: Facts, now: datetime) -> list[str]:
    """What is to come once more because the person asked for it, a row each, the earliest first."""
    found = [(one.due_at, one.milestone, wish) for wish in wishes for one in wish.pending(now)]
    found.sort(key=lambda one: (one[0], one[1]))
    return [
        message(
            "reminded_again_row",
            moment=spoken_moment(moment, facts),
            name=milestone_name(facts.milestones[id]) if id in facts.milestones else wish.about,
        ).rstrip()
        for moment, id, wish in found
    ]


def item_line(item: Item, book: Book, facts: Facts, now: datetime) -> str:
    """An item in one line: its moment, and what is told then."""
    wish = book.wishes[item.wish]
    mark = message("wish_paused_mark") if wish.paused else ""
    if wish.paused_until is not None and now < wish.paused_until:
        mark = message("wish_paused_till_mark", moment=spoken_moment(wish.paused_until, facts))
    return _item_line(wish, item.moment, facts, now) + mark


def numbered(items: Sequence[Item], book: Book, facts: Facts, now: datetime, most: int = MOST_LINES) -> str:
    """Items as a numbered list; beyond `most` it says how many more there are."""
    lines = [
        message("wish_numbered", number=number, line=item_line(item, book, facts, now))
        for number, item in enumerate(items[:most], 1)
    ]
    more = max(0, len(items) - most) + _unnamed(items, book, facts, now)
    if more:
        lines.append(message("wish_items_more", count=more))
    return "\n".join(lines)


def clauses_of(wish: Subscription, facts: Facts) -> tuple[str, ...]:
    """The clauses of what is read back."""
    if wish.kind != "deadlines":
        return ()
    return deadline_clauses(_milestones(wish, facts))


def _item_line(wish: Subscription, moment: datetime | None, facts: Facts, now: datetime) -> str:
    if wish.kind == "repeat" and moment is not None:
        return message("wish_short_moment", moment=spoken_moment(moment, facts), about=wish.about).strip()
    if wish.kind == "repeat":
        following = next_moment(wish, facts, now)
        after = message("wish_item_next", moment=spoken_moment(following, facts)) if following else ""
        return short(wish, facts) + _until(wish, facts) + after
    if moment is None or wish.kind != "deadlines":
        return short(wish, facts)
    found = leads_at(replace(wish, paused=False), moment, facts, now)
    names = message("between_words").join(
        _lead_name(wish, facts.milestones[lead.milestone], lead.days) for lead in found
    )
    return message("wish_item", moment=spoken_moment(moment, facts), what=names)


def _lead_name(wish: Subscription, milestone: Milestone, days: int) -> str:
    before = message("wish_lead", days=days) if days else message("wish_lead_day")
    values = {"name": milestone_name(milestone), "lead": before, "about": wish.about}
    return message("wish_item_lead_about" if wish.about else "wish_item_lead", **values)


def _unnamed(items: Sequence[Item], book: Book, facts: Facts, now: datetime) -> int:
    """How many moments the wishes of the items have beyond those that are named at most."""
    wishes = dict.fromkeys(item.wish for item in items)
    counts = [
        len(coming_moments(book.wishes[id], facts, now)) - MOST_OF_A_WISH
        for id in wishes
        if book.wishes[id].kind == "deadlines" and sum(item.wish == id for item in items) >= MOST_OF_A_WISH
    ]
    return sum(count for count in counts if count > 0)


def _read_back(wish: Subscription, facts: Facts, now: datetime) -> Iterator[str]:
    about = message("wish_about", about=wish.about) if wish.about else ""
    if wish.kind == "moment":
        yield message("wish_moment", moment=spoken_moment(wish.moment or now, facts), about=about)
    elif wish.kind == "repeat":
        yield from _repeat(wish, facts, now, about)
    else:
        yield from _deadlines(wish, facts, now)


def _repeat(wish: Subscription, facts: Facts, now: datetime, about: str) -> Iterator[str]:
    values = {"rhythm": spoken_rhythm(wish), "at": _hour(wish), "about": about, "until": _until(wish, facts)}
    yield message("wish_repeat", **values)
    moments = coming_moments(replace(wish, paused=False), facts, now)
    if moments:
        following = spoken_moment(moments[0], facts)
        day = spoken_weekday(moments[0].astimezone(facts.zone).date())
        yield message("wish_repeat_next", moment=following, weekday=day, count=len(moments))


def _until(wish: Subscription, facts: Facts) -> str:
    """From when and until when a repeat comes."""
    last = last_day(wish, facts)
    first = message("wish_from", date=spoken_date(wish.first)) if wish.first else ""
    until = message("wish_until", date=spoken_date(last)) if last else ""
    without = message("between_words").join(spoken_date(day) for day in wish.without)
    return first + until + (message("wish_without", days=without) if without else "")


def _deadlines(wish: Subscription, facts: Facts, now: datetime) -> Iterator[str]:
    milestones, ahead = _milestones(wish, facts), coming(wish, facts, now)
    yield deadline_rows(milestones, facts, now)
    yield message("wish_when", leads=spoken_leads(wish.leads), at=_hour(wish))
    if wish.about:
        yield message("wish_told", about=wish.about)
    if not wish.paused and ahead:
        alone = Book({wish.id: wish})
        items = items_of((wish,), facts, now, MOST_OF_A_WISH)
        if len(items) > 1:
            yield numbered(items, alone, facts, now)
        else:
            yield message("wish_next", moment=spoken_moment(ahead[0].due_at, facts))
    for one in milestones:
        if not any(lead.milestone == one.id for lead in ahead):
            yield message("wish_none_ahead", name=milestone_name(one))


def _answered(wish: Subscription, facts: Facts, now: datetime) -> Iterator[str]:
    """What of it the person has dealt with, and what comes once more."""
    done = [milestone_name(facts.milestones[id]) for id in wish.done if id in facts.milestones]
    if done:
        yield message("reminded_done_row", names=message("between_words").join(done))
    elif wish.is_done:
        yield message("reminded_all_done_row")
    yield from again_rows((wish,), facts, now)


def _paused(wish: Subscription, facts: Facts, now: datetime) -> Iterator[str]:
    if wish.paused:
        yield message("wish_paused")
    elif wish.paused_until is not None and now < wish.paused_until:
        yield message("wish_paused_till", moment=spoken_moment(wish.paused_until, facts))


def _hour(wish: Subscription) -> str:
    return spoken_hour(time.fromisoformat(wish.at))


def _milestones(wish: Subscription, facts: Facts) -> list[Milestone]:
    return [facts.milestones[id] for id in wish.open_milestones if id in facts.milestones]
