"""Takes up again what was paused or stopped: what is named, all of it, or what was paused or stopped last. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import GONE, MOST, STOPPED, Book
from bot.reminders.items import MOST_OF_A_WISH, Item, comes, items_of
from bot.reminders.readback import short_rows
from bot.reminders.reading.said import Said
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.pointing import Pointer, leftover, mentions_in
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Kind, Reply

_TOGETHER = timedelta(hours=12)
"""How long before the last one others were stopped that 都恢复 means too."""


class Resumer:
    """Resumes the reminders of one person under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def resume(self, book: Book, now: datetime, frame: ReminderFrame, said: Said | None = None) -> Upshot:
        """Resume what is named or was paused or stopped last, and say what still rests."""
        resting = [one for one in book.wishes.values() if self._rests(one, now)]
        meant = self._named(resting, said, frame, now) or self._last(resting, frame)
        if said is not None and said.says("all"):
            meant = [one for one in resting if not one.ended] or _stopped_together(resting)
        if not meant:
            return self._none(book, now)
        upshot = self.resumed(book, tuple(meant), now)
        left = [one for one in upshot.book.running if one.is_paused(now)]
        if not left:
            return upshot
        first, *others = upshot.replies
        text = message("wish_still_paused", rows=short_rows(left, self._facts))
        return replace(upshot, replies=(replace(first, text=f"{first.text}\n{text}"), *others))

    def resumed(self, book: Book, meant: tuple[Subscription, ...], now: datetime) -> Upshot:
        """Resume those of these that have something to come, from now on; the first ones if there are too many."""
        meant = tuple(one for one in meant if comes(replace(one, done=()), self._facts, now))
        if not meant:
            return self._none(book, now)
        room = MOST - len(book.running) + sum(not one.ended for one in meant)
        meant = meant[:room]
        if not meant:
            return Upshot(book, menus.full(book, self._facts, now))
        book = book.changed(meant, now, paused=False, paused_until=None, ended="", done=())
        ids = [one.id for one in meant]
        touched = tuple(map(Item, ids))
        heading = message("wish_resumed")
        if len(meant) > 1:
            shown = items_of([book.wishes[id] for id in ids], self._facts, now, MOST_OF_A_WISH)
            said = menus.several(ids, book, self._facts, now, heading)
            return Upshot(book, (said,), touched, shown, rested=())
        reply = menus.shown(book.wishes[ids[0]], self._facts, now, heading)
        return Upshot(book, (reply,), touched, rested=())

    def _none(self, book: Book, now: datetime) -> Upshot:
        who = menus.who(book, self._facts, now)
        return Upshot(book, (Reply(message("wish_none_stopped"), (), who, kind=Kind.REFUSED),))

    def _rests(self, wish: Subscription, now: datetime) -> bool:
        """Whether a wish can be resumed and has something still to come."""
        rests = can_resume(wish) if wish.ended else wish.is_paused(now) or wish.is_done
        return rests and comes(replace(wish, done=()), self._facts, now)

    def _named(
        self, resting: Sequence[Subscription], said: Said | None, frame: ReminderFrame, now: datetime
    ) -> list[Subscription]:
        """Those that a message names among what rests."""
        if said is None:
            return []
        awake = Book(
            {one.id: replace(one, ended="", paused=False, paused_until=None, done=()) for one in resting}
        )
        pointer = Pointer(awake, frame, self._facts, now)
        pointed = pointer.pointed(said, mentions_in(said, said.clauses), leftover(said, said.clauses))
        named = {item.wish for item in pointed.items} if pointed.named else set()
        return [one for one in resting if one.id in named]

    def _last(self, resting: Sequence[Subscription], frame: ReminderFrame) -> list[Subscription]:
        """Those that were paused or stopped last."""
        last = [one for one in resting if one.id in frame.rested]
        latest = max((one.since for one in resting if one.since), default=None)
        return last or [one for one in resting if one.since == latest]


def can_resume(wish: Subscription) -> bool:
    """Whether a wish that ended can be resumed."""
    return wish.ended == STOPPED or wish.ended.startswith(GONE)


def _stopped_together(resting: Sequence[Subscription]) -> list[Subscription]:
    """Those that were stopped not long before the last one."""
    latest = max((one.since for one in resting if one.since), default=None)
    return [one for one in resting if one.since and latest and latest - one.since <= _TOGETHER]
