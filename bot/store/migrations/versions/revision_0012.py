"""Revisions of the pack, laid over its folder."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "pack_revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("notice", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer, nullable=True),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pack_revision"),
        sa.UniqueConstraint("notice", "number", name="uq_pack_revision_notice"),
    )
    op.create_table(
        "compiled_pack",
        sa.Column("digest", sa.String(40), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_compiled_pack"),
    )
