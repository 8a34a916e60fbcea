"""Subscriptions, deliveries, the right to send, what came in, and counts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _subscriptions()
    _deliveries()
    _incoming()
    _counts()


def _subscriptions() -> None:
    op.create_table(
        "subscription",
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ended", sa.String(200), nullable=False, server_default=""),
        sa.Column("next_at", _MOMENT, nullable=True),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_key", "id", name="pk_subscription"),
    )
    op.create_index("ix_subscription_next_at", "subscription", ["next_at", "user_key", "id"])


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("subscription_id", sa.String(40), nullable=False),
        sa.Column("milestone", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("revision", sa.String(200), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("ready_at", _MOMENT, nullable=False),
        sa.Column("term", sa.BigInteger, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("maybe_repeated", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("reason", sa.String(200), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(
            "user_key",
            "subscription_id",
            "milestone",
            "kind",
            "revision",
            "due_at",
            name="uq_delivery_user_key",
        ),
        sa.ForeignKeyConstraint(
            ["user_key", "subscription_id"],
            ["subscription.user_key", "subscription.id"],
            name="fk_delivery_user_key",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_delivery_status", "delivery", ["status", "channel", "ready_at", "id"])
    op.create_index("ix_delivery_due_at", "delivery", ["due_at"])
    op.create_table(
        "leadership",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("term", sa.BigInteger, nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leadership"),
    )


def _incoming() -> None:
    op.create_table(
        "incoming",
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("chat_key", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("owner", sa.Text, nullable=False, server_default=""),
        sa.Column("lease_until", _MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sent", sa.Integer, nullable=False, server_default="0"),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "update_id", name="pk_incoming"),
    )
    op.create_index("ix_incoming_chat_key", "incoming", ["channel", "chat_key", "status"])
    op.create_index("ix_incoming_status", "incoming", ["channel", "status", "update_id"])


def _counts() -> None:
    op.create_table(
        "tally",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "channel", "outcome", name="pk_tally"),
    )
    op.create_table(
        "feedback",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("entry", sa.String(100), nullable=False),
        sa.Column("vote", sa.String(10), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "entry", "vote", name="pk_feedback"),
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mark"),
    )
