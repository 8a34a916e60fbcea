"""Loads what the text of a reminder is made from, for claimed deliveries: it is as current as the moment of sending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from bot.store.model.awaited_answer import ANSWERED
from bot.store.model.delivery import Delivery
from bot.store.model.saved import InterviewKey, JsonObject
from bot.store.rows.tables import interview, subscription
from bot.store.rows.values import from_json
from bot.store.rows.waiting_rows import asked_in


def with_materials(connection: Connection, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Add to each delivery what is stored of its user, in the same order. One without its subscription is left out."""
    users = sorted({one.user_key for one in deliveries})
    wishes = {
        (user_key, id): (state, ended)
        for user_key, id, state, ended in connection.execute(
            select(
                subscription.c.user_key, subscription.c.id, subscription.c.state, subscription.c.ended
            ).where(subscription.c.user_key.in_(users))
        )
    }
    interviews: dict[str, dict[InterviewKey, JsonObject]] = defaultdict(dict)
    for user_key, notice, name, state in connection.execute(
        select(interview.c.user_key, interview.c.notice, interview.c.name, interview.c.state)
        .where(interview.c.user_key.in_(users))
        .order_by(interview.c.notice, interview.c.name)
    ):
        interviews[user_key][notice, name] = _object(state)
    asked = _question_words(connection, deliveries)
    found = []
    for one in deliveries:
        wish = wishes.get((one.user_key, one.subscription_id))
        if wish:
            kept = _of_notice(one.notice, interviews.get(one.user_key, {}))
            loaded = replace(one, wish=_object(wish[0]), ended=wish[1], interviews=kept)
            found.append(replace(loaded, asked=asked.get(one.milestone, "")) if asked else loaded)
    return found


def _question_words(connection: Connection, deliveries: Sequence[Delivery]) -> dict[str, str]:
    """The words of the questions that some deliveries answer, by milestone."""
    ids = {int(one.milestone) for one in deliveries if one.kind == ANSWERED and one.milestone.isdecimal()}
    return {str(id): text for id, text in asked_in(connection, ids).items()} if ids else {}


def _of_notice(notice: str, interviews: Mapping[InterviewKey, JsonObject]) -> dict[str, JsonObject]:
    """The interviews by name; of a person who has several, that under `notice`."""
    found = {name: state for (_, name), state in interviews.items()}
    return found | {name: state for (of, name), state in interviews.items() if of == notice}


def _object(text: str) -> JsonObject:
    """Decode a state; empty if it is broken: one broken row must not stop the others."""
    try:
        state = from_json(text)
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}
