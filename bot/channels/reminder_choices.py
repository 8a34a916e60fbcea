"""What can be tapped under a reminder, in the channels that have buttons or links."""

from __future__ import annotations

from bot.delivery.sender import Reminder
from bot.messages import message
from bot.replies.acts import MarkDone, OrderWish, RemindAgain
from bot.replies.reply import Choice
from bot.store.model.awaited_answer import ANSWERED

_ASKING = ("remind_how_to_stop", "remind_how_to_answer", "remind_unfinished", "remind_watch_offer")


def without_asking(text: str) -> str:
    """A reminder without the lines that ask for an answer, for a channel that hears none."""
    asking = {message(name) for name in _ASKING}
    return "\n".join(line for line in text.split("\n") if line not in asking)


def reminder_choices(reminder: Reminder) -> tuple[Choice, ...]:
    """The choices under a reminder: it is dealt with, once more in an hour, and no more of its wish.

    Where a new notice is announced there is nothing to deal with.
    """
    if not reminder.subscription or reminder.kind in ("note", ANSWERED):
        return ()
    stops = Choice(OrderWish(reminder.subscription, "stop"), message("reminded_stop_label"))
    if reminder.kind == "watch" or reminder.due_at is None:
        return (stops,)
    wish, milestone = reminder.subscription, reminder.milestone
    return (
        Choice(MarkDone(wish, milestone, on=True), message("reminded_done_label")),
        Choice(RemindAgain(wish, milestone, reminder.due_at, on=True), message("reminded_again_label")),
        stops,
    )
