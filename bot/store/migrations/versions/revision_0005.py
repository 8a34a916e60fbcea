"""Talks on their way to another browser, and the wrong codes that were tried."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "carrying",
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("taker_key", sa.String(200), nullable=False, server_default=""),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_key", name="pk_carrying"),
        sa.UniqueConstraint("code_hash", name="uq_carrying_code_hash"),
    )
    op.create_index("ix_carrying_taker_key", "carrying", ["taker_key"])
    op.create_table(
        "carrying_try",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_carrying_try"),
    )
