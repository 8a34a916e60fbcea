"""Sets wishes for single moments: 12月3日上午9点提醒我交材料. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.messages import message
from bot.pack.deadlines import deadline_clauses, milestone_name
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_day
from bot.reminders.book import Book
from bot.reminders.changes import DeadlineWish
from bot.reminders.items import lead_of
from bot.reminders.planning import QUIET_FROM, QUIET_TO, local_moment
from bot.reminders.readback import spoken_hour, spoken_moment
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.want import MOST_LEAD, Want
from bot.reminders.subscription import DEFAULT_HOUR, Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.asking import Asker
from bot.reminders.talk.deadline_setting import DeadlineSetter
from bot.reminders.talk.part import Case, Part, refused, together

_MISSING: dict[str, Missing] = {"which_day": "day", "which_hour": "hour", "which_moment": "moment"}


class MomentSetter:
    """Sets wishes for moments of one person under one notice."""

    def __init__(self, facts: Facts, asker: Asker, deadlines: DeadlineSetter) -> None:
        self._facts = facts
        self._asker = asker
        self._deadlines = deadlines

    def set(self, book: Book, want: Want, case: Case) -> Part:
        """Set each moment of a want; ask for what is not clear, say what lies in the past or after its deadline."""
        if want.trouble == "which_moment" and len(want.moments) > 1:
            want = replace(want, moments=tuple((_by_day(options),) for options in want.moments), trouble="")
        if want.trouble == "unsure":
            return self._asked_whether(book, want, case)
        if want.trouble in _MISSING:
            return self._asker.asked(book, want, _MISSING[want.trouble], case)
        if want.trouble == "far":
            far = spoken_moment(max(options[0] for options in want.moments), self._facts)
            return Part(book, replies=(refused(message("wish_moment_far", moment=far)),))
        parts = [Part(book, notes=usual_hour(want, case))]
        for options in want.moments:
            parts.append(self._one(parts[-1].book, options[0], want, case))
        return together(book, parts)

    def _asked_whether(self, book: Book, want: Want, case: Case) -> Part:
        """Ask whether what was told is a wish; what cannot be set is said at once."""
        moment = want.moments[0][0]
        if moment <= case.now or self._too_late(book, moment, want, case) is not None:
            return self._one(book, moment, replace(want, trouble=""), case)
        words = message("wish_whether", moment=spoken_moment(moment, self._facts), about=want.about)
        return self._asker.asked(book, replace(want, moments=((moment,),)), "assent", case, words)

    def added(self, book: Book, made: Subscription) -> Part:
        """Add a wish, unless it is there already or there are too many."""
        known = book.like(made)
        if known is not None:
            same = replace(known, without=made.without)
            return Part(book.with_wish(same), (known.id,), known=same == known)
        assert made.since is not None
        if book.full:
            return Part(book, replies=menus.full(book, self._facts, made.since))
        made = replace(made, id=book.new_id(made, made.since))
        return Part(book.with_wish(made), (made.id,))

    def _one(self, book: Book, moment: datetime, want: Want, case: Case) -> Part:
        before = case.before
        if before is not None and not want.named:
            moment = self._at_hour_of(moment, before)
        if moment <= case.now:
            past = message("wish_moment_past", moment=spoken_moment(moment, self._facts))
            return self._asker.asked(book, want, "day", case, past)
        late = self._too_late(book, moment, want, case)
        if late is not None:
            return late
        if before is not None and before.kind == "deadlines" and want.about == before.about:
            lead = self._as_lead(book, moment, before, case)
            if lead is not None:
                return lead
        made = replace(
            self._asker.empty("moment", case.now),
            moment=moment,
            about=want.about,
            milestones=want.milestones if want.own else (),
            hour_named=want.named or before is not None,
        )
        return self._told_late(self.added(book, made), moment, want, case)

    def _told_late(self, part: Part, moment: datetime, want: Want, case: Case) -> Part:
        """What came of a wish, with a word if the deadline that it may serve is over by then."""
        local = moment.astimezone(self._facts.zone)
        over = self._deadlines.passed_by(want, local.date(), case.before) if part.made else None
        if over is None and part.made and not case.request.said.says("afterwards"):
            over = self._deadlines.all_passed_by(local.date())
        if over is None:
            return part
        remark = message("wish_late_set", **late_values(over, local, self._facts))
        return replace(part, remarks=(*part.remarks, remark), clauses=deadline_clauses((over,)))

    def _too_late(self, book: Book, moment: datetime, want: Want, case: Case) -> Part | None:
        """That a moment comes after the deadline by which it is to be done; None if it does not, or is insisted on."""
        late = self._deadlines.late_for(want, moment.date())
        if late is None or self._insisted(case, moment):
            return None
        words = message("wish_late", **late_values(late, moment, self._facts))
        asked = replace(want, moments=((moment,),))
        part = self._asker.asked(book, asked, "day", case, words, (late,))
        over = self._deadlines.over_for(book, want, case.now)
        return part if over is None else replace(part, replies=(over,))

    def _as_lead(self, book: Book, moment: datetime, before: Subscription, case: Case) -> Part | None:
        """12月5号再来一次, beside a wish for one deadline: another day before that; None if it does not come before it."""
        if len(before.milestones) != 1:
            return None
        local = moment.astimezone(self._facts.zone)
        lead = lead_of(local.date(), before.milestones[0], self._facts)
        if not 0 <= lead <= MOST_LEAD:
            return None
        wish = DeadlineWish(before.milestones, (lead,), f"{local:%H:%M}", adds=True, about=before.about)
        return self._deadlines.apply(book, wish, case.now)

    def _at_hour_of(self, moment: datetime, before: Subscription) -> datetime:
        zone = self._facts.zone
        hour = time.fromisoformat(before.at)
        if before.kind == "moment" and before.moment is not None:
            hour = before.moment.astimezone(zone).time()
        return local_moment(moment.astimezone(zone).date(), hour, zone).astimezone(zone)

    @staticmethod
    def _insisted(case: Case, moment: datetime) -> bool:
        """Whether the day that was said to be too late is said once more."""
        waiting = case.draft.moment if case.draft is not None else None
        return waiting is not None and waiting.date() == moment.date()


def late_values(milestone: Milestone, moment: datetime, facts: Facts) -> dict[str, str]:
    """What is said of a moment that comes after a deadline."""
    name, day = milestone_name(milestone), spoken_day(milestone)
    return {"name": name, "date": day, "moment": spoken_moment(moment, facts)}


def usual_hour(want: Want, case: Case) -> tuple[str, ...]:
    """That the usual hour was taken, if none was said."""
    if want.named or case.before is not None:
        return ()
    return (message("wish_hour_usual", at=spoken_hour(time.fromisoformat(DEFAULT_HOUR))),)


def _by_day(options: Sequence[datetime]) -> datetime:
    """The moment that is meant if nobody can be asked: by day."""
    return next((one for one in options if QUIET_TO <= one.time() < QUIET_FROM), options[0])
