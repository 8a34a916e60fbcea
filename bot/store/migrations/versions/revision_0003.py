"""Rows name the notice whose pack they speak of: ids of entries, facts and milestones are those of one pack."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_BATCH = 1000
_LONGEST = 100


def upgrade() -> None:
    """Add the columns, and fill them in rows that name their notice themselves."""
    for table in ("conversation", "interview", "subscription", "delivery"):
        op.add_column(table, sa.Column("notice", sa.String(_LONGEST), nullable=False, server_default=""))
    _name_the_notices_of_subscriptions()
    op.execute(
        "UPDATE delivery SET notice = (SELECT subscription.notice FROM subscription WHERE"
        " subscription.user_key = delivery.user_key AND subscription.id = delivery.subscription_id)"
    )
    _make_feedback_anew()


def _name_the_notices_of_subscriptions() -> None:
    table = sa.table(
        "subscription", sa.column("user_key"), sa.column("id"), sa.column("state"), sa.column("notice")
    )
    name = (
        sa.update(table)
        .where(table.c.user_key == sa.bindparam("the_user"), table.c.id == sa.bindparam("the_id"))
        .values(notice=sa.bindparam("named"))
    )
    for batch in _subscriptions(table):
        named = [
            {"the_user": user_key, "the_id": id, "named": _notice_of(state)} for user_key, id, state in batch
        ]
        op.get_bind().execute(name, named)


def _subscriptions(table: sa.TableClause) -> Iterator[list[tuple[str, str, str]]]:
    """All subscriptions, a batch at a time, by their key."""
    key = sa.tuple_(table.c.user_key, table.c.id)
    query = sa.select(table.c.user_key, table.c.id, table.c.state).order_by(table.c.user_key, table.c.id)
    after: tuple[str, str] = ("", "")
    while rows := op.get_bind().execute(query.where(key > after).limit(_BATCH)).all():
        yield [(user_key, id, state) for user_key, id, state in rows]
        after = (rows[-1].user_key, rows[-1].id)


def _notice_of(state: str) -> str:
    """The notice that a subscription names; empty if its state is broken."""
    try:
        notice = json.loads(state).get("notice", "")
    except (ValueError, AttributeError):
        return ""
    return notice if isinstance(notice, str) and len(notice) <= _LONGEST else ""


def _make_feedback_anew() -> None:
    """The notice becomes part of the key, which SQLite cannot change in a table: the counts are carried over."""
    old = sa.table("feedback", *map(sa.column, ("day", "entry", "vote", "count")))
    rows = [row._asdict() for row in op.get_bind().execute(sa.select(old))]
    op.drop_table("feedback")
    made = op.create_table(
        "feedback",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("notice", sa.String(_LONGEST), nullable=False),
        sa.Column("entry", sa.String(100), nullable=False),
        sa.Column("vote", sa.String(10), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "notice", "entry", "vote", name="pk_feedback"),
    )
    op.bulk_insert(made, [{**row, "notice": ""} for row in rows])
