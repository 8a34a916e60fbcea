"""The wishes of two channels of one person as one set."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "joining",
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("taker_key", sa.String(200), nullable=False, server_default=""),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pushes", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("record", sa.Text, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("user_key", name="pk_joining"),
        sa.UniqueConstraint("code_hash", name="uq_joining_code_hash"),
    )
    op.create_index("ix_joining_taker_key", "joining", ["taker_key"])
