"""Sets wishes that come again: daily, weekly, on working days, until a deadline or a day that is named. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot.messages import message
from bot.pack.deadlines import days_ahead, milestone_name
from bot.pack.model import Facts
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.planning import last_day, local_moment, occurrences
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.want import Want
from bot.reminders.roles import open_still
from bot.reminders.subscription import DEFAULT_HOUR, Subscription
from bot.reminders.talk.asking import Asker
from bot.reminders.talk.deadline_setting import DeadlineSetter
from bot.reminders.talk.moment_setting import MomentSetter, usual_hour
from bot.reminders.talk.part import Case, Part, refused, together
from bot.reminders.talk.standing import Standing

LONGEST = timedelta(days=366)
MONDAY = (0,)
"""The day of the week that is taken if it was not said."""


class RepeatSetter:
    """Sets wishes that come again for one person under one notice."""

    def __init__(
        self,
        facts: Facts,
        asker: Asker,
        deadlines: DeadlineFinder,
        moments: MomentSetter,
        due: DeadlineSetter,
    ) -> None:
        self._facts = facts
        self._due = due
        self._asker = asker
        self._deadlines = deadlines
        self._moments = moments
        self._standing = Standing(facts)

    def set(self, book: Book, want: Want, case: Case) -> Part:
        """A wish for each hour of a want, up to the deadline by which it is to be done."""
        over = self._due.over_for(book, want, case.now)
        if over is not None:
            return Part(book, replies=(over,))
        late = self._due.late_for(want, want.last) if want.last is not None else None
        if late is not None and want.first is not None and want.first > late.day:
            return self._moments.set(book, self._from(want, want.first), case)
        if late is None:
            return self._set(book, want, case)
        part = self._set(book, replace(want, last=late.day), case)
        cut = message("wish_cut", name=milestone_name(late), date=spoken_date(late.day))
        return replace(part, remarks=(*part.remarks, cut))

    def _from(self, want: Want, day: date) -> Want:
        """The first time that a want comes, from a day on."""
        hour = want.hour or time.fromisoformat(DEFAULT_HOUR)
        moment = local_moment(day, hour, self._facts.zone).astimezone(self._facts.zone)
        return replace(want, form="moments", moments=((moment,),), rhythm=None)

    def _set(self, book: Book, want: Want, case: Case) -> Part:
        rhythm, ends = want.rhythm, self._ends(want, case)
        assert rhythm is not None
        if ends is None:
            return Part(book, replies=(self._standing.over(book, case.now),))
        notes = usual_hour(want, replace(case, before=None))
        said = bool(rhythm.weekdays) or rhythm.working
        weekdays = rhythm.weekdays if said else MONDAY
        remarks = () if said else (message("wish_weekday_usual", day=message(f"weekday_{MONDAY[0]}")),)
        first = want.first
        if want.leads and ends:
            day = self._facts.milestones[ends[0]].day
            first = first or day - timedelta(days=max(lead.days for lead in want.leads))
        made = replace(
            self._asker.empty("repeat", case.now),
            milestones=ends,
            weekdays=weekdays,
            working=rhythm.working,
            first=first if first is not None and first > case.now.date() else None,
            last=want.last,
            about=want.about,
            hour_named=want.named,
        )
        made = replace(made, without=self._left_out(made, want))
        parts = [Part(book, notes=notes, remarks=remarks)]
        for hour in want.hours or (time.fromisoformat(DEFAULT_HOUR),):
            parts.append(self._one(parts[-1].book, replace(made, at=f"{hour:%H:%M}"), case))
        return together(book, parts)

    def cannot(self, book: Book, want: Want, case: Case) -> Part:
        """Say why it cannot be kept and which rhythms there are, and wait for one of them."""
        hour = f"{want.hour:%H:%M}" if want.hour else DEFAULT_HOUR
        draft = replace(
            self._asker.empty("repeat", case.now),
            weekdays=want.rhythm.weekdays if want.rhythm is not None else (),
            about=want.about,
            at=hour,
            hour_named=want.named,
        )
        words = {"counted": message("wish_rhythm_counted"), "except": message("wish_rhythm_except")}
        reply = refused(words.get(want.trouble, message("wish_rhythm_other")))
        return Part(book, replies=(reply,), missing="rhythm", draft=draft)

    def _left_out(self, made: Subscription, want: Want) -> tuple[date, ...]:
        """The days that are left out: of a stretch only those on which it would come."""
        days = {moment.astimezone(self._facts.zone).date() for moment in occurrences(made, self._facts)}
        return tuple(day for day in want.without if day in days) or want.without

    def _one(self, book: Book, made: Subscription, case: Case) -> Part:
        last = last_day(made, self._facts)
        if last is not None and last - (made.first or case.now.date()) > LONGEST:
            words = message("wish_moment_far", moment=spoken_date(last))
            return Part(book, replies=(refused(words),))
        if not any(moment > case.now for moment in occurrences(made, self._facts)):
            words = message("wish_repeat_none", date=spoken_date(last) if last else "")
            return Part(book, replies=(refused(words),))
        return self._moments.added(book, made)

    def _ends(self, want: Want, case: Case) -> tuple[str, ...] | None:
        """The deadline that ends a repeat; () if a day is named, None if nothing is left that could end it."""
        if want.last is not None:
            return ()
        named = want.milestones or case.topic.milestones
        still = open_still(self._facts, self._deadlines.closing(named) if named else (), case.now)
        if still:
            return still[-1:]
        submission = self._facts.submission
        own = open_still(self._facts, (submission.id,) if submission else (), case.now)
        ahead = days_ahead(self._facts, case.now)
        return own or tuple(one.id for one in ahead if not one.derived)[:1] or None
