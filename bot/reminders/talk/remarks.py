"""Says what of a message was not kept, below what was. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import message
from bot.reminders.reading.request import Request
from bot.reminders.talk.part import refused
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Reply

_SETS = ("set", "add", "fill", "change")
"""Acts that keep what a message says of when."""


def only_if(request: Request) -> Reply | None:
    """The refusal of a request of which nothing is left without its conditions; None if something is."""
    said = request.said
    if request.act not in _SETS or not said.conditions or said.when or said.deadlines:
        return None
    return refused(message("wish_only_if", words=said.conditions[0].word))


def remarked(upshot: Upshot, request: Request) -> Upshot:
    """The upshot of a request, with what was not kept of it below its first reply."""
    if request.act not in _SETS or not upshot.replies:
        return upshot
    lines = [message("wish_not_if", words=one.word) for one in request.said.conditions]
    lines += [message("wish_not_taken", words=words) for words in request.said.untaken]
    lines += [message("wish_no_such_hour", words=words) for words in request.said.wrong_hours]
    lines += [message("wish_open_end", words=words) for words in request.said.open_ends]
    first, *rest = upshot.replies
    return replace(upshot, replies=(replace(first, text="\n".join((first.text, *lines))), *rest))
