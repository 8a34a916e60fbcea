"""Mailboxes of the people of the page, links that work once, and how many letters were asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "mailbox",
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("confirmed_at", moment, nullable=False),
        sa.Column("ended", sa.String(200), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("user_key", name="pk_mailbox"),
        sa.UniqueConstraint("name", name="uq_mailbox_name"),
    )
    op.create_table(
        "used_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_used_link"),
    )
    op.create_table(
        "letter_count",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "subject", name="pk_letter_count"),
    )
