"""Whether the robot of a group works, as far as that can be known while nothing is said in the group."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from bot.channels.channel_report import Finding
from bot.channels.platforms.robot_sender import THE_GROUP, RobotSender
from bot.conversation.stored import conversation_of
from bot.messages import message
from bot.store.database import Store
from bot.store.model.saved import Saved


async def check_robot(
    channel: str, sender: RobotSender, store: Store, advice: Callable[[int], str]
) -> AsyncIterator[Finding]:
    """What is found of the robot of `channel`; `advice` names the message that says what to do about a code, or is empty."""
    name = channel.partition("_")[0]
    try:
        spoken = await sender.probe()
    finally:
        await sender.close()
    if spoken.code is None:
        away = message("check_robot_away", reason=spoken.attempt.reason)
        yield Finding(False, away, message(f"check_{name}_away_do"))
    elif spoken.attempt.outcome == "held":
        refused = message(f"check_{name}_refused", code=spoken.code, reason=spoken.attempt.reason)
        yield Finding(False, refused, message(advice(spoken.code)))
    else:
        yield Finding(None, message("check_robot_there"))
    kept = await store.load(f"{channel}:{THE_GROUP}") or Saved()
    count = len(conversation_of(kept).subscriptions.running)
    if count:
        yield Finding(True, message("check_robot_wishes", count=count, name=name))
    else:
        yield Finding(None, message("check_robot_no_wishes"), message("check_robot_no_wishes_do", name=name))
