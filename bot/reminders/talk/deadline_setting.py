"""Sets wishes for deadlines: so many days before them, or on the usual days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_rows, own_days
from bot.pack.model import Facts, Milestone
from bot.reminders.book import Book
from bot.reminders.changes import Change, DeadlineWish, apply
from bot.reminders.planning import is_working
from bot.reminders.reading.amounts_of_time import Lead
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.said import Said
from bot.reminders.reading.want import MOST_LEAD, Want
from bot.reminders.roles import all_over, open_still, usual
from bot.reminders.subscription import DEFAULT_HOUR, Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.asking import Asker, about_words
from bot.reminders.talk.part import Case, Part, refused, together
from bot.reminders.talk.standing import Standing
from bot.replies.reply import Reply


class DeadlineSetter:
    """Sets wishes for deadlines of one person under one notice, who has `role`."""

    def __init__(self, facts: Facts, asker: Asker, deadlines: DeadlineFinder, role: str) -> None:
        self._facts = facts
        self._role = role
        self._asker = asker
        self._deadlines = deadlines
        self._standing = Standing(facts, role)

    def set_leads(self, book: Book, want: Want, case: Case, notes: tuple[str, ...]) -> Part:
        """So many days before deadlines: those that are named, of the wish that it comes beside, or spoken of."""
        before, request = case.before, case.request
        this = case.topic.milestones if request.said.says("this") and not want.own else ()
        milestones = this or want.milestones
        if not milestones and before is not None and before.kind == "deadlines":
            milestones = before.milestones
        milestones = milestones or case.topic.milestones
        about = want.about or (before.about if before is not None else "")
        about = "" if self._deadlines.covers(about) else about
        same = before if before is not None and request.said.says("same") else None
        hours = [f"{hour:%H:%M}" for hour in want.hours] or [self._hour_of(same) if same is not None else ""]
        parts = [Part(book, notes=notes)]
        for at in hours:
            wish = DeadlineWish(milestones, (), at, request.adds or len(hours) > 1, request.only, about)
            for one in self._in_days(wish, want.leads or ()):
                parts.append(self.apply(parts[-1].book, one, case.now))
        return together(book, parts)

    def _hour_of(self, wish: Subscription) -> str:
        """The hour at which a wish comes: HH:MM."""
        return wish.at if wish.moment is None else f"{wish.moment.astimezone(self._facts.zone):%H:%M}"

    def set_usual(self, book: Book, want: Want, case: Case) -> Part:
        """Deadlines without a word of when: on the usual days; of a derived day alone the day is asked."""
        facts, request = self._facts, case.request
        days = [facts.milestones[id] for id in want.milestones]
        if all(one.derived for one in days) and not want.hours:
            named = [one for one in request.said.deadlines if one.milestones == want.milestones]
            word = request.said.words[named[0].start : named[0].end] if named else ""
            asked = replace(want, form="moments", about=want.about or word)
            rows = deadline_rows(days, facts, case.now)
            words = message("wish_derived_day", rows=rows, about=about_words(asked.about))
            return self._asker.asked(book, asked, "day", case, words, days)
        at = f"{want.hour:%H:%M}" if want.hour else ""
        wish = DeadlineWish(want.milestones, None, at, request.adds, request.only, want.about)
        return self.apply(book, wish, case.now)

    def apply(self, book: Book, wish: DeadlineWish, now: datetime) -> Part:
        """Carry out a wish for deadlines, unless they are over."""
        if all_over(self._facts, now):
            return Part(book, replies=(self._standing.over(book, now),))
        over = [id for id in wish.milestones if not open_still(self._facts, (id,), now)]
        if over and len(over) == len(wish.milestones):
            reply = self._standing.named_over(book, over, now)
            return self._other_deadline(Part(book, replies=(reply,)), wish, now)
        return self._changed(apply(book, wish, self._facts, now, self.own()), wish, now)

    def over_for(self, book: Book, want: Want, now: datetime) -> Reply | None:
        """That the deadline is over by which a want is to be done; None if it is not, or there is none."""
        milestones = self._due(want)
        if not milestones or open_still(self._facts, milestones, now):
            return None
        if all_over(self._facts, now):
            return self._standing.over(book, now)
        return self._standing.named_over(book, milestones, now)

    def late_for(self, want: Want, day: date) -> Milestone | None:
        """The deadline that is to be told of, if a day comes after it."""
        milestones = self._due(want)
        return closed_before(milestones[0], day, self._facts) if len(milestones) == 1 else None

    def passed_by(self, want: Want, day: date, before: Subscription | None) -> Milestone | None:
        """The deadline that is over on a day on which something like handing in is to be told.

        That is said, and the wish is set. `before` is the wish that it comes beside, which may be for that deadline.
        """
        of_before = before.milestones or self._deadlines.due_by(before.about) if before is not None else ()
        milestones = self._due(want) or of_before or self._deadlines.perhaps_due_by(want.about)
        return closed_before(milestones[0], day, self._facts) if len(milestones) == 1 else None

    def all_passed_by(self, day: date) -> Milestone | None:
        """The last deadline of the notice, if that is over on a day."""
        closing = [one for one in own_days(self._facts) if one.closes]
        return closing[-1] if closing and closing[-1].day < day else None

    def day_named(self, before: Subscription, said: Said) -> date | None:
        """The day of the deadline by which what `before` tells is to be done, if a message names that day: 截止当天再来一个."""
        due = self._deadlines.due_by(before.about)
        named = finder("reminding", "closing_day").stands_in(said.lower)
        return self._facts.milestones[due[0]].day if named and len(due) == 1 else None

    def _due(self, want: Want) -> tuple[str, ...]:
        """The deadlines by which a want is to be done: those that are named, or by which what it tells is to be done."""
        named = want.milestones if want.own else ()
        return named or self._deadlines.due_by(want.about)

    def own(self) -> tuple[str, ...]:
        """The deadlines that mean something to the person."""
        return usual(self._facts, self._role)

    def _changed(self, change: Change, wish: DeadlineWish, now: datetime) -> Part:
        if change.full:
            return Part(change.book, replies=menus.full(change.book, self._facts, now))
        if not change.too_late:
            return Part(change.book, change.touched, change.known)
        late = [self._facts.milestones[id] for id in change.too_late]
        words = message("wish_too_late", rows=deadline_rows(late, self._facts, now))
        reply = replace(refused(words), clauses=deadline_clauses(late))
        return self._other_deadline(Part(change.book, replies=(reply,)), wish, now)

    def _other_deadline(self, part: Part, wish: DeadlineWish, now: datetime) -> Part:
        """Wait for another deadline for the same lead times and words: 那单位的."""
        draft = replace(
            self._asker.empty("deadlines", now),
            leads=wish.leads or (),
            at=wish.at or DEFAULT_HOUR,
            hour_named=bool(wish.at),
            about=wish.about,
        )
        return replace(part, missing="deadline", draft=draft)

    def _in_days(self, wish: DeadlineWish, leads: Sequence[Lead]) -> Iterator[DeadlineWish]:
        """The wish with its leads in days; working days are counted back from each deadline by itself."""
        if not any(lead.working for lead in leads):
            yield replace(wish, leads=tuple(sorted({lead.days for lead in leads}, reverse=True)))
            return
        for id in wish.milestones or self.own():
            days = {days_before(self._facts.milestones[id].day, lead) for lead in leads}
            yield replace(wish, milestones=(id,), leads=tuple(sorted(days, reverse=True)))


def closed_before(milestone: str, day: date, facts: Facts) -> Milestone | None:
    """The milestone, if something closes on it and `day` comes after it."""
    found = facts.milestones.get(milestone)
    return found if found is not None and found.closes and day > found.day else None


def days_before(day: date, lead: Lead) -> int:
    """How many days before `day` a lead lies."""
    if not lead.working:
        return lead.days
    count, back = lead.days, 0
    while count and back <= MOST_LEAD:
        back += 1
        count -= is_working(day - timedelta(days=back))
    return back
