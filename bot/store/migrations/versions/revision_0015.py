"""Groups of the office, and who lets which see how they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "share_group",
        sa.Column("id", number, nullable=False),
        sa.Column("notice", sa.String(100), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_share_group"),
        sa.UniqueConstraint("code_hash", name="uq_share_group_code_hash"),
    )
    op.create_table(
        "sharing",
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("group_id", number, nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("begun", sa.String(40), nullable=False),
        sa.Column("shown", sa.String(30), nullable=False),
        sa.Column("source", sa.String(30), nullable=False),
        sa.Column("shared_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("user_key", "group_id", "person", name="pk_sharing"),
        sa.ForeignKeyConstraint(
            ["user_key"], ["conversation.user_key"], name="fk_sharing_user_key", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["share_group.id"], name="fk_sharing_group_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_sharing_group_id", "sharing", ["group_id"])
