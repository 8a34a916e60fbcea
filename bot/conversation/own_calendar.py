"""The calendar file of one person, for any channel."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from bot.conversation.role_skill import role_of
from bot.conversation.turn import Conversation
from bot.pack.model import Pack
from bot.reminders.subscription import Subscription
from bot.store.model.awaited_answer import ANSWERED

_MOST_CALENDARS = 64


class Calendars:
    """Makes calendar files, and keeps the last for the minute in which they were made: most people want the same one.

    Of any thread: pages have them made in another than Telegram.
    """

    def __init__(self) -> None:
        self._packs: dict[str, Pack] = {}
        self._made: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._alone = Lock()

    def of(self, pack: Pack, conversation: Conversation, now: datetime) -> bytes:
        """An iCalendar file of what the person of `conversation` is reminded of; else of the days that mean something to them."""
        minute = now.replace(second=0, microsecond=0)
        notice = pack.facts.id
        key = (notice, minute, role_of(conversation, pack.facts), repr(_wishes_of(conversation)))
        with self._alone:
            if pack is not self._packs.get(notice):
                self._packs[notice] = pack
                self._made.clear()
            made = self._made.pop(key, None) or calendar_of(pack, conversation, now)
            self._made[key] = made
            while len(self._made) > _MOST_CALENDARS:
                self._made.popitem(last=False)
        return made


def calendar_of(pack: Pack, conversation: Conversation, now: datetime) -> bytes:
    """An iCalendar file of what the person of `conversation` is reminded of.

    Without a wish it holds the days of their role, or all deadlines if they did not say who they are.
    """
    from bot.reminders.calendar import calendar  # brings icalendar, which few need

    return calendar(pack, _wishes_of(conversation), now, role_of(conversation, pack.facts))


def _wishes_of(conversation: Conversation) -> tuple[Subscription, ...]:
    """What decides about the calendar of a person: the wishes, and those that their channel cannot send."""
    wishes = (one for one in conversation.subscriptions.wishes.values() if one.kind != ANSWERED)
    return (*wishes, *conversation.reminders.noted)
