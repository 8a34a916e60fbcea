"""How a word of the office is said: as the office's, with who sends it and when, and never as the notice's."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from bot.delivery.author import Body, Withheld
from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.planning import out_of_quiet
from bot.reminders.subscription import Subscription
from bot.store.model.delivery import Delivery
from bot.store.model.office_notice import read_revision

_HELPS_FOR = timedelta(days=3)
"""After an outage it is still sent for so long."""


def office_word(sender: str, text: str, sent_at: datetime, zone: tzinfo) -> str:
    """The whole text."""
    at = sent_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return message("office_word", text=text, sender=sender, at=at)


def office_delivery(
    delivery: Delivery, wish: Subscription, facts: Facts, now: datetime
) -> Body | Withheld | datetime:
    """The text of a claimed delivery, why it is not sent, or the moment before which it is not: quiet hours are kept."""
    if wish.is_paused(now):
        return Withheld("cancelled", "paused")
    if now - delivery.due_at > _HELPS_FOR:
        return Withheld("expired", "no longer of use")
    earliest = out_of_quiet(now, facts.zone)
    if earliest > now:
        return earliest
    said = office_word(*read_revision(delivery.revision), delivery.due_at, facts.zone)
    lines = [said, message("remind_how_to_stop")]
    if delivery.maybe_repeated:
        lines.append(message("remind_maybe_repeated"))
    return Body("\n".join(lines))
