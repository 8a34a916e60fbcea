"""The slices of a channel's rate that processes lease."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "rate_slice",
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("wanted", sa.Float, nullable=False),
        sa.Column("granted", sa.Float, nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("channel", "owner", name="pk_rate_slice"),
    )
