"""SQL for conversations and their interviews: load, save, delete. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.model.errors import Conflict
from bot.store.model.saved import LASTING, InterviewKey, InterviewRow, Saved, SavedInterview
from bot.store.rows.question_rows import forget_questions
from bot.store.rows.subscriptions import (
    load_subscriptions,
    reminded_since,
    save_subscriptions,
    stored_texts,
)
from bot.store.rows.tables import carrying, conversation, interview, joining, mailbox, metadata, subscription
from bot.store.rows.values import from_json, interview_texts, next_version, subscription_texts, to_json

_MINE = conversation.c.user_key == bindparam("mine")
# One statement, so that on PostgreSQL too the conversation and its interviews come from one snapshot.
_LOAD = (
    select(
        conversation.c.state,
        conversation.c.version,
        conversation.c.updated_at,
        conversation.c.notice,
        interview.c.notice,
        interview.c.name,
        interview.c.state,
        interview.c.updated_at,
        joining.c.taker_key,
        joining.c.pushes,
    )
    .outerjoin(interview)
    .outerjoin(joining, (joining.c.user_key == conversation.c.user_key) & (joining.c.state == "joined"))
    .where(_MINE)
)
_REPLACE = update(conversation).where(_MINE, conversation.c.version == bindparam("loaded"))
_ADD, _ADD_INTERVIEW = insert(conversation), insert(interview)
_LOCK = select(conversation.c.version).where(_MINE).with_for_update()
_INTERVIEWS = select(interview.c.notice, interview.c.name, interview.c.state, interview.c.updated_at).where(
    interview.c.user_key == bindparam("mine")
)
_THIS_INTERVIEW = (
    interview.c.user_key == bindparam("mine"),
    interview.c.notice == bindparam("of"),
    interview.c.name == bindparam("named"),
)
_CHANGE_INTERVIEW = update(interview).where(*_THIS_INTERVIEW)
_DROP_INTERVIEW = delete(interview).where(*_THIS_INTERVIEW)


def load(connection: Connection, key: str) -> Saved | None:
    """Load the conversation, interviews and subscriptions of the user `key`."""
    rows = connection.execute(_LOAD, {"mine": key}).all()
    if not rows:
        subscriptions = load_subscriptions(connection, key)
        reminded = reminded_since(connection, key, None) if subscriptions else ()
        return Saved(subscriptions=subscriptions, reminded=reminded) if subscriptions else None
    state, version, moment, notice, *_, holder, reached = rows[0]
    # Before the wishes: what changes between is noticed when it is saved.
    holder_version = _version(connection, holder) if holder else 0
    held_by = holder or key
    subscriptions = load_subscriptions(connection, held_by)
    reminded = reminded_since(connection, held_by, moment) if subscriptions else ()
    found = {
        (of, name): (text, changed)
        for *_, of, name, text, changed, _holder, _reached in rows
        if name is not None
    }
    return Saved(
        from_json(state),
        _interviews(found),
        subscriptions,
        version,
        moment,
        notice,
        reminded=reminded,
        holder=holder or "",
        holder_version=holder_version,
        reached=bool(reached),
        rows=found,
        wishless=not subscriptions and not holder,
    )


def save(connection: Connection, key: str, saved: Saved, moment: datetime) -> Saved:
    """Replace everything stored for the user by `saved`. Raises Conflict if it was not made from the stored version."""
    version, state, texts = next_version(saved.version), to_json(saved.state), interview_texts(saved)
    values = {"state": state, "version": version, "updated_at": moment, "notice": saved.notice}
    if saved.version:
        replaced = connection.execute(_REPLACE, {"mine": key, "loaded": saved.version, **values})
        if replaced.rowcount != 1:
            raise Conflict(key)
    else:
        try:
            connection.execute(_ADD, {"user_key": key, **values})
        except IntegrityError:
            raise Conflict(key) from None
    found = saved.rows
    if found is None:  # an interview needs a conversation: one that is new has none
        found = _stored_interviews(connection, key) if saved.version else {}
    rows = _save_interviews(connection, key, texts, found, moment)
    holder_version = _save_wishes(connection, key, saved, moment)
    return Saved(
        from_json(state),
        _interviews(rows),
        saved.subscriptions,
        version,
        moment,
        saved.notice,
        holder=saved.holder,
        holder_version=holder_version,
        rows=rows,
        wishless=not saved.subscriptions and not saved.holder,
    )


def _version(connection: Connection, key: str) -> int:
    return connection.scalar(select(conversation.c.version).where(conversation.c.user_key == key)) or 0


def _save_wishes(connection: Connection, key: str, saved: Saved, moment: datetime) -> int:
    """Store the wishes, for whoever holds them. Returns the version of a holder. Raises Conflict if that has changed them."""
    texts = subscription_texts(saved)
    if not saved.holder:
        if saved.wishless and not texts:
            return 0
        save_subscriptions(connection, key, texts, moment)
        return 0
    if stored_texts(connection, saved.holder) == texts:
        return saved.holder_version
    version = next_version(saved.holder_version)
    mine = (conversation.c.user_key == saved.holder, conversation.c.version == saved.holder_version)
    replaced = connection.execute(update(conversation).where(*mine).values(version=version)).rowcount
    if not replaced and (saved.holder_version or _version(connection, saved.holder)):
        raise Conflict(saved.holder)
    save_subscriptions(connection, saved.holder, texts, moment)
    return version if replaced else 0


def forget(connection: Connection, key: str) -> int:
    """Delete the rows of the user `key` from every table. Returns how many were deleted."""
    connection.execute(
        _LOCK, {"mine": key}
    )  # first, as `save` does, so that the two never wait for each other
    taken = connection.execute(delete(carrying).where(carrying.c.taker_key == key)).rowcount
    taken += connection.execute(delete(joining).where(joining.c.taker_key == key)).rowcount
    return taken + forget_questions(connection, key) + delete_rows(connection, key)


def delete_rows(connection: Connection, key: str) -> int:
    """Delete the rows of the user `key`, but not what others are about to give them. Returns how many were deleted."""
    return sum(
        connection.execute(delete(table).where(table.c.user_key == key)).rowcount
        for table in reversed(metadata.sorted_tables)
        if "user_key" in table.c
    )


def forget_talk(connection: Connection, key: str) -> bool:
    """Delete the conversation of the user `key` if it holds nothing that must last. Returns whether it is gone.

    That is an interview, a subscription, a mailbox, or what its state says of itself (`LASTING`).
    """
    state = connection.scalar(select(conversation.c.state).where(_MINE).with_for_update(), {"mine": key})
    if state is not None and from_json(state).get(LASTING):
        return False
    held = [
        exists().where(table.c.user_key == conversation.c.user_key)
        for table in (interview, subscription, mailbox)
    ]
    connection.execute(delete(conversation).where(_MINE, *(~one for one in held)), {"mine": key})
    return connection.execute(select(conversation.c.version).where(_MINE), {"mine": key}).first() is None


def purge(connection: Connection, before: datetime) -> int:
    """Delete conversations last saved before `before`, with their interviews. Returns how many conversations."""
    return connection.execute(delete(conversation).where(conversation.c.updated_at < before)).rowcount


def _save_interviews(
    connection: Connection,
    key: str,
    texts: Mapping[InterviewKey, str],
    found: Mapping[InterviewKey, InterviewRow],
    moment: datetime,
) -> dict[InterviewKey, InterviewRow]:
    """Make the interviews of `key`, stored as `found`, equal to `texts`, writing only those that differ."""
    kept = {one: row for one, row in found.items() if texts.get(one) == row[0]}
    fresh = {one: text for one, text in texts.items() if one not in kept}
    gone = [
        {"mine": key, "of": notice, "named": name} for notice, name in found if (notice, name) not in texts
    ]
    if gone:
        connection.execute(_DROP_INTERVIEW, gone)
    for (notice, name), text in fresh.items():
        values = {"state": text, "updated_at": moment}
        if (notice, name) in found:
            connection.execute(_CHANGE_INTERVIEW, {"mine": key, "of": notice, "named": name, **values})
        else:
            connection.execute(_ADD_INTERVIEW, {"user_key": key, "notice": notice, "name": name, **values})
    return kept | {one: (text, moment) for one, text in fresh.items()}


def _stored_interviews(connection: Connection, key: str) -> dict[InterviewKey, InterviewRow]:
    """The interviews of `key` as they are stored."""
    rows = connection.execute(_INTERVIEWS, {"mine": key})
    return {(notice, name): (text, changed) for notice, name, text, changed in rows}


def _interviews(rows: Mapping[InterviewKey, InterviewRow]) -> dict[InterviewKey, SavedInterview]:
    return {one: SavedInterview(from_json(text), changed) for one, (text, changed) in sorted(rows.items())}
