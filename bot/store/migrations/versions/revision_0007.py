"""What WeChat lets us send to whom, and secrets that platforms lend to all processes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "wechat_person",
        sa.Column("user_key", sa.String(200), nullable=False),
        sa.Column("word_left", sa.Integer, nullable=False),
        sa.Column("word_until", moment, nullable=False),
        sa.Column("tap_left", sa.Integer, nullable=False),
        sa.Column("tap_until", moment, nullable=False),
        sa.Column("rest", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("user_key", name="pk_wechat_person"),
    )
    op.create_table(
        "lent_token",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("renewing_until", moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lent_token"),
    )
