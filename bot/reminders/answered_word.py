"""How somebody is told that the office answered what they had asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.delivery.author import Body, Withheld
from bot.faq.answer import Answerer
from bot.messages import message
from bot.pack.spoken import clause_line
from bot.reminders.planning import out_of_quiet
from bot.store.model.delivery import Delivery

_HELPS_FOR = timedelta(days=7)
"""After an outage it is still told for so long."""


def answered_delivery(
    delivery: Delivery, answerer: Answerer | None, now: datetime
) -> Body | Withheld | datetime:
    """The text of a claimed delivery, why it is not sent, or the moment before which it is not: quiet hours are kept.

    It gives the answer as the pack says it now; one that is gone by now, because its change was undone, is not told of.
    """
    if now - delivery.due_at > _HELPS_FOR:
        return Withheld("expired", "no longer of use")
    entry = answerer.pack.entries.get(delivery.revision) if answerer is not None else None
    if answerer is None or entry is None or entry.kind != "answer":
        return Withheld("cancelled", "no answer any more")
    earliest = out_of_quiet(now, answerer.pack.facts.zone)
    if earliest > now:
        return earliest
    told = answerer.entry(entry.id, now).reply
    heading = (
        message("answered_question", asked=delivery.asked) if delivery.asked else message("answered_one")
    )
    basis = told.basis or ("" if told.cited else clause_line(told.clauses, answerer.pack))
    lines = [heading, *([] if entry.title in told.text else [entry.title]), told.text, basis]
    lines.append(message("answered_once"))
    if delivery.maybe_repeated:
        lines.append(message("remind_maybe_repeated"))
    return Body("\n".join(filter(None, lines)), told.clauses)
