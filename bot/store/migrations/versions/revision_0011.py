"""What was asked and not answered."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "question_count",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("notice", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("entry", sa.String(100), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("day", "notice", "kind", "entry", name="pk_question_count"),
    )
    op.create_table(
        "kept_question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("notice", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("entry", sa.String(100), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_question"),
    )
    op.create_index("ix_kept_question_owner", "kept_question", ["owner", "asked_at"])
    op.create_index("ix_kept_question_asked_at", "kept_question", ["asked_at"])
