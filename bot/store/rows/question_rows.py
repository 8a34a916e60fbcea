"""SQL for what was asked and not answered. Each function works inside its caller's transaction.

A kept question names nobody: its owner is a keyed hash of the user's key, by which /forget finds it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store.model.asked_question import Gap, GapCount, KeptQuestion
from bot.store.rows.counts import kept_mark
from bot.store.rows.insertion import add_counts
from bot.store.rows.tables import kept_question, mark, question_count

_SECRET_MARK = "question_owner"
MOST_A_DAY = 30
"""Of one person so many are kept a day."""
MOST_KEPT = 20_000
_QUESTION = tuple(kept_question.c[name] for name in KeptQuestion.__dataclass_fields__)


def note(
    connection: Connection, user_key: str, gaps: Sequence[Gap], day: str, notice: str, now: datetime
) -> None:
    """Count `gaps` on `day`, and keep those that have words."""
    counted = sorted(
        (gap.kind, gap.entry) for gap in gaps if gap.counts
    )  # one order, so that nobody waits for each other
    same = {"day": day, "notice": notice, "count": 1}
    add_counts(
        connection, question_count, ({**same, "kind": kind, "entry": entry} for kind, entry in counted)
    )
    worded = [gap for gap in gaps if gap.text]
    if not worded:
        return
    owner = _owner(kept_mark(connection, _SECRET_MARK, secrets.token_hex(32)), user_key)
    lately = (kept_question.c.owner == owner, kept_question.c.asked_at > now - timedelta(days=1))
    had = connection.scalar(select(func.count()).select_from(kept_question).where(*lately)) or 0
    for gap in worded[: max(0, MOST_A_DAY - had)]:
        values = {"kind": gap.kind, "entry": gap.entry, "text": gap.text, "asked_at": now, "settled": 0}
        connection.execute(insert(kept_question), {**values, "owner": owner, "notice": notice})


def counts(connection: Connection, notice: str, since: str) -> tuple[GapCount, ...]:
    """The counts of the days from `since` (ISO) on."""
    columns = (question_count.c.day, question_count.c.kind, question_count.c.entry, question_count.c.count)
    wanted = (question_count.c.notice == notice, question_count.c.day >= since)
    return tuple(GapCount(*row) for row in connection.execute(select(*columns).where(*wanted)))


def kept(
    connection: Connection, notice: str, since: datetime, *, settled_too: bool = False
) -> tuple[KeptQuestion, ...]:
    """The questions kept since `since` that no revision answers yet (or also `settled_too`), the newest first."""
    wanted = [kept_question.c.notice == notice, kept_question.c.asked_at >= since]
    if not settled_too:
        wanted.append(kept_question.c.settled == 0)
    query = select(*_QUESTION).where(*wanted).order_by(kept_question.c.id.desc()).limit(MOST_KEPT)
    return tuple(KeptQuestion(*row) for row in connection.execute(query))


def settle(connection: Connection, ids: Sequence[int], revision: int) -> None:
    """Note that the revision `revision` answers these questions (0: that none does)."""
    for start in range(0, len(ids), 500):
        mine = kept_question.c.id.in_(ids[start : start + 500])
        connection.execute(update(kept_question).where(mine).values(settled=revision))


def unsettle(connection: Connection, revision: int) -> None:
    """The revision was undone: what it answered is open again."""
    mine = kept_question.c.settled == revision
    connection.execute(update(kept_question).where(mine).values(settled=0))


def purge_questions(connection: Connection, before: datetime) -> int:
    """Delete the questions kept before `before`, and the oldest beyond the most that are kept. Returns how many."""
    gone = connection.execute(delete(kept_question).where(kept_question.c.asked_at < before)).rowcount
    newest = select(kept_question.c.id).order_by(kept_question.c.id.desc()).offset(MOST_KEPT).limit(1)
    last = connection.scalar(newest)
    if last is not None:
        gone += connection.execute(delete(kept_question).where(kept_question.c.id <= last)).rowcount
    return gone


def forget_questions(connection: Connection, user_key: str) -> int:
    """Delete what is kept of a user. Returns how many."""
    secret = _secret(connection)
    if secret is None:
        return 0
    return connection.execute(
        delete(kept_question).where(kept_question.c.owner == _owner(secret, user_key))
    ).rowcount


def move_questions(connection: Connection, old: str, new: str) -> None:
    """Give what is kept of `old` to `new`, who can have it forgotten."""
    secret = _secret(connection)
    if secret is not None:
        mine = kept_question.c.owner == _owner(secret, old)
        connection.execute(update(kept_question).where(mine).values(owner=_owner(secret, new)))


def _secret(connection: Connection) -> str | None:
    """The key of the hashes; None if nothing was ever kept."""
    return connection.scalar(select(mark.c.value).where(mark.c.name == _SECRET_MARK))


def _owner(secret: str, user_key: str) -> str:
    return hmac.new(secret.encode(), user_key.encode(), hashlib.sha256).hexdigest()
