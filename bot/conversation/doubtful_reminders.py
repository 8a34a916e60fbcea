"""Tells a person who is back of reminders that may not have reached them, and are not tried again."""

from __future__ import annotations

from bot.messages import message
from bot.pack.model import Pack
from bot.replies.reply import Kind, Reply
from bot.store.model.saved import Saved


def told_of_doubtful(kept: Saved, pack: Pack) -> tuple[Reply, ...]:
    """What to say first to the person whose conversation is `kept`; nothing if all that was due surely arrived.

    It is said once: what was due before their last turn is not loaded any more.
    """
    doubtful = [one for one in reversed(kept.reminded) if one.doubtful]
    if not doubtful:
        return ()
    from bot.reminders.readback import spoken_moment  # heavy, and rarely needed

    rows = []
    for one in doubtful:
        milestone = pack.facts.milestones.get(one.milestone)
        moment = spoken_moment(one.due_at.astimezone(pack.facts.zone), pack.facts)
        about = message("in_brackets", words=milestone.name) if milestone is not None else ""
        rows.append(f"· {moment}{about}")
    return (Reply(message("wish_perhaps_unsent", rows="\n".join(rows)), kind=Kind.WISHES),)
