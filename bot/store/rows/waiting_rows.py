"""SQL for those who wait for an answer. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.store.model.awaited_answer import ANSWERED, LONGEST_WAIT, TOLD, WAITING, NewAnswers
from bot.store.model.delivery import Planned
from bot.store.rows.insertion import insert_new
from bot.store.rows.plans import rows_of
from bot.store.rows.tables import conversation, delivery, kept_question, subscription
from bot.store.rows.values import from_json, next_version


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits, under the mark of what they asked."""

    user_key: str
    id: str
    mark: str


def marks(connection: Connection, notice: str, now: datetime) -> frozenset[str]:
    """The marks of all that somebody waits for."""
    return frozenset(one.mark for one in _waiting(connection, notice, now))


def tell(connection: Connection, notice: str, answers: NewAnswers) -> None:
    """Plan one delivery for each who waits for what is answered.

    The conversation gets another version, so that no turn under way has them wait again.
    """
    told = [one for one in _waiting(connection, notice, answers.at) if one.mark in answers.questions]
    for one in sorted(told, key=lambda one: (one.user_key, one.id)):
        _new_version(connection, one.user_key)
        mine = (subscription.c.user_key == one.user_key, subscription.c.id == one.id)
        ended = (
            update(subscription)
            .where(*mine, subscription.c.ended == WAITING)
            .values(ended=TOLD, updated_at=answers.at)
        )
        if connection.execute(ended).rowcount == 1:
            question = str(answers.questions[one.mark])
            planned = Planned(question, ANSWERED, answers.entry, answers.at, notice)
            insert_new(connection, delivery, rows_of(one.user_key, one.id, [planned]))


def asked_in(connection: Connection, questions: set[int]) -> dict[int, str]:
    """The words of these kept questions, of those that are still kept."""
    columns = (kept_question.c.id, kept_question.c.text)
    rows = connection.execute(select(*columns).where(kept_question.c.id.in_(questions)))
    return {row.id: row.text for row in rows}


def purge_waiting(connection: Connection, before: datetime) -> int:
    """Delete what waits since before `before`, and what was told of before then. Returns how many."""
    over = (subscription.c.ended.in_((WAITING, TOLD)), subscription.c.updated_at < before)
    users = connection.scalars(select(subscription.c.user_key).where(*over).distinct())
    gone = 0
    for user_key in sorted(users):
        _new_version(connection, user_key)
        mine = delete(subscription).where(subscription.c.user_key == user_key, *over)
        gone += connection.execute(mine).rowcount
    return gone


def _waiting(connection: Connection, notice: str, now: datetime) -> Iterator[Waiting]:
    waits = (subscription.c.ended == WAITING, subscription.c.notice == notice)
    lately = subscription.c.updated_at > now - LONGEST_WAIT
    query = select(subscription.c.user_key, subscription.c.id, subscription.c.state).where(*waits, lately)
    for user_key, id, state in connection.execute(query).all():
        for mark in from_json(state).get("milestones", ()):
            yield Waiting(user_key, id, mark)


def _new_version(connection: Connection, user_key: str) -> None:
    mine = conversation.c.user_key == user_key
    version = connection.scalar(select(conversation.c.version).where(mine).with_for_update())
    if version is not None:
        connection.execute(update(conversation).where(mine).values(version=next_version(version)))
