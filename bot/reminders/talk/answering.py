"""What comes of an answer to a reminder: nothing more of what is dealt with, or one more reminder later. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.messages import message
from bot.pack.deadlines import deadline_clauses, milestone_name
from bot.pack.model import Facts
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.items import Item, next_moment, standing
from bot.reminders.planning import OVER, last_moment, out_of_quiet
from bot.reminders.readback import short, spoken_moment
from bot.reminders.reading.reminder_answer import HOUR, ReminderAnswer
from bot.reminders.subscription import Again, Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.upshot import Upshot
from bot.replies.acts import MarkDone, RemindAgain
from bot.replies.reply import Choice, Kind, Reply
from bot.store.model.reminded import Reminded

_KEPT_FOR = timedelta(days=2)
"""How long it is known of a reminder that it came once more: a second tap sets no third."""


class ReminderAnswers:
    """Takes the answers of one person to the reminders under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def heard(
        self, book: Book, reminded: Sequence[Reminded], answer: ReminderAnswer, now: datetime
    ) -> Upshot | None:
        """Carry out an answer in words to what was `reminded` last; None if it fits none of that."""
        of = [one for one in reminded if self._answerable(book, one)]
        if answer.says == "again":
            return self._again_of_all(book, of, answer.minutes, now) if of else None
        marks = dict.fromkeys((one.subscription, one.milestone) for one in of)
        if answer.milestones:
            named = {key: None for key in marks if key[1] in answer.milestones}
            marks = named or dict.fromkeys(
                (wish.id, id) for wish in book.running for id in wish.milestones if id in answer.milestones
            )
        if not marks:
            return None
        if len({milestone or wish for wish, milestone in marks}) > 1 and not answer.milestones:
            return self._which(book, list(marks))
        return self._done(book, list(marks), now)

    def marked(self, book: Book, act: MarkDone, now: datetime) -> Upshot | None:
        """Carry out a tap by which a reminder is dealt with, or not after all; None if its wish does not have it."""
        wish = book.wishes.get(act.wish)
        if wish is None or not self._has(wish, act.milestone):
            return None
        if act.on:
            return self._done(book, [(wish.id, act.milestone)], now)
        return self._taken_back(book, wish, act.milestone, now)

    def asked_again(self, book: Book, act: RemindAgain, now: datetime) -> Upshot | None:
        """Carry out a tap by which a reminder is to come once more, or not after all; None if its wish does not have it."""
        wish = book.wishes.get(act.wish)
        if wish is None or not self._has(wish, act.milestone) or wish.ended not in ("", OVER):
            return None
        if act.on:
            return self._again(book, wish, act.milestone, act.of, HOUR, now)
        kept = tuple(one for one in wish.again if (one.milestone, one.of) != (act.milestone, act.of))
        if kept == wish.again:
            return None
        book = book.with_wish(replace(wish, again=kept))
        said = Reply(message("reminded_not_again", name=self._name(wish, act.milestone)), kind=Kind.STOPPED)
        return Upshot(book, (said,), (Item(wish.id),))

    # ── done ──

    def _done(self, book: Book, marks: Sequence[tuple[str, str]], now: datetime) -> Upshot:
        fresh = [(id, milestone) for id, milestone in marks if milestone not in book.wishes[id].done]
        names = self._names(book, fresh or marks)
        clauses = deadline_clauses(
            [self._facts.milestones[id] for _, id in marks if id in self._facts.milestones]
        )
        for id, milestone in fresh:
            wish = book.wishes[id]
            book = book.with_wish(replace(wish, done=(*wish.done, milestone)))
        lines = [message("reminded_done" if fresh else "reminded_done_already", names=names)]
        if fresh and standing(book, self._facts, now):
            lines.append(message("reminded_others_stay"))
        text = "\n".join(lines)
        backs = [
            Choice(MarkDone(id, milestone, on=False), self._back_label(book, id, milestone, len(marks)))
            for id, milestone in marks
        ]
        return Upshot(
            book,
            (Reply(text, clauses, tuple(backs), kind=Kind.STOPPED if fresh else Kind.STALE),),
            self._items(marks),
        )

    def _taken_back(self, book: Book, wish: Subscription, milestone: str, now: datetime) -> Upshot:
        name = self._name(wish, milestone)
        if milestone not in wish.done:
            return Upshot(book, (Reply(message("reminded_goes_on_already", name=name), kind=Kind.STALE),))
        ended = "" if wish.ended == OVER else wish.ended
        wish = replace(wish, done=tuple(one for one in wish.done if one != milestone), ended=ended)
        book = book.with_wish(wish)
        alone = replace(wish, milestones=(milestone,)) if milestone and wish.kind == "deadlines" else wish
        following = next_moment(alone, self._facts, now)
        text = message("reminded_goes_on", name=name)
        if following is not None:
            text += message("reminded_next", moment=spoken_moment(following, self._facts))
        return Upshot(book, (Reply(text, kind=Kind.WISH),), (Item(wish.id),))

    def _which(self, book: Book, marks: Sequence[tuple[str, str]]) -> Upshot:
        """Ask which of several reminders is dealt with."""
        choices = [Choice(MarkDone(id, one, on=True), self._name(book.wishes[id], one)) for id, one in marks]
        return Upshot(book, (Reply(message("reminded_which"), (), tuple(choices), kind=Kind.WISHES),))

    # ── again ──

    def _again_of_all(self, book: Book, of: Sequence[Reminded], minutes: int, now: datetime) -> Upshot:
        """Once more all that came with the last one."""
        upshot = Upshot(book, ())
        replies: list[Reply] = []
        for one in [one for one in of if one.due_at == of[0].due_at]:
            wish = upshot.book.wishes[one.subscription]
            upshot = self._again(upshot.book, wish, one.milestone, one.due_at, minutes, now)
            replies += upshot.replies
        return replace(upshot, replies=tuple(replies))

    def _again(
        self, book: Book, wish: Subscription, milestone: str, of: datetime, minutes: int, now: datetime
    ) -> Upshot:
        facts, name, touched = self._facts, self._name(wish, milestone), (Item(wish.id),)
        if milestone in wish.done:
            back = Choice(MarkDone(wish.id, milestone, on=False), message("reminded_back"))
            said = Reply(message("reminded_is_done", name=name), (), (back,), kind=Kind.REFUSED)
            return Upshot(book, (said,), touched)
        if wish.paused:
            said = Reply(
                message("reminded_paused", name=name), (), (menus.way_back([wish]),), kind=Kind.PAUSED
            )
            return Upshot(book, (said,), touched)
        known = next((one for one in wish.again if (one.milestone, one.of) == (milestone, of)), None)
        if known is not None:
            words = "reminded_again_already" if known.due_at > now else "reminded_again_came"
            moment = spoken_moment(known.due_at, facts)
            stop = self._no_more(wish, known) if known.due_at > now else ()
            return Upshot(
                book, (Reply(message(words, name=name, moment=moment), (), stop, kind=Kind.STALE),), touched
            )
        due_at = _full_minute(now + timedelta(minutes=minutes))
        if due_at >= last_moment(milestone, facts):
            return Upshot(book, (self._too_late(milestone, due_at),), touched)
        again = Again(milestone, of.astimezone(UTC), due_at)
        kept = tuple(one for one in wish.again if one.due_at > now - _KEPT_FOR)
        ended = "" if wish.ended == OVER else wish.ended
        book = book.with_wish(replace(wish, again=(*kept, again), ended=ended))
        lines = [message("reminded_again", name=name, moment=spoken_moment(due_at, facts))]
        if out_of_quiet(due_at, facts.zone) != due_at:
            lines.append(message("reminded_again_by_night"))
        said = Reply("\n".join(lines), (), self._no_more(wish, again), kind=Kind.WISH)
        return Upshot(book, (said,), touched)

    def _too_late(self, milestone: str, due_at: datetime) -> Reply:
        known = self._facts.milestones[milestone]
        values = {"name": milestone_name(known), "date": spoken_date(known.day)}
        text = message("reminded_too_late", moment=spoken_moment(due_at, self._facts), **values)
        return Reply(text, known.clauses, kind=Kind.REFUSED)

    @staticmethod
    def _no_more(wish: Subscription, one: Again) -> tuple[Choice, ...]:
        return (Choice(RemindAgain(wish.id, one.milestone, one.of, on=False), message("reminded_no_more")),)

    # ── names ──

    def _answerable(self, book: Book, one: Reminded) -> bool:
        wish = book.wishes.get(one.subscription)
        if wish is None or wish.ended not in ("", OVER) or one.kind in ("watch", "note"):
            return False
        return self._has(wish, one.milestone)

    def _has(self, wish: Subscription, milestone: str) -> bool:
        """Whether a wish has this milestone, of this notice; an empty one if it has none of its own."""
        if wish.kind != "deadlines":
            return not milestone and wish.kind != "watch"
        return milestone in wish.milestones and milestone in self._facts.milestones

    def _name(self, wish: Subscription, milestone: str) -> str:
        if milestone in self._facts.milestones:
            return milestone_name(self._facts.milestones[milestone])
        return wish.about or short(wish, self._facts)

    def _names(self, book: Book, marks: Sequence[tuple[str, str]]) -> str:
        found = dict.fromkeys(self._name(book.wishes[id], milestone) for id, milestone in marks)
        return message("between_words").join(found)

    def _back_label(self, book: Book, id: str, milestone: str, count: int) -> str:
        if count == 1:
            return message("reminded_back")
        return message("reminded_back_of", name=self._name(book.wishes[id], milestone))

    @staticmethod
    def _items(marks: Sequence[tuple[str, str]]) -> tuple[Item, ...]:
        return tuple(dict.fromkeys(Item(id) for id, _ in marks))


def _full_minute(moment: datetime) -> datetime:
    """The moment in UTC, or the next full minute: an hour is no less than one."""
    moment = moment.astimezone(UTC)
    full = moment.replace(second=0, microsecond=0)
    return full if full == moment else full + timedelta(minutes=1)
