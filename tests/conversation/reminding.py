"""What is kept of a person's reminders after a talk, and when they come."""

from __future__ import annotations

from bot.conversation.turn import Channel
from bot.reminders.planning import coming_moments
from bot.reminders.subscription import Subscription
from tests.conversation.talks import Talk

PUSHES = Channel(pushes=True)


def running(talk: Talk) -> list[Subscription]:
    """The wishes that have not ended."""
    return list(talk.conversation.subscriptions.running)


def only(talk: Talk) -> Subscription:
    """The one wish that runs."""
    (wish,) = running(talk)
    return wish


def coming(talk: Talk) -> list[str]:
    """When reminders are still to come, the earliest first: 12-03 09:00."""
    facts = talk.assistant.pack.facts
    moments = (moment for one in running(talk) for moment in coming_moments(one, facts, talk.now))
    return [f"{moment.astimezone(facts.zone):%m-%d %H:%M}" for moment in sorted(moments)]
