"""Sets what is wanted: makes the wishes, asks for what is missing, says what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_clauses, deadline_rows, milestone_name
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.changes import Change, DeadlineWish, apply
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of, lead_of
from bot.reminders.planning import is_working, last_day, local_moment, occurrences
from bot.reminders.readback import spoken_hour, spoken_moment, spoken_wrong_day
from bot.reminders.reading.amounts_of_time import Lead
from bot.reminders.reading.hours import FoundHour, in_part
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.request import Missing, Request
from bot.reminders.reading.topic import NO_TOPIC, Topic
from bot.reminders.reading.wants import MOST_LEAD, Want
from bot.reminders.roles import all_over, applicant, open_still, usual
from bot.reminders.subscription import DEFAULT_HOUR, Subscription, WishKind
from bot.reminders.talk import menus
from bot.reminders.talk.outcome import Outcome
from bot.reminders.talk.standing import Standing
from bot.replies.acts import ChooseMoment, OrderReminders, OrderWish
from bot.replies.reply import Choice, Kind, Reply

_LONGEST_REPEAT = timedelta(days=366)
_MONDAY = (0,)
_SHORT_WORDS = 3
"""Words to be told that are no longer point to what was spoken of: 去办."""


@dataclass(frozen=True)
class Context:
    """What a want is completed from: the wish that it comes beside, and what was spoken of before."""

    before: Subscription | None = None
    topic: Topic = NO_TOPIC


@dataclass(frozen=True)
class _Part:
    """What came of one want: the ids of its wishes, whether they were there before, or what is to be said instead."""

    book: Book
    made: tuple[str, ...] = ()
    known: bool = False
    replies: tuple[Reply, ...] = ()
    missing: Missing = ""
    draft: Subscription | None = None
    notes: tuple[str, ...] = ()


class Setter:
    """Sets wishes of one person under one notice."""

    def __init__(self, facts: Facts, deadlines: DeadlineFinder) -> None:
        self._facts = facts
        self._deadlines = deadlines
        self._standing = Standing(facts)

    def set(self, book: Book, request: Request, context: Context, now: datetime) -> Outcome | None:
        """Carry out the wants of a request; None if it only asks to be reminded and says nothing of what or when."""
        book = book.without_asked()
        parts: list[_Part] = []
        for want in request.wants:
            part = self._carried_out(book, want, request, context, now)
            if part is None:
                return None
            book = part.book
            parts.append(part)
        return self._joined(parts, book, now)

    def fill(self, book: Book, draft: Subscription, missing: Missing, request: Request, now: datetime) -> Outcome:
        """Carry out the wish that waits, with what was missing."""
        book = book.without_asked()
        filled = [self._filled(draft, missing, want, request, now) for want in request.wants]
        parts: list[_Part] = []
        context = Context()
        for want in filled:
            part = self._carried_out(book, want, request, context, now, draft)
            assert part is not None
            book = part.book
            parts.append(part)
        return self._joined(parts, book, now)

    def unsaid(self, now: datetime) -> Subscription:
        """A wish of which nothing was said yet."""
        return replace(self._empty("deadlines", now), leads=())

    def deadlines(self, book: Book, wish: DeadlineWish, now: datetime) -> Outcome:
        """Carry out a wish for deadlines."""
        part = self._deadlines_part(book, wish, now)
        return self._joined([part], part.book, now)

    def moment(self, book: Book, moment: datetime, draft: Subscription, now: datetime) -> Outcome:
        """Carry out a wish whose moment was chosen from several."""
        want = Want("moments", ((moment,),), named=True, about=draft.about, milestones=draft.milestones)
        part = self._moments(book, want, Context(), now, draft)
        return self._joined([part], part.book, now)

    def watch(self, book: Book, now: datetime) -> Outcome:
        """Tell of the next notice."""
        part = self._added(book, self._empty("watch", now), ())
        return self._joined([part], part.book, now)

    # ── one want ──

    def _carried_out(
        self,
        book: Book,
        want: Want,
        request: Request,
        context: Context,
        now: datetime,
        draft: Subscription | None = None,
    ) -> _Part | None:
        if want.trouble in ("hours", "event", "rhythm", "far_lead"):
            return self._refused(book, want, now)
        wrong = request.said.wrong_day
        if want.trouble == "no_day" and wrong is not None:
            want = replace(self._told(want, context), within=wrong.around)
            return self._ask(book, want, "day", now, words=spoken_wrong_day(wrong))
        if want.form == "repeat":
            return self._repeat(book, self._told(want, context), context, now)
        if want.form == "moments":
            return self._moments(book, self._told(want, context), context, now, draft)
        if want.form == "leads":
            return self._leads(book, want, request, context, now)
        if want.form == "deadlines" and want.trouble != "which_lead":
            return self._whole_deadlines(book, want, request, now)
        if want.trouble == "which_lead":
            milestones = want.milestones or context.topic.milestones or self._own()
            return self._ask(book, replace(want, milestones=milestones), "lead", now)
        return self._open(book, want, request, context, now)

    def _told(self, want: Want, context: Context) -> Want:
        """The want with its words: those of the wish that it comes beside, or of what was spoken of."""
        before, topic = context.before, context.topic
        if not want.about and before is not None:
            return replace(want, about=before.about, milestones=want.milestones or before.milestones)
        if not want.about and topic.about:
            return replace(want, about=topic.about, milestones=want.milestones or topic.milestones, own=True)
        if topic.about and len(want.about) <= _SHORT_WORDS:
            return replace(want, about=message("wish_about_topic", about=want.about, topic=topic.about))
        return want

    def _open(
        self, book: Book, want: Want, request: Request, context: Context, now: datetime
    ) -> _Part | None:
        """A want that says nothing of when."""
        topic = context.topic
        if all_over(self._facts, now) and (want.about or topic.about):
            return _Part(book, replies=(self._standing.over(book, now),))
        if want.about:
            return self._ask(book, want, "day", now)
        if topic.milestones:
            milestones = open_still(self._facts, topic.milestones, now)
            if not milestones:
                over = list(topic.milestones)
                return _Part(book, replies=(self._standing.named_over(book, over, now),))
            return self._deadlines_part(book, DeadlineWish(milestones, adds=request.adds), now)
        if topic.about:
            return self._ask(book, replace(want, about=topic.about), "day", now, "topic")
        if context.before is not None and request.act == "add":
            return self._ask(book, replace(want, about=context.before.about), "day", now)
        return None

    def _refused(self, book: Book, want: Want, now: datetime) -> _Part:
        words = {
            "hours": message("wish_hours"),
            "event": message("wish_event"),
            "rhythm": message("wish_rhythm_other"),
            "far_lead": message("wish_far_lead", most=MOST_LEAD),
        }[want.trouble]
        choices = menus.who(book, self._facts, now) if want.trouble == "event" else ()
        if want.trouble != "rhythm":
            return _Part(book, replies=(refused(words, choices),))
        hour = f"{want.hour:%H:%M}" if want.hour else DEFAULT_HOUR
        draft = replace(self._empty("repeat", now), about=want.about, at=hour, hour_named=want.hour is not None)
        return _Part(book, replies=(refused(words),), missing="rhythm", draft=draft)

    # ── moments ──

    def _moments(
        self, book: Book, want: Want, context: Context, now: datetime, draft: Subscription | None = None
    ) -> _Part:
        if want.trouble in ("which_day", "which_hour", "which_moment"):
            missing: dict[str, Missing] = {"which_day": "day", "which_hour": "hour", "which_moment": "moment"}
            if want.trouble == "which_moment" and len(want.moments) > 1:
                want = replace(want, moments=tuple((_by_day(options),) for options in want.moments))
            else:
                return self._ask(book, want, missing[want.trouble], now)
        if want.trouble == "far":
            far = spoken_moment(max(options[0] for options in want.moments), self._facts)
            return _Part(book, replies=(refused(message("wish_moment_far", moment=far)),))
        part = _Part(book, notes=self._usual_hour(want, context))
        for options in want.moments:
            one = self._moment(part.book, options[0], want, context, now, draft)
            part = replace(
                part,
                book=one.book,
                made=(*part.made, *one.made),
                known=one.known,
                replies=(*part.replies, *one.replies),
                missing=one.missing or part.missing,
                draft=one.draft or part.draft,
            )
        return part

    def _moment(
        self, book: Book, moment: datetime, want: Want, context: Context, now: datetime, draft: Subscription | None
    ) -> _Part:
        if context.before is not None and not want.named:
            moment = self._at_hour_of(moment, context.before)
        if moment <= now:
            past = message("wish_moment_past", moment=spoken_moment(moment, self._facts))
            return self._ask(book, want, "day", now, words=past)
        late = self._late(want, moment)
        if late is not None and not (draft is not None and draft.moment is not None and draft.moment.date() == moment.date()):
            words = message("wish_late", **self._late_values(late, moment))
            return self._ask(book, replace(want, moments=((moment,),)), "day", now, words=words, about=(late,))
        before = context.before
        if before is not None and before.kind == "deadlines" and len(before.milestones) == 1 and want.about == before.about:
            return self._as_lead(book, moment, before, now)
        made = replace(
            self._empty("moment", now),
            moment=moment,
            about=want.about,
            milestones=want.milestones if want.own else (),
            hour_named=want.named,
        )
        return self._added(book, made, ())

    def _as_lead(self, book: Book, moment: datetime, before: Subscription, now: datetime) -> _Part:
        """12月5号再来一次, beside a wish for a deadline: another day before that deadline."""
        local = moment.astimezone(self._facts.zone)
        lead = lead_of(local.date(), before.milestones[0], self._facts)
        if not 0 <= lead <= MOST_LEAD:
            made = replace(self._empty("moment", now), moment=moment, about=before.about, milestones=before.milestones)
            return self._added(book, made, ())
        wish = DeadlineWish(before.milestones, (lead,), f"{local:%H:%M}", adds=True, about=before.about)
        return self._deadlines_part(book, wish, now)

    def _at_hour_of(self, moment: datetime, before: Subscription) -> datetime:
        zone = self._facts.zone
        hour = time.fromisoformat(before.at)
        if before.kind == "moment" and before.moment is not None:
            hour = before.moment.astimezone(zone).time()
        return local_moment(moment.astimezone(zone).date(), hour, zone).astimezone(zone)

    def _late(self, want: Want, moment: datetime) -> Milestone | None:
        """The deadline that is what is to be told of, if the moment comes after it."""
        if not want.own or len(want.milestones) != 1:
            return None
        milestone = self._facts.milestones.get(want.milestones[0])
        day = moment.astimezone(self._facts.zone).date()
        return milestone if milestone is not None and milestone.closes and day > milestone.day else None

    def _late_values(self, milestone: Milestone, moment: datetime) -> dict[str, str]:
        name = milestone_name(milestone)
        return {"name": name, "date": spoken_date(milestone.day), "moment": spoken_moment(moment, self._facts)}

    def _usual_hour(self, want: Want, context: Context) -> tuple[str, ...]:
        if want.named or context.before is not None:
            return ()
        return (message("wish_hour_usual", at=spoken_hour(time.fromisoformat(DEFAULT_HOUR))),)

    # ── deadlines ──

    def _leads(self, book: Book, want: Want, request: Request, context: Context, now: datetime) -> _Part:
        before, topic = context.before, context.topic
        assert want.leads is not None
        if before is not None and before.kind == "moment" and before.moment is not None and not want.milestones:
            return self._before_moment(book, want, before, context, now)
        milestones = want.milestones
        if not milestones and before is not None and before.kind == "deadlines":
            milestones = before.milestones
        milestones = milestones or topic.milestones
        about = want.about or (before.about if before is not None else "")
        about = "" if self._deadlines.covers(about) else about
        hours = [f"{hour:%H:%M}" for hour in want.hours] or [""]
        part = _Part(book, notes=self._usual_hour(want, context))
        for at in hours:
            wish = DeadlineWish(milestones, (), at, request.adds or len(hours) > 1, request.only, about)
            for one in self._resolved(wish, want.leads):
                found = self._deadlines_part(part.book, one, now)
                part = replace(
                    part,
                    book=found.book,
                    made=tuple(dict.fromkeys((*part.made, *found.made))),
                    known=found.known,
                    replies=(*part.replies, *found.replies),
                    missing=found.missing,
                    draft=found.draft,
                )
        return part if part.made else replace(part, notes=())

    def _before_moment(
        self, book: Book, want: Want, before: Subscription, context: Context, now: datetime
    ) -> _Part:
        """前一天也要, beside a moment: so many days before it."""
        assert before.moment is not None
        assert want.leads is not None
        zone = self._facts.zone
        local = before.moment.astimezone(zone)
        hours = want.hours or (local.time(),)
        moments = tuple(
            (local_moment(local.date() - timedelta(days=lead.days), hour, zone).astimezone(zone),)
            for lead in want.leads
            for hour in hours
        )
        about = want.about or before.about
        return self._moments(book, replace(want, form="moments", moments=moments, named=True, about=about), context, now)

    def _resolved(self, wish: DeadlineWish, leads: Sequence[Lead]) -> Iterable[DeadlineWish]:
        """The wish with its leads in days; working days are counted back from each deadline by itself."""
        if not any(lead.working for lead in leads):
            yield replace(wish, leads=tuple(sorted({lead.days for lead in leads}, reverse=True)))
            return
        for id in wish.milestones or self._own():
            day = self._facts.milestones[id].day
            days = {_working_lead(day, lead.days) if lead.working else lead.days for lead in leads}
            yield replace(wish, milestones=(id,), leads=tuple(sorted(days, reverse=True)))

    def _whole_deadlines(self, book: Book, want: Want, request: Request, now: datetime) -> _Part:
        """A want that names deadlines and does not say when; of a derived day alone the day is asked."""
        derived = [id for id in want.milestones if self._facts.milestones[id].derived]
        if len(derived) == len(want.milestones) and not want.hours:
            rows = deadline_rows([self._facts.milestones[id] for id in derived], self._facts, now)
            named = [one for one in request.said.deadlines if one.milestones == want.milestones]
            word = request.said.words[named[0].start : named[0].end] if named else ""
            asked = replace(want, form="moments", about=want.about or word)
            words = message("wish_derived_day", rows=rows, about=_about_words(asked.about))
            return self._ask(book, asked, "day", now, words=words, about=[self._facts.milestones[id] for id in derived])
        at = f"{want.hour:%H:%M}" if want.hour else ""
        wish = DeadlineWish(want.milestones, None, at, request.adds, request.only, want.about)
        return self._deadlines_part(book, wish, now)

    def _deadlines_part(self, book: Book, wish: DeadlineWish, now: datetime) -> _Part:
        if all_over(self._facts, now):
            return _Part(book, replies=(self._standing.over(book, now),))
        over = [id for id in wish.milestones if not open_still(self._facts, (id,), now)]
        if over and len(over) == len(wish.milestones):
            draft = replace(self._empty("deadlines", now), leads=wish.leads or (), at=wish.at or DEFAULT_HOUR, about=wish.about)
            draft = replace(draft, hour_named=bool(wish.at))
            reply = self._standing.named_over(book, over, now)
            return _Part(book, replies=(reply,), missing="deadline", draft=draft)
        return self._changed(apply(book, wish, self._facts, now), wish.leads, now)

    def _changed(self, change: Change, leads: tuple[int, ...] | None, now: datetime) -> _Part:
        if change.full:
            return _Part(change.book, replies=menus.full(change.book, self._facts, now))
        if change.too_late:
            draft = replace(self._empty("deadlines", now), leads=leads or ())
            late = [self._facts.milestones[id] for id in change.too_late]
            words = message("wish_too_late", rows=deadline_rows(late, self._facts, now))
            reply = replace(refused(words), clauses=deadline_clauses(late))
            return _Part(change.book, replies=(reply,), missing="deadline", draft=draft)
        return _Part(change.book, change.touched, change.known)

    # ── rhythms ──

    def _repeat(self, book: Book, want: Want, context: Context, now: datetime) -> _Part:
        facts = self._facts
        assert want.rhythm is not None
        ends = self._ends(want, context, now)
        if ends is None:
            return _Part(book, replies=(self._standing.over(book, now),))
        weekdays, notes = want.rhythm.weekdays, []
        if not want.named:
            notes.append(message("wish_hour_usual", at=spoken_hour(time.fromisoformat(DEFAULT_HOUR))))
        if not (weekdays or want.rhythm.working):
            weekdays = _MONDAY
            notes.append(message("wish_weekday_usual", day=message("weekday_0")))
        first = want.first
        if want.leads and want.last is None:
            day = facts.milestones[ends[0]].day if ends else now.date()
            first = first or day - timedelta(days=max(lead.days for lead in want.leads))
        made = replace(
            self._empty("repeat", now),
            milestones=ends,
            weekdays=weekdays,
            working=want.rhythm.working,
            first=None if first is not None and first <= now.astimezone(facts.zone).date() else first,
            last=want.last,
            about=want.about,
            hour_named=want.named,
        )
        part = _Part(book, notes=tuple(notes))
        for hour in want.hours or (time.fromisoformat(DEFAULT_HOUR),):
            one = self._one_repeat(part.book, replace(made, at=f"{hour:%H:%M}"), now)
            part = replace(part, book=one.book, made=(*part.made, *one.made), known=one.known, replies=(*part.replies, *one.replies))
        return part if part.made else replace(part, notes=())

    def _one_repeat(self, book: Book, made: Subscription, now: datetime) -> _Part:
        last = last_day(made, self._facts)
        begin = made.first or now.date()
        if last is not None and last - begin > _LONGEST_REPEAT:
            far = spoken_date(last)
            return _Part(book, replies=(refused(message("wish_moment_far", moment=far)),))
        if not [moment for moment in occurrences(made, self._facts) if moment > now]:
            words = message("wish_repeat_none", date=spoken_date(last) if last else "")
            return _Part(book, replies=(refused(words),))
        return self._added(book, made, ())

    def _ends(self, want: Want, context: Context, now: datetime) -> tuple[str, ...] | None:
        """The deadline that ends a repeat; () if a day is named, None if nothing is left that could end it."""
        if want.last is not None:
            return ()
        named = want.milestones or context.topic.milestones
        still = open_still(self._facts, self._deadlines.closing(named) if named else (), now)
        if still:
            return still[-1:]
        own = open_still(self._facts, (self._facts.submission.id,), now)
        return own or tuple(one.id for one in days_ahead(self._facts, now)[:1]) or None

    # ── asking ──

    def _ask(
        self,
        book: Book,
        want: Want,
        missing: Missing,
        now: datetime,
        of: str = "",
        words: str = "",
        about: Sequence[Milestone] = (),
    ) -> _Part:
        """Keep the want as it is, and ask for what it lacks."""
        leads = tuple(lead.days for lead in want.leads or ())
        hour = want.hour
        draft = replace(
            self._empty("deadlines" if missing in ("lead", "deadline") else "moment", now),
            milestones=want.milestones,
            leads=leads,
            at=f"{hour:%H:%M}" if hour else DEFAULT_HOUR,
            hour_named=hour is not None,
            moment=want.moments[0][0] if want.moments else None,
            about=want.about,
            first=want.within.first if want.within else None,
            last=want.within.last if want.within else None,
        )
        draft = replace(draft, id=book.new_id(draft, now))
        options = want.moments[0] if missing == "moment" else ()
        zone = self._facts.zone
        choices = [
            Choice(ChooseMoment(draft.id, local.date(), local.time()), spoken_moment(local, self._facts))
            for local in (one.astimezone(zone) for one in options)
        ]
        choices.append(Choice(OrderWish(draft.id, "stop"), message("wish_cancel")))
        text = words or self._question(want, missing, of, now)
        kind = Kind.REFUSED if words and not about else Kind.MOMENT_WANTED
        reply = Reply(text, deadline_clauses(about), tuple(choices), kind=kind)
        return _Part(book, replies=(reply,), missing=missing, draft=draft)

    def _question(self, want: Want, missing: Missing, of: str, now: datetime) -> str:
        about = _about_words(want.about)
        if missing == "lead":
            return message("wish_which_lead", about=about)
        if missing == "moment":
            return message("wish_which_moment")
        if missing == "hour":
            day = want.moments[0][0] if want.moments else now
            return message("wish_which_hour", day=spoken_date(day.date()), about=about)
        if of == "topic":
            return message("wish_topic_day", about=want.about)
        return message("wish_which_day", about=about)

    def _filled(
        self, draft: Subscription, missing: Missing, want: Want, request: Request, now: datetime
    ) -> Want:
        """What waits, with what the message says."""
        zone = self._facts.zone
        about = want.about if request.said.talk and want.about else draft.about
        base = replace(want, about=about, milestones=want.milestones or draft.milestones, own=True)
        if not request.said.deadlines and draft.milestones:
            base = replace(base, milestones=draft.milestones)
        if want.form == "repeat":
            hours = want.hours or ((time.fromisoformat(draft.at),) if draft.hour_named else ())
            return replace(base, hours=hours, named=bool(hours))
        if want.form == "moments" and want.moments and request.said.days:
            hours = () if want.named or not draft.hour_named else (time.fromisoformat(draft.at),)
            if hours and want.moments:
                moments = tuple(
                    tuple(local_moment(one.date(), hours[0], zone).astimezone(zone) for one in options)
                    for options in want.moments
                )
                return replace(base, moments=moments, named=True)
            return base
        day = draft.moment.astimezone(zone).date() if draft.moment else None
        if want.hours and day is not None and want.leads is None:
            return self._at_hours(base, day, request, draft)
        if missing == "lead" and want.leads is None:
            days = [one.days for one in request.said.amounts if one.days is not None]
            if days:
                return replace(base, form="leads", leads=tuple(Lead(number) for number in days), trouble="")
        if missing == "deadline" and want.milestones:
            leads = tuple(map(Lead, draft.leads)) or None
            hours = (time.fromisoformat(draft.at),) if draft.hour_named and not want.hours else want.hours
            form = "leads" if leads or want.leads else "deadlines"
            return replace(base, form=form, leads=want.leads or leads, hours=hours, named=bool(hours), trouble="")
        if request.said.says("whichever"):
            return self._usual(base, draft, missing, day)
        if want.leads is not None and draft.hour_named and not want.hours:
            return replace(base, hours=(time.fromisoformat(draft.at),), named=True)
        return base

    def _at_hours(self, base: Want, day: date, request: Request, draft: Subscription) -> Want:
        """The hour that was said on the day that waits; 下午 alone is the half of the day for an hour that waits."""
        zone = self._facts.zone
        waiting = draft.moment.astimezone(zone).time() if draft.moment is not None and draft.hour_named else None
        hours = [
            in_part(FoundHour(0, 0, (waiting,), bare=True), found.likely) if found.usual and waiting else found
            for found in request.said.hours
        ]
        moments = tuple((local_moment(day, one.likely, zone).astimezone(zone),) for one in hours)
        return replace(base, form="moments", moments=moments, named=True, trouble="")

    def _usual(self, base: Want, draft: Subscription, missing: Missing, day: date | None) -> Want:
        """随便: what is usual."""
        zone = self._facts.zone
        if missing == "lead" or day is None:
            milestones = draft.milestones or self._own()
            return replace(base, form="deadlines", milestones=milestones, trouble="")
        moment = local_moment(day, time.fromisoformat(DEFAULT_HOUR), zone).astimezone(zone)
        return replace(base, form="moments", moments=((moment,),), trouble="")

    # ── what all have in common ──

    def _own(self) -> tuple[str, ...]:
        """The deadlines of the applicant."""
        return usual(self._facts, applicant(self._facts))

    def _empty(self, kind: WishKind, now: datetime) -> Subscription:
        return Subscription("", kind, self._facts.id, self._facts.series, since=now)

    def _added(self, book: Book, made: Subscription, notes: tuple[str, ...]) -> _Part:
        known = book.like(made)
        if known is not None:
            return _Part(book, (known.id,), known=True)
        if book.full:
            now = made.since
            assert now is not None
            return _Part(book, replies=menus.full(book, self._facts, now))
        assert made.since is not None
        made = replace(made, id=book.new_id(made, made.since))
        return _Part(book.with_wish(made), (made.id,), notes=notes)

    def _joined(self, parts: Sequence[_Part], book: Book, now: datetime) -> Outcome:
        """All that was set in one reply, and then what could not be set or is asked."""
        made = tuple(dict.fromkeys(id for part in parts for id in part.made))
        known = all(part.known for part in parts if part.made)
        said = tuple(reply for part in parts for reply in part.replies)
        notes = tuple(dict.fromkeys(note for part in parts for note in part.notes)) if made and not known else ()
        missing, draft = next(((part.missing, part.draft) for part in parts if part.missing), ("", None))
        if not made:
            return Outcome(book, said[:_MOST_REPLIES], missing=missing, draft=draft)
        heading = message("wish_known" if known else "wish_set")
        reply = (
            menus.shown(book.wishes[made[0]], self._facts, now, heading)
            if len(made) == 1
            else menus.several(made, book, self._facts, now, heading)
        )
        if notes:
            reply = replace(reply, text="\n".join((reply.text, *notes)))
        items = items_of([book.wishes[id] for id in made], self._facts, now, MOST_OF_A_WISH)
        whole = tuple(Item(id) for id in made)
        more = menus.who(book, self._facts, now) if self._of_deadlines(book, made) else ()
        reply = replace(reply, choices=(*reply.choices, *more))
        shown = items if len(items) > 1 else ()
        return Outcome(book, (reply, *said[:_MOST_REPLIES]), whole, shown, missing, draft)

    @staticmethod
    def _of_deadlines(book: Book, made: Sequence[str]) -> bool:
        return len(made) == 1 and book.wishes[made[0]].kind == "deadlines"


_MOST_REPLIES = 2


def refused(text: str, choices: Sequence[Choice] = ()) -> Reply:
    """Say that a wish cannot be carried out. The choice below keeps the talk about reminders open."""
    listed = Choice(OrderReminders("list"), message("wish_list_label"))
    return Reply(text, (), tuple(choices) or (listed,), kind=Kind.REFUSED)


def _about_words(about: str) -> str:
    return message("wish_about_words", about=about) if about else ""


def _by_day(options: Sequence[datetime]) -> datetime:
    """The moment that is meant if nobody can be asked: by day."""
    return next((one for one in options if _DAY_FROM <= one.hour < _DAY_TO), options[0])


_DAY_FROM, _DAY_TO = 8, 22


def _working_lead(day: date, count: int) -> int:
    """How many days before `day` so many working days lie."""
    back = 0
    while count and back <= MOST_LEAD:
        back += 1
        count -= is_working(day - timedelta(days=back))
    return back
