"""SQL for revisions of the pack. Each function works inside its caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.store.model.account import AuditLine
from bot.store.model.awaited_answer import NewAnswers
from bot.store.model.revision import Revision, RevisionStatus
from bot.store.rows.insertion import insert_new
from bot.store.rows.question_rows import settle, unsettle
from bot.store.rows.staff_rows import note
from bot.store.rows.tables import compiled_pack, pack_revision
from bot.store.rows.waiting_rows import tell

_COMPILED_KEPT = 3
_REVISION = tuple(pack_revision.c[name] for name in Revision.__dataclass_fields__)


def propose(
    connection: Connection, notice: str, account: str, change: str, questions: Sequence[int], now: datetime
) -> int:
    """Store a change that is to be tried. Returns its id."""
    values = {
        "notice": notice,
        "number": None,
        "account": account,
        "made_at": now,
        "change": change,
        "status": "checking",
        "report": "",
        "questions": json.dumps(list(questions)),
    }
    return int(
        connection.execute(insert(pack_revision).values(values).returning(pack_revision.c.id)).scalar_one()
    )


def latest(connection: Connection, notice: str) -> int:
    """The number of the last revision that was taken; 0 if none was."""
    query = select(func.max(pack_revision.c.number)).where(pack_revision.c.notice == notice)
    return int(connection.scalar(query) or 0)


def taken(connection: Connection, notice: str) -> tuple[tuple[int, str], ...]:
    """The changes that were taken, in order, with their numbers."""
    columns = (pack_revision.c.number, pack_revision.c.change)
    mine = (pack_revision.c.notice == notice, pack_revision.c.number.is_not(None))
    rows = connection.execute(select(*columns).where(*mine).order_by(pack_revision.c.number))
    return tuple((number, change) for number, change in rows)


def found(connection: Connection, notice: str, id: int) -> Revision | None:
    """The revision of this id."""
    mine = (pack_revision.c.notice == notice, pack_revision.c.id == id)
    row = connection.execute(select(*_REVISION).where(*mine)).one_or_none()
    return None if row is None else _revision(row)


def listed(connection: Connection, notice: str, most: int) -> tuple[Revision, ...]:
    """The last revisions, the newest first."""
    query = select(*_REVISION).where(pack_revision.c.notice == notice)
    return tuple(
        _revision(row) for row in connection.execute(query.order_by(pack_revision.c.id.desc()).limit(most))
    )


def take(
    connection: Connection,
    notice: str,
    id: int,
    after: int,
    report: str,
    questions: Sequence[int],
    undoes: int,
    line: AuditLine,
    answers: NewAnswers | None = None,
) -> int | None:
    """Take a revision that was tried on top of the revision `after`. Returns its number; None if another was taken since.

    The kept `questions`, which it answers, are settled; what the revision `undoes` (0: none) answered is open again. Who
    waits for some of `answers` is told.
    """
    # Locked in one order, so that of two at once the second sees the first, and is tried again on top of it.
    rows = select(pack_revision.c.id).where(pack_revision.c.notice == notice)
    connection.execute(rows.order_by(pack_revision.c.id).with_for_update()).all()
    if latest(connection, notice) != after:
        return None
    mine = (pack_revision.c.notice == notice, pack_revision.c.id == id, pack_revision.c.status == "checking")
    answered = json.dumps(list(questions))
    values = {"number": after + 1, "status": "taken", "report": report, "questions": answered}
    if connection.execute(update(pack_revision).where(*mine).values(**values)).rowcount != 1:
        return None
    settle(connection, questions, after + 1)
    if undoes:
        unsettle(connection, undoes)
    if answers is not None:
        tell(connection, notice, answers)
    note(connection, line)
    return after + 1


def refuse(
    connection: Connection, notice: str, id: int, status: RevisionStatus, report: str, line: AuditLine
) -> None:
    """Note that a revision is not taken."""
    mine = (pack_revision.c.notice == notice, pack_revision.c.id == id, pack_revision.c.status == "checking")
    if connection.execute(update(pack_revision).where(*mine).values(status=status, report=report)).rowcount:
        note(connection, line)


def keep_alive(connection: Connection, notice: str, id: int, now: datetime) -> bool:
    """Note that its trial is under way; False if it is over."""
    mine = (pack_revision.c.notice == notice, pack_revision.c.id == id, pack_revision.c.status == "checking")
    noted = update(pack_revision).where(*mine).values(report=now.isoformat())
    return connection.execute(noted).rowcount == 1


def put_compiled(connection: Connection, digest: str, content: bytes, now: datetime) -> None:
    """Keep the compiled form of a laid pack, and the last few alone."""
    insert_new(connection, compiled_pack, [{"digest": digest, "content": content, "made_at": now}])
    kept = select(compiled_pack.c.digest).order_by(compiled_pack.c.made_at.desc()).limit(_COMPILED_KEPT)
    names = list(connection.scalars(kept))
    connection.execute(delete(compiled_pack).where(compiled_pack.c.digest.not_in(names)))


def compiled(connection: Connection, digest: str) -> bytes | None:
    """The compiled form of this digest."""
    return connection.scalar(select(compiled_pack.c.content).where(compiled_pack.c.digest == digest))


def _revision(row: Row[Any]) -> Revision:
    values = dict(zip(Revision.__dataclass_fields__, row, strict=True))
    return Revision(**{**values, "number": row.number or 0, "questions": tuple(json.loads(row.questions))})
