"""Second factors of the desk's accounts, and the hold before an owner alone tells everybody something."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns, and make the table."""
    moment = sa.DateTime(timezone=True)
    op.add_column("staff_account", sa.Column("totp_secret", sa.String(64), nullable=False, server_default=""))
    op.add_column("staff_account", sa.Column("totp_step", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("staff_session", sa.Column("half", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("staff_session", sa.Column("offered", sa.String(64), nullable=False, server_default=""))
    op.add_column("office_notice", sa.Column("held_by", sa.String(40), nullable=False, server_default=""))
    op.add_column("office_notice", sa.Column("held_at", moment, nullable=True))
    op.create_table(
        "recovery_code",
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("account", "code_hash", name="pk_recovery_code"),
    )
