"""A question in the middle of sharing is answered, and what was asked about sharing is asked again below the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo

from bot.conversation.assistant import Assistant
from bot.conversation.privacy import is_warning
from bot.conversation.shared_states import talk_about_notice
from bot.conversation.sharing_steps import (
    PENDING,
    PendingShare,
    agreement_asked,
    name_asked,
    pending_of,
    sharing_asks,
    who_asked,
)
from bot.conversation.turn import Conversation, Turn
from bot.conversation.unstored import lasts_alike, leads_nowhere
from bot.messages import message
from bot.replies.reply import Kind, Reply, offered_by
from bot.store.model.saved import JsonObject, Saved

_ASKS_BACK = (Kind.CHOICES, Kind.WHICH_NOTICE)


def asked_again(
    kept: Saved, before: Conversation, turn: Turn, assistant: Assistant, now: datetime
) -> tuple[Turn, JsonObject]:
    """The turn with the open question about sharing below it, and what is to be stored of sharing.

    Only a turn that answers and changes nothing, where that question was the last: who goes on with something else has left it.
    It has not been left either by what the open interview took for a try to answer, and did not understand.
    Where the answer itself asks back, the question waits until that is answered.
    """
    pending = pending_of(kept, now)
    if pending is None:
        return turn, {}
    was_last = sharing_asks(before)
    about = talk_about_notice(turn.conversation, assistant, pending.notice)
    unchanged = lasts_alike(talk_about_notice(before, assistant, pending.notice), about)
    unheard = was_last and _is_unheard(turn)
    if not unheard and (not (was_last or pending.waits) or not leads_nowhere(turn.replies) or not unchanged):
        return turn, {PENDING: replace(pending, waits=False).to_plain()}
    if any(reply.kind in _ASKS_BACK for reply in turn.replies):
        return turn, {PENDING: replace(pending, waits=True).to_plain()}
    one = assistant.in_notice(pending.notice)
    if one is None:
        return turn, {}
    answers = tuple(reply for reply in turn.replies if reply.kind is not Kind.QUESTION)
    if unheard and not any(map(is_warning, answers)):
        answers = (Reply(message("share_not_heard"), kind=Kind.HINT),)
    replies = (*answers, _question(pending, about, one.pack.facts.zone))
    turn = Turn(replies, replace(turn.conversation, offered=offered_by(replies)))
    return turn, {PENDING: replace(pending, waits=False).to_plain()}


def _is_unheard(turn: Turn) -> bool:
    """Whether the open interview took words for a try to answer it, and did not understand them."""
    kinds = {reply.kind for reply in turn.replies}
    return Kind.HINT in kinds and kinds <= {Kind.HINT, Kind.QUESTION}


def _question(pending: PendingShare, about: Conversation, zone: tzinfo) -> Reply:
    """What is open, once more."""
    if pending.step == "who":
        return who_asked(pending, about)
    return name_asked(pending) if pending.step == "name" else agreement_asked(pending, zone, again=True)
