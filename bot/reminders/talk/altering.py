"""Changes of wishes that are there: another hour, day, lead or rhythm, sooner or later by an amount; the rest is kept. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, milestone_name
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.items import MOST_OF_A_WISH, Item, isolated, items_of, lead_of
from bot.reminders.planning import coming_moments, local_moment
from bot.reminders.readback import numbered, short, spoken_moment, spoken_wrong_day
from bot.reminders.reading.amounts_of_time import FoundAmount, Lead
from bot.reminders.reading.days import FoundDay
from bot.reminders.reading.hours import FoundHour, in_part
from bot.reminders.reading.request import Request
from bot.reminders.reading.rhythms import FoundRhythm
from bot.reminders.reading.said import Found, Said
from bot.reminders.reading.wants import MOST_LEAD, combined_hours, is_last
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.outcome import Outcome
from bot.reminders.talk.pointing import Pointed, Pointer, leftover, staying
from bot.reminders.talk.setting import refused


Kind = TypeVar("Kind", bound=Found)
_AWAKE = 7
"""The hour from which one is taken to be awake, where an hour can mean two."""


@dataclass(frozen=True)
class NewTime:
    """To what a wish is to be changed: what was not said stays. `last` is a day up to which a repeat is to come."""

    day: FoundDay | None = None
    hour: time | None = None
    leads: tuple[Lead, ...] = ()
    shift: FoundAmount | None = None
    rhythm: FoundRhythm | None = None
    last: date | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was said."""
        return self == NewTime()


class NotPossible(Exception):  # noqa: N818 - said to the person, no error of the program
    """A change that cannot be made; the text says why. `about` are the deadlines that it names."""

    def __init__(self, text: str, about: Sequence[Milestone] = ()) -> None:
        super().__init__(text)
        self.about = tuple(about)


class Alterer:
    """Changes wishes of one person under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def change(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Outcome:
        """Change what a message means to what it says."""
        said = request.said
        pointer = Pointer(book, frame, self._facts, now)
        which, new = self._parted(said)
        if new.says_nothing and said.wrong_day is not None:
            return Outcome(book, (refused(spoken_wrong_day(said.wrong_day)),))
        if new.says_nothing:
            return Outcome(book, (refused(message("wish_no_change")),))
        rest = leftover(said, [one for one in said.clauses if not staying(said, one)])
        pointed = pointer.pointed(said, which, rest)
        if not pointed.items:
            return self.ask_which(book, now)
        return self._changed(book, pointed, new, now)

    def ask_which(self, book: Book, now: datetime) -> Outcome:
        """Ask which of several is meant."""
        items = items_of(book.running, self._facts, now, MOST_OF_A_WISH)
        listed = menus.overview(book, self._facts, now)
        rows = numbered(items, book, self._facts, now)
        return Outcome(book, (replace(listed, text=message("wish_which_wish", rows=rows)),), shown=items)

    # ── what is meant, and what it is to be ──

    def _parted(self, said: Said) -> tuple[tuple[Found, ...], NewTime]:
        """The mentions that tell which wish is meant, and the new time."""
        verb = self._verb(said)
        new = NewTime(
            _last(said.days, verb, self._point_at(said, said.days)),
            self._hour(said, verb),
            self._leads(said, verb),
            next(iter(said.shifts), None),
            _last(said.rhythms, verb, said.rhythms[:-1]),
        )
        used = {new.day, new.rhythm, new.shift}
        which = tuple(
            one
            for one in (*said.days, *said.rhythms, *said.deadlines, *said.leads, *said.hours, *said.places)
            if one not in used and not self._is_new(one, new, said, verb)
        )
        if new.day is not None and is_last(said, new.day):
            new = replace(new, last=new.day.moments[0].date())
        return which, new

    @staticmethod
    def _leads(said: Said, verb: int | None) -> tuple[Lead, ...]:
        """The new times before a deadline; a bare amount (两天) is one as well."""
        leads = tuple(lead for one in said.leads if verb is None or one.start >= verb for lead in one.leads)
        if leads or said.when:
            return leads
        return tuple(Lead(one.days) for one in said.amounts if one.days)

    def _is_new(self, one: Found, new: NewTime, said: Said, verb: int | None) -> bool:
        if isinstance(one, FoundHour):
            return new.hour is not None and (one is said.hours[-1] or (verb is not None and one.start >= verb))
        if one in said.leads:
            return verb is None or one.start >= verb
        return False

    def _verb(self, said: Said) -> int | None:
        """Where the word for changing stands, behind which the new time is said; None if nothing stands behind."""
        found = [word.start for word in finder("reminding", "changes").found_in(said.left)]
        times = (*said.days, *said.hours, *said.leads, *said.rhythms)
        return next((start for start in reversed(found) if any(one.start > start for one in times)), None)

    @staticmethod
    def _point_at(said: Said, days: Sequence[FoundDay]) -> tuple[FoundDay, ...]:
        """The days that name a wish which is there, if something else is said of what it is to be: 3号的改成傍晚五点."""
        if len(days) != 1 or not (said.hours or said.leads or said.shifts or said.rhythms):
            return tuple(days[:-1])
        before = finder("reminding", "points").longest_at(f"{said.lower} ", days[0].end)
        return tuple(days) if before else ()

    def _hour(self, said: Said, verb: int | None) -> time | None:
        hours = [one for one in said.hours if verb is None or one.start >= verb] or (
            list(said.hours) if verb is None else []
        )
        exact = combined_hours(hours)
        if not exact:
            return None
        parts = [one.likely for one in said.hours if one.usual and one not in hours]
        return (in_part(exact[-1], parts[0]) if parts else exact[-1]).likely

    # ── the change ──

    def _changed(self, book: Book, pointed: Pointed, new: NewTime, now: datetime) -> Outcome:
        before = book
        ids: list[str] = []
        for item in pointed.items:
            book, id = isolated(book, item, self._facts, now)
            try:
                wish = self._altered(book.wishes[id], new, now)
            except NotPossible as problem:
                reply = refused(str(problem))
                reply = replace(reply, clauses=deadline_clauses(problem.about))
                return Outcome(before, (reply,), touched=pointed.items)
            book = book.with_wish(replace(wish, since=now, paused=False, paused_until=None))
            ids.append(id)
        ids = list(dict.fromkeys(ids))
        same = all(id in before.wishes and _alike(before.wishes[id], book.wishes[id]) for id in ids)
        heading = message("wish_known" if same else "wish_changed")
        book = before if same else book
        wishes = [book.wishes[id] for id in ids]
        reply = (
            menus.shown(wishes[0], self._facts, now, heading)
            if len(ids) == 1
            else menus.several(ids, book, self._facts, now, heading)
        )
        shown = items_of(wishes, self._facts, now, MOST_OF_A_WISH) if len(ids) > 1 else None
        return Outcome(book, (reply,), tuple(Item(id) for id in ids), shown)

    def _altered(self, wish: Subscription, new: NewTime, now: datetime) -> Subscription:
        """The wish with the new time. Raises NotPossible if it cannot be."""
        if new.rhythm is not None and new.rhythm.rhythm is None:
            raise NotPossible(message("wish_rhythm_other"))
        if wish.kind == "watch":
            raise NotPossible(message("wish_not_change"))
        if new.rhythm is not None:
            return self._in_rhythm(wish, new, now)
        if wish.kind == "repeat":
            return self._repeat(wish, new, now)
        if wish.kind == "moment":
            return self._moment(wish, new, now)
        return self._deadlines(wish, new, now)

    def _moment(self, wish: Subscription, new: NewTime, now: datetime) -> Subscription:
        zone = self._facts.zone
        assert wish.moment is not None
        local = wish.moment.astimezone(zone)
        if new.leads and len(wish.milestones) == 1 and new.day is None:
            return self._before_deadline(wish, new, now)
        moment = self._on_day(local, new, now)
        earlier = sum(lead.days for lead in new.leads[:1])
        moment -= timedelta(days=earlier)
        if new.shift is not None:
            moment += timedelta(days=new.shift.days or 0, minutes=new.shift.minutes) * new.shift.direction
        hour = new.hour or moment.time()
        moment = local_moment(moment.date(), hour, zone).astimezone(zone)
        self._refuse_past(moment, now)
        self._refuse_late(wish, moment)
        return replace(wish, moment=moment, hour_named=wish.hour_named or new.hour is not None)

    def _before_deadline(self, wish: Subscription, new: NewTime, now: datetime) -> Subscription:
        """A moment of which the deadline is known becomes so many days before that."""
        assert wish.moment is not None
        hour = new.hour or wish.moment.astimezone(self._facts.zone).time()
        named = wish.hour_named or new.hour is not None
        made = replace(wish, kind="deadlines", moment=None, at=f"{hour:%H:%M}", hour_named=named)
        return self._deadlines(made, new, now)

    def _on_day(self, local: datetime, new: NewTime, now: datetime) -> datetime:
        """The moment on the new day, at the hour that was said with it, else at that of before."""
        if new.day is None:
            return local
        options = [one for one in new.day.moments if one > now] or list(new.day.moments)
        if new.day.timed:
            return next((one for one in options if _AWAKE <= one.hour), options[0])
        hour = new.day.part if new.day.part is not None and not new.hour else local.time()
        return datetime.combine(options[0].date(), hour, local.tzinfo)

    def _deadlines(self, wish: Subscription, new: NewTime, now: datetime) -> Subscription:
        hour = time.fromisoformat(wish.at)
        leads = wish.leads
        if new.leads:
            leads = tuple(lead.days for lead in new.leads)
        if new.day is not None:
            leads, hour = self._lead_on(wish, new, hour, now)
        if new.shift is not None:
            leads, hour = _shifted(leads, hour, new.shift)
        hour = new.hour or hour
        named = wish.hour_named or hour != time.fromisoformat(wish.at)
        kept = tuple(sorted({lead for lead in leads if 0 <= lead <= MOST_LEAD}, reverse=True))
        if not kept:
            milestone = self._facts.milestones[wish.milestones[0]]
            moment = local_moment(milestone.day - timedelta(days=min(leads)), hour, self._facts.zone)
            raise NotPossible(message("wish_late_change", **self._late_values(milestone, moment)), (milestone,))
        after = replace(wish, leads=kept, at=f"{hour:%H:%M}", hour_named=named)
        if not coming_moments(replace(after, paused=False, paused_until=None), self._facts, now):
            milestone = self._facts.milestones[wish.milestones[0]]
            moment = local_moment(milestone.day - timedelta(days=kept[-1]), hour, self._facts.zone)
            raise NotPossible(message("wish_past_change", moment=spoken_moment(moment, self._facts)))
        return after

    def _lead_on(
        self, wish: Subscription, new: NewTime, hour: time, now: datetime
    ) -> tuple[tuple[int, ...], time]:
        """How long before its deadline the new day lies, and the hour."""
        local = datetime.combine(now.date(), hour, self._facts.zone)
        moment = self._on_day(local, new, now)
        lead = lead_of(moment.date(), wish.milestones[0], self._facts)
        return (lead,), moment.time()

    def _repeat(self, wish: Subscription, new: NewTime, now: datetime) -> Subscription:
        hour = new.hour or time.fromisoformat(wish.at)
        if new.shift is not None and new.shift.minutes:
            _, hour = _shifted((0,), hour, new.shift)
        elif new.shift is not None or new.leads or (new.day is not None and new.last is None):
            raise NotPossible(message("wish_repeat_fixed", wish=short(wish, self._facts)))
        named = wish.hour_named or new.hour is not None
        return self._checked(replace(wish, at=f"{hour:%H:%M}", hour_named=named, last=new.last or wish.last), now)

    def _in_rhythm(self, wish: Subscription, new: NewTime, now: datetime) -> Subscription:
        """The same words in another rhythm, until the deadline if no other day is known."""
        assert new.rhythm is not None
        assert new.rhythm.rhythm is not None
        rhythm = new.rhythm.rhythm
        hour = new.hour or time.fromisoformat(wish.at)
        if wish.kind == "moment" and wish.moment is not None and new.hour is None:
            hour = wish.moment.astimezone(self._facts.zone).time()
        ends = wish.milestones[:1] or (self._facts.submission.id,)
        made = replace(
            wish,
            kind="repeat",
            moment=None,
            milestones=() if wish.last else ends,
            weekdays=rhythm.weekdays or ((0,) if not rhythm.working else ()),
            working=rhythm.working,
            at=f"{hour:%H:%M}",
            hour_named=wish.hour_named or new.hour is not None,
            last=new.last or wish.last,
        )
        return self._checked(made, now)

    def _checked(self, wish: Subscription, now: datetime) -> Subscription:
        after = replace(wish, since=now, paused=False, paused_until=None)
        if not coming_moments(after, self._facts, now):
            last = wish.last or max(self._facts.milestones[id].day for id in wish.milestones)
            raise NotPossible(message("wish_repeat_none", date=spoken_date(last)))
        return wish

    def _refuse_past(self, moment: datetime, now: datetime) -> None:
        if moment <= now:
            raise NotPossible(message("wish_past_change", moment=spoken_moment(moment, self._facts)))

    def _refuse_late(self, wish: Subscription, moment: datetime) -> None:
        """A moment of a deadline does not come after it."""
        if len(wish.milestones) != 1:
            return
        milestone = self._facts.milestones.get(wish.milestones[0])
        if milestone is not None and milestone.closes and moment.date() > milestone.day:
            raise NotPossible(message("wish_late_change", **self._late_values(milestone, moment)), (milestone,))

    def _late_values(self, milestone: Milestone, moment: datetime) -> dict[str, str]:
        name = milestone_name(milestone)
        return {"name": name, "date": spoken_date(milestone.day), "moment": spoken_moment(moment, self._facts)}


def _last(found: Sequence[Kind], verb: int | None, pointing: Sequence[Found]) -> Kind | None:
    """The mention that says the new time: the last one, behind the word for changing if there is one."""
    behind = [one for one in found if one not in pointing and (verb is None or one.start >= verb)]
    return behind[-1] if behind else None


def _shifted(leads: Sequence[int], hour: time, shift: FoundAmount) -> tuple[tuple[int, ...], time]:
    """Leads and hour moved by an amount."""
    minutes = hour.hour * 60 + hour.minute + shift.direction * shift.minutes
    over, minutes = divmod(minutes, 24 * 60)
    days = shift.direction * (shift.days or 0) + over
    return tuple(lead - days for lead in leads), time(minutes // 60, minutes % 60)


def _alike(one: Subscription, other: Subscription) -> bool:
    return replace(one, since=None) == replace(other, since=None)
