"""The conversation about reminders: one message or tap in, the next book of wishes and what is said out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.hearing.learned_acts import LearnedActs
from bot.language.persons import person_in
from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_clauses, deadline_rows, own_days
from bot.pack.model import Entry, Facts, Milestone
from bot.reminders.book import Book
from bot.reminders.changes import DeadlineWish, deadlines_of
from bot.reminders.reading.days import Stretch
from bot.reminders.reading.expected import Expected
from bot.reminders.reading.pieces import NO_PIECES, pieces_of
from bot.reminders.reading.reminder_answer import ReminderAnswer, read_reminder_answer
from bot.reminders.reading.request import Request, RequestReader
from bot.reminders.reading.said import Said
from bot.reminders.reading.somebody_also import same_told_of
from bot.reminders.reading.told_topic import NO_TOPIC, Topic, topic_of
from bot.reminders.reading.weighing import EXPLAINS, QUESTIONS
from bot.reminders.roles import all_over, applicant, needed, role_name, usual_for_all
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.altering import Alterer
from bot.reminders.talk.answering import ReminderAnswers
from bot.reminders.talk.explaining import explained
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.managing import Orders
from bot.reminders.talk.part import Case
from bot.reminders.talk.remarks import only_if, remarked
from bot.reminders.talk.resuming import Resumer, can_resume
from bot.reminders.talk.setting import Setter
from bot.reminders.talk.standing import Standing
from bot.reminders.talk.tapping import WishTaps, cancelled
from bot.reminders.talk.telling import Teller
from bot.reminders.talk.undo import undo_of
from bot.reminders.talk.undoing import undone
from bot.reminders.talk.upshot import Upshot
from bot.replies.acts import (
    OrderReminders,
    ReminderAct,
    RemindRole,
)
from bot.replies.reply import Choice, Kind, Reply

_WAITS = 2
"""For how many turns about other things a wish still waits for what it lacks."""
_LESSENS = ("cancel", "cancel_all", "pause", "change", "keep")
"""Acts by which something that comes again may be meant to come on fewer days."""


class RemindDialogue:
    """Conducts the conversation about reminders under one notice, in a channel that can send messages unasked.

    In other channels it only says so, with the days to write down: see `unpushed`. `acts` gives what was learned of how
    people ask. `role` is who the person is: whoever names no deadline means those of that role; empty if they did not say.
    """

    def __init__(self, facts: Facts, acts: Callable[[], LearnedActs], role: str = "") -> None:
        self._facts = facts
        self._role = role
        self._reader = RequestReader(facts, acts)
        self._standing = Standing(facts, role)
        self._setter = Setter(facts, self._reader.deadlines, role or applicant(facts))
        self._alterer = Alterer(facts, self._reader.deadlines)
        self._orders = Orders(facts)
        self._resumer = Resumer(facts)
        self._teller = Teller(facts)
        self._answers = ReminderAnswers(facts)
        self._taps = WishTaps(facts, self._setter, self._standing, self.begin, self._asked_who)

    def topic(self, entry: Entry, question: str) -> Topic:
        """What was spoken of in the question that `entry` answered."""
        return topic_of(entry, question, self._facts, self._reader.deadlines)

    def said(self, text: str, now: datetime) -> Said:
        """What a text mentions."""
        return self._reader.said(text, now)

    def deadline_after(self, wish: Subscription) -> str:
        """The id of the deadline for which a wish is: its own, or the next one after it; empty if there is none."""
        zone = self._facts.zone
        day = wish.moment.astimezone(zone).date() if wish.moment is not None else None
        if wish.milestones or day is None:
            return next(iter(wish.milestones), "")
        return next((one.id for one in own_days(self._facts) if one.closes and one.day >= day), "")

    def wished_by_form(self, text: str, now: datetime) -> bool:
        """Whether a text is built like a wish, whatever its words."""
        return self._reader.wished_by_form(text, now)

    def read(
        self,
        text: str,
        book: Book,
        frame: ReminderFrame,
        now: datetime,
        occupied: bool = False,
        typed: bool = False,
    ) -> Request | None:
        """The request in `text`; None if it holds none. `occupied`: something else awaits an answer, `typed`: one in figures."""
        return self._reader.read(text, now, replace(_expected(book, frame, now, occupied), typed=typed))

    def answer_in(self, text: str) -> ReminderAnswer | None:
        """What a text answers to a reminder; None if it is no such answer."""
        return read_reminder_answer(text, self._reader.deadlines)

    def answered(
        self, book: Book, frame: ReminderFrame, answer: ReminderAnswer, now: datetime, occupied: bool
    ) -> Upshot | None:
        """Carry out an answer to the last reminders; None if there are none that it fits. `occupied` as for `read`."""
        upshot = self._answers.heard(book, frame.last_reminded(occupied), answer, now)
        return None if upshot is None else replace(upshot, undo=undo_of(book, upshot.book))

    def unpushed(
        self, frame: ReminderFrame, request: Request | None, topic: Topic, now: datetime
    ) -> tuple[Reply, tuple[Subscription, ...]]:
        """The reply in a channel that cannot send messages unasked, and the wishes that go into the calendar."""
        act = request.act if request is not None else ""
        if request is not None and frame.noted and act in ("cancel", "cancel_all", "pause", "resume"):
            return self._turned(frame, request, topic, now)
        if request is None or act not in ("set", "add", "fill"):
            return self._standing.unpushed((), now), frame.noted
        case = Case(request, now, topic=topic)
        upshot = self._setter.set(Book(), case)
        said = any(want.form != "deadlines" for want in request.wants)
        wishes = upshot.book.running if upshot is not None and said else ()
        after = self._setter.set(Book({one.id: one for one in frame.noted}), case)
        noted = frame.noted if after is None else after.book.running
        return self._standing.unpushed(wishes, now), noted

    def _turned(
        self, frame: ReminderFrame, request: Request, topic: Topic, now: datetime
    ) -> tuple[Reply, tuple[Subscription, ...]]:
        """Turn what goes into the calendar off or on. If nothing is left on, the days stay in it, without an alarm."""
        before = Book({one.id: one for one in frame.noted})
        after = self.heard(before, frame, request, now, topic).book
        if after == before:
            return self._standing.unpushed((), now), frame.noted
        kept = after.running or tuple(replace(one, paused=True) for one in frame.noted)
        on = [one for one in kept if not one.is_paused(now)]
        reply = self._standing.unpushed(on, now) if request.act == "resume" else self._standing.silenced()
        return reply, kept

    def reachable(self, book: Book, frame: ReminderFrame, now: datetime) -> Upshot:
        """What begins for somebody who can be reached from now on: what was noted; else what rested; else what is usual."""
        noted = [one for one in frame.noted if not one.ended]
        for wish in noted:
            book = book if book.full else book.with_wish(replace(wish, since=now))
        if noted or (book.running and not frame.rested):
            return replace(self._teller.list(book, now), noted=())
        if book.running:
            return self._resumer.resume(book, now, frame)
        if all_over(self._facts, now):
            return self._setter.watch(book, now)
        return self._setter.deadlines(book, DeadlineWish(usual_for_all(self._facts), adds=True), now)

    def begin(self, book: Book, now: datetime) -> Upshot:
        """提醒我: who is to be reminded; what there is already; or that all is over.

        Who said who they are is offered their own days, and the others behind.
        """
        own = needed(self._facts, self._role, now) if self._role else ()
        if own and not deadlines_of(book, self._facts):
            return self._offered(book.without_asked(), own, now)
        return self._asked_who(book, now)

    def _offered(self, book: Book, own: Sequence[Milestone], now: datetime) -> Upshot:
        """The days of who said who they are."""
        facts = self._facts
        name = role_name(facts, self._role)
        choices = (
            Choice(RemindRole(self._role), message("wish_own")),
            Choice(OrderReminders("others"), message("wish_others")),
        )
        text = message("wish_own_days", role=name, rows=deadline_rows(own, facts, now))
        said = Reply(text, deadline_clauses(own), choices, kind=Kind.WHO)
        return Upshot(book, (said,), missing="deadline", draft=self._setter.unsaid(now))

    def _asked_who(self, book: Book, now: datetime) -> Upshot:
        """Whose days one is to be reminded of."""
        book = book.without_asked()
        if all_over(self._facts, now):
            return Upshot(book, (self._standing.over(book, now),))
        if deadlines_of(book, self._facts):
            return self._teller.list(book, now)
        facts = self._facts
        ahead = days_ahead(facts, now)
        rows, who = deadline_rows(ahead, facts, now), menus.who(book, facts, now)
        said = Reply(message("wish_who", rows=rows), deadline_clauses(ahead), who, kind=Kind.WHO)
        return Upshot(book, (said,), missing="deadline", draft=self._setter.unsaid(now))

    def heard(
        self, book: Book, frame: ReminderFrame, request: Request, now: datetime, topic: Topic = NO_TOPIC
    ) -> Upshot:
        """Carry out a request, and then what is asked after it. `topic` is what was spoken of just before."""
        upshot = self._in_turn(book, frame, request, now, topic)
        return replace(upshot, undo=undo_of(book, upshot.book))

    def _in_turn(
        self, book: Book, frame: ReminderFrame, request: Request, now: datetime, topic: Topic
    ) -> Upshot:
        """Carry out a request and what is asked after it, one after the other."""
        refusal = only_if(request)
        if refusal is not None:
            return Upshot(book.without_asked(), (refusal,))
        upshot = remarked(self._heard(book, frame, request, now, topic), request)
        upshot = replace(upshot, pieces=pieces_of(request.said, frame.pieces if frame.on_top else NO_PIECES))
        if request.then is None:
            return upshot
        if upshot.missing or upshot.asked:
            return (
                upshot
                if request.then.act in QUESTIONS
                else self._asked_last(book, frame, request, now, topic)
            )
        after = self._in_turn(upshot.book, upshot.frame_after(frame), request.then, now, topic)
        if request.act == "reword" and after.touched:  # read back once, with all that is new of it
            return after
        touched = upshot.touched if after.touched is None else after.touched
        rested = (*(upshot.rested or ()), *(after.rested or ()))
        return replace(
            after, replies=(*upshot.replies, *after.replies), touched=touched, rested=rested or after.rested
        )

    def _asked_last(
        self, book: Book, frame: ReminderFrame, request: Request, now: datetime, topic: Topic
    ) -> Upshot:
        """What follows upon an order of which something must be asked, and then the question; only one is put."""
        assert request.then is not None
        done = self._in_turn(book, frame, request.then, now, topic)
        if done.missing or done.asked:
            unsaid = Reply(message("wish_ask_later", words=request.said.words), kind=Kind.REFUSED)
            return replace(done, replies=(unsaid, *done.replies))
        asked = self._in_turn(done.book, done.frame_after(frame), replace(request, then=None), now, topic)
        touched = done.touched if asked.touched is None else asked.touched
        return replace(
            asked,
            replies=(*done.replies, *asked.replies),
            touched=touched,
            rested=asked.rested or done.rested,
        )

    def _heard(
        self, book: Book, frame: ReminderFrame, request: Request, now: datetime, topic: Topic
    ) -> Upshot:
        draft, act, said = frame.draft, request.act, request.said
        unsaid = all(want.form == "open" and not want.about for want in request.wants)
        waits = act == "set" and frame.on_top and unsaid  # 那就提醒我好了
        if draft is not None and (act == "fill" or waits):
            filled = self._setter.fill(book.without_asked(), draft, frame.missing, Case(request, now))
            return self.begin(book, now) if filled is None else filled
        if act in ("cancel", "leave") and draft is not None and frame.on_top:
            return self._dropped(book.without_asked(), frame, request, now)
        alone = act == "keep" or (said.says("only") and not any(want.about for want in request.wants))
        if alone and said.rhythms and act in ("keep", "set") and self._alterer.comes_again(book, frame, now):
            return self._alterer.change(book.without_asked(), request, frame, now)  # 只要工作日
        if act == "keep" and said.when and not self._orders.names(book, said, frame, now):
            return self._set(book, frame, request, now, topic)  # 只要前一天
        if act in ("set", "add", "fill"):
            return self._set(book, frame, request, now, topic)
        book = book.without_asked()
        if act in _LESSENS:
            lessened = self._orders.spared(book, said, frame, now) or self._orders.ended(
                book, said, frame, now
            )
            if lessened is not None:
                return lessened
        if act in EXPLAINS:
            return explained(act, book, frame, self._facts, now)
        answers: dict[str, Callable[[], Upshot]] = {
            "watch": lambda: self._setter.watch(book, now),
            "calendar": lambda: Upshot(book, (self._standing.calendar(now),)),
            "list": lambda: self._teller.listed(book, said, frame, now),
            "next": lambda: self._teller.next(book, request, frame, now),
            "hour": lambda: self._teller.hours(book, request, frame, now),
            "often": lambda: self._teller.often(book, request, frame, now),
            "change": lambda: self._alterer.change(book, request, frame, now),
            "reword": lambda: self._alterer.reword(book, request, frame, now),
            "cancel": lambda: self._orders.stop(book, said, frame, now),
            "cancel_all": lambda: self._cancel_all(book, request, frame, now),
            "keep": lambda: self._orders.keep(book, said, frame, now),
            "leave": lambda: self._teller.left(book, frame, now),
            "pause": lambda: self._orders.pause(book, said, frame, now),
            "resume": lambda: self._resumer.resume(book, now, frame, said),
            "undo": lambda: undone(book, frame.undo, self._facts, now),
            "show": lambda: self._teller.show(book, request, frame, now),
        }
        return answers[act]()

    def _dropped(self, book: Book, frame: ReminderFrame, request: Request, now: datetime) -> Upshot:
        """Drop the wish that waits, unless another one is named: that is stopped, and the one that waits still does."""
        if frame.draft is not None and frame.draft.moment is not None:
            waits = frame.draft.moment.astimezone(self._facts.zone).date()
            if any(
                waits in one.days or (one.bare and one.moments[0].day == waits.day)
                for one in request.said.days
            ):
                return Upshot(book, (cancelled(),))  # 25号的不要, where that is the day that waits
        if request.act == "cancel" and self._orders.named(book, request.said, frame, now):
            upshot = self._orders.stop(book, request.said, frame, now)
            return replace(upshot, missing=frame.missing, draft=frame.draft)
        return Upshot(book, (cancelled(),))

    def _set(self, book: Book, frame: ReminderFrame, request: Request, now: datetime, topic: Topic) -> Upshot:
        """Set what is wanted; one that comes beside the last wish takes from it what it does not say."""
        touched = next((book.wishes.get(item.wish) for item in frame.touched), None) if frame.fresh else None
        beside = (request.adds or request.said.says("same", "same_date")) and not (
            topic.milestones and request.said.says("this")
        )
        before = touched if beside and touched is not None and not touched.ended else None
        person = request.person
        if before is not None and not person and not any(want.about for want in request.wants):
            other = person_in(request.said.words)  # 我妈那天4点也去
            person = other if other and before.about and other not in before.about else ""
        if before is not None and person:
            before = replace(before, about=same_told_of(before.about, person))
        upshot = self._setter.set(book.without_asked(), Case(request, now, before, topic))
        return self.begin(book, now) if upshot is None else upshot

    def _cancel_all(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """Everything, or all that is named: 单位的都不要."""
        said = request.said
        named = said.deadlines and not any(one.every for one in said.deadlines)
        if named or said.days or said.rhythms:
            return self._orders.stop(book, said, frame, now)
        return self._orders.stop_all(book, now)

    def tapped(self, book: Book, frame: ReminderFrame, act: ReminderAct, now: datetime) -> Upshot:
        """Carry out a tap; one that belongs to a wish that no longer exists changes nothing."""
        upshot = self._taps.tapped(book, frame, act, now)
        return replace(upshot, undo=undo_of(book, upshot.book))


def _expected(book: Book, frame: ReminderFrame, now: datetime, occupied: bool) -> Expected:
    """What a message is expected to be about."""
    draft = frame.draft if frame.age <= _WAITS else None
    pieces = frame.pieces if frame.on_top else NO_PIECES
    if draft is not None and draft.first and draft.last:
        pieces = replace(pieces, within=Stretch(draft.first, draft.last))
    return Expected(
        missing=frame.missing if draft is not None else "",
        on_top=frame.on_top,
        touched=frame.fresh and bool(frame.touched or len(book.running) == 1),
        wishes=bool(book.running) or any(can_resume(one) for one in book.wishes.values()),
        resting=any(one.is_paused(now) or can_resume(one) for one in book.wishes.values()),
        occupied=occupied,
        pieces=pieces,
        listed=len(frame.shown) > 1,
        asked=frame.asked,
        undoes=frame.age <= _WAITS and bool(frame.undo.before),
        told=tuple(one.about for one in book.running if one.about),
        deadlines=tuple(dict.fromkeys(id for one in book.running for id in one.milestones)),
    )
