"""Sets what is wanted in a message: the wishes of all kinds, what must be asked, what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_rows
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.changes import DeadlineWish
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of, next_moment
from bot.reminders.planning import coming_moments, local_moment
from bot.reminders.readback import spoken_moments, spoken_wrong_day
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.hours import nearest
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.want import MOST_LEAD, Want
from bot.reminders.roles import all_over, open_still
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.asking import Asker
from bot.reminders.talk.completing import completed
from bot.reminders.talk.deadline_setting import DeadlineSetter
from bot.reminders.talk.moment_setting import MomentSetter, usual_hour
from bot.reminders.talk.part import Case, Part, refused, together
from bot.reminders.talk.repeat_setting import RepeatSetter
from bot.reminders.talk.standing import Standing
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Reply

_SHORT_WORDS = 3
"""Words to be told that are no longer point to what was spoken of: 去办."""
_MOST_REPLIES = 2


class Setter:
    """Sets wishes of one person under one notice."""

    def __init__(self, facts: Facts, deadlines: DeadlineFinder, role: str) -> None:
        """`role` is who the person is: whoever names no deadline means those of that role."""
        self._facts = facts
        self._standing = Standing(facts, role)
        self._asker = Asker(facts)
        self._deadlines = DeadlineSetter(facts, self._asker, deadlines, role)
        self._moments = MomentSetter(facts, self._asker, self._deadlines)
        self._repeats = RepeatSetter(facts, self._asker, deadlines, self._moments, self._deadlines)

    def set(self, book: Book, case: Case) -> Upshot | None:
        """Carry out the wants of a request; None if it only asks to be reminded and says nothing of what or when."""
        return self._set_all(book, case.request.wants, case)

    def fill(self, book: Book, draft: Subscription, missing: Missing, case: Case) -> Upshot | None:
        """Carry out the wish that waited, with what was missing; None if it still lacks everything."""
        own = self._deadlines.own()
        wants = [completed(draft, missing, one, case.request, self._facts, own) for one in case.request.wants]
        return self._set_all(book, wants, replace(case, draft=draft))

    def unsaid(self, now: datetime) -> Subscription:
        """A wish of which nothing was said yet."""
        return replace(self._asker.empty("deadlines", now), leads=())

    def deadlines(self, book: Book, wish: DeadlineWish, now: datetime) -> Upshot:
        """Carry out a wish for deadlines."""
        return self._upshot(book, self._deadlines.apply(book, wish, now), now)

    def moment(self, book: Book, moment: datetime, draft: Subscription, case: Case) -> Upshot:
        """Carry out a wish whose moment was chosen from several."""
        want = Want("moments", ((moment,),), named=True, about=draft.about, milestones=draft.milestones)
        return self._upshot(book, self._moments.set(book, want, case), case.now)

    def watch(self, book: Book, now: datetime) -> Upshot:
        """Tell of the next notice."""
        return self._upshot(book, self._moments.added(book, self._asker.empty("watch", now)), now)

    def _set_all(self, book: Book, wants: Iterable[Want], case: Case) -> Upshot | None:
        parts = [Part(book)]
        if case.request.person and case.before is not None and not case.request.said.mentions:
            same = replace(case.before, since=case.now, done=())  # 老李也一样
            return self._upshot(book, self._moments.added(book, same), case.now)
        for want in wants:
            part = self._one(parts[-1].book, want, self._after(parts[-1], want, case))
            if part is None:
                return None
            parts.append(part)
        return self._upshot(book, together(book, parts), case.now)

    @staticmethod
    def _after(part: Part, want: Want, case: Case) -> Case:
        """The case of a want that comes beside the wish of the one before it: 个人申报提前一周提醒我，再加12月1号."""
        made = [part.book.wishes[id] for id in part.made]
        if want.form == "leads" and made and made[-1].kind == "deadlines":  # 提前三天提醒我，提前一天提醒我
            return replace(case, before=made[-1], request=replace(case.request, act="add"))
        beside = case.request.adds and want.form == "moments" and not want.about
        if beside and len(made) == 1 and made[0].kind == "deadlines":
            return replace(case, before=made[0])
        return case

    # ── one want ──

    def _one(self, book: Book, want: Want, case: Case) -> Part | None:
        """What comes of one want; None if it says nothing."""
        moved = case.before is not None and bool(
            case.request.said.shifts
        )  # 提前一刻钟再响一下: before that wish
        if want.trouble in ("event", "far_lead") or (want.trouble == "hours" and not moved):
            return self._refused(book, want, case)
        wrong = case.request.said.wrong_day
        if want.trouble == "no_day" and wrong is not None:
            want = replace(self._with_words(want, case), within=wrong.around)
            return self._asker.asked(book, want, "day", case, spoken_wrong_day(wrong))
        if want.form == "repeat":
            want = self._with_words(want, case)
            return (self._repeats.cannot if want.trouble else self._repeats.set)(book, want, case)
        unnamed = want.form == "open" or (want.form == "deadlines" and not want.own)
        unnamed = unnamed or (want.form == "moments" and not case.request.said.dated)
        if unnamed and case.before is not None and case.request.said.shifts:
            return self._shifted(book, want, case.before, case)
        beside = self._beside(want, case)
        if beside is not None:
            return self._moments.set(book, self._with_words(beside, case), case)
        asked = self._asked(book, want, case)
        if asked is not None:
            return asked
        if want.form == "moments":
            return self._moments.set(book, self._with_words(want, case), case)
        if (
            want.form == "deadlines"
            and unnamed
            and case.before is not None
            and case.request.said.says("same")
        ):
            return self._open(book, replace(want, about=want.about or case.before.about), case)
        if want.trouble == "which_lead":
            milestones = want.milestones or case.topic.milestones or self._deadlines.own()
            return self._asker.asked(book, replace(want, milestones=milestones), "lead", case)
        if want.form == "leads":
            return self._leads(book, want, case)
        if want.form == "deadlines":
            return self._deadlines.set_usual(book, want, case)
        return self._open(book, want, case)

    def _asked(self, book: Book, want: Want, case: Case) -> Part | None:
        """Ask for the day or the deadline from which so many days are counted; None if that is known."""
        if want.trouble == "event_day":
            return self._asker.asked(book, want, "day", case, message("wish_which_event", event=want.about))
        if want.trouble == "topic_day":
            return self._asker.asked(book, want, "event", case, message("wish_topic_event", about=want.about))
        if want.trouble == "which_deadline":
            ahead = days_ahead(self._facts, case.now)
            words = message("wish_which_deadline", rows=deadline_rows(ahead, self._facts, case.now))
            return self._asker.asked(book, want, "deadline", case, words, ahead)
        return None

    def _leads(self, book: Book, want: Want, case: Case) -> Part:
        before = case.before
        if before is None or before.moment is None or want.milestones or case.topic.milestones:
            return self._deadlines.set_leads(book, want, case, usual_hour(want, case))
        # 前一天也要, beside a moment: so many days before that; 截止当天 is the day by which what it tells is to be done.
        local = before.moment.astimezone(self._facts.zone)
        day = self._deadlines.day_named(before, case.request.said) or local.date()
        moments = tuple(
            (local_moment(day - timedelta(days=lead.days), hour, self._facts.zone),)
            for lead in want.leads or ()
            for hour in want.hours or (local.time(),)
        )
        about = want.about or before.about
        want = replace(want, form="moments", moments=moments, named=True, about=about)
        return self._moments.set(book, want, case)

    def _shifted(self, book: Book, want: Want, before: Subscription, case: Case) -> Part:
        """再晚一小时再催一次: so much after, or before, the wish that it comes beside."""
        moment = next_moment(before, self._facts, case.now) or case.now
        for shift in case.request.said.shifts[:1]:
            moment += timedelta(days=shift.days or 0, minutes=shift.minutes) * shift.direction
        local = moment.astimezone(self._facts.zone)
        for hour in case.request.said.hours[:1]:
            local = local_moment(local.date(), nearest(hour, local.time()), self._facts.zone)
            local = local.astimezone(self._facts.zone)
        want = replace(want, form="moments", moments=((local,),), named=True, about=before.about, trouble="")
        return self._moments.set(book, want, case)

    def _beside(self, want: Want, case: Case) -> Want | None:
        """A want that comes beside a moment, on its day or the next: 再加个6点的, 第二天再催一遍.

        None if it says when by itself.
        """
        said, before = case.request.said, case.before
        if before is None or before.moment is None or said.dated or said.rhythms or said.shifts:
            return None
        next_day = said.says("next_day")
        if not (said.hours or next_day) or want.own:
            return None
        there = before.moment.astimezone(self._facts.zone)
        day = there.date() + timedelta(days=1 if next_day else 0)
        hours = [nearest(one, there.time()) for one in said.hours] or [there.time()]
        moments = tuple(
            (local_moment(day, hour, self._facts.zone).astimezone(self._facts.zone),) for hour in hours
        )
        return replace(want, form="moments", moments=moments, milestones=(), named=True, trouble="")

    def _with_words(self, want: Want, case: Case) -> Want:
        """The want with its words: those of the wish that it comes beside, or of what was spoken of."""
        before, topic = case.before, case.topic
        if not want.about and before is not None:
            return replace(want, about=before.about, milestones=want.milestones or before.milestones)
        if not want.about and topic.about:
            return replace(want, about=topic.about, milestones=want.milestones or topic.milestones, own=True)
        if topic.about and len(want.about) <= _SHORT_WORDS and not case.request.said.quoted:
            return replace(want, about=message("wish_about_topic", about=want.about, topic=topic.about))
        return want

    def _open(self, book: Book, want: Want, case: Case) -> Part | None:
        """A want that says nothing of when: the deadline that was spoken of, or else the day is asked."""
        topic, now = case.topic, case.now
        moment = case.before.moment if case.before is not None and case.request.said.says("same") else None
        if moment is not None and want.about:
            want = replace(
                want, form="moments", moments=((moment.astimezone(self._facts.zone),),), named=True
            )
            return self._moments.set(book, want, case)
        if all_over(self._facts, now) and (want.about or topic.about):
            return Part(book, replies=(self._standing.over(book, now),))
        over = self._deadlines.over_for(book, want, now)
        if over is not None:
            return Part(book, replies=(over,))
        if want.about:
            return self._asker.asked(book, want, "day", case)
        if topic.milestones:
            milestones = open_still(self._facts, topic.milestones, now)
            wish = DeadlineWish(milestones or topic.milestones, adds=case.request.adds)
            return self._deadlines.apply(book, wish, now)
        if topic.about:
            words = message("wish_topic_day", about=topic.about)
            return self._asker.asked(book, replace(want, about=topic.about), "event", case, words)
        if case.before is not None and case.request.act == "add":
            return self._asker.asked(book, replace(want, about=case.before.about), "day", case)
        return None

    def _refused(self, book: Book, want: Want, case: Case) -> Part:
        words = {
            "hours": message("wish_hours"),
            "event": message("wish_event"),
            "far_lead": message("wish_far_lead", most=MOST_LEAD),
        }[want.trouble]
        if want.trouble != "event":
            milestones = want.milestones or case.topic.milestones or self._deadlines.own()
            lacking = replace(want, leads=None, milestones=milestones)
            return self._asker.asked(book, lacking, "lead", case, words)
        choices = menus.who(book, self._facts, case.now)
        return Part(book, replies=(refused(words, choices),))

    # ── what is said of it ──

    def _upshot(self, before: Book, part: Part, now: datetime) -> Upshot:
        """All that was set in one reply, with what it replaces, and then what could not be set or is asked."""
        book, made, said = part.book, part.made, part.replies[:_MOST_REPLIES]
        if not made:
            return Upshot(book, said, missing=part.missing, draft=part.draft)
        wishes = [book.wishes[id] for id in made]
        reply = self._read_back(before, part, wishes, now)
        items = items_of(wishes, self._facts, now, MOST_OF_A_WISH)
        shown = items if len(items) > 1 else ()
        return Upshot(book, (reply, *said), tuple(map(Item, made)), shown, part.missing, draft=part.draft)

    def _read_back(self, before: Book, part: Part, wishes: list[Subscription], now: datetime) -> Reply:
        new = any(one.id not in before.wishes or before.wishes[one.id].ended for one in wishes)
        heading = message("wish_known" if part.known else "wish_set" if new else "wish_changed")
        gone = self._moments_of(before, now) - self._moments_of(part.book, now)
        notes = [message("wish_replaced", moments=spoken_moments(gone, self._facts))] if gone else []
        if not part.known and not any(one.hour_named for one in wishes):
            notes += part.notes
        notes += part.remarks
        if len(wishes) > 1:
            reply = menus.several(part.made, part.book, self._facts, now, heading)
        else:
            reply = menus.shown(wishes[0], self._facts, now, heading)
            if wishes[0].kind == "deadlines":
                more = menus.who(part.book, self._facts, now)
                reply = replace(reply, choices=(*reply.choices, *more))
        clauses = tuple(dict.fromkeys((*reply.clauses, *part.clauses)))
        return replace(reply, text="\n".join((reply.text, *notes)), clauses=clauses)

    def _moments_of(self, book: Book, now: datetime) -> frozenset[datetime]:
        """When anything is still to come."""
        return frozenset(moment for one in book.running for moment in coming_moments(one, self._facts, now))
