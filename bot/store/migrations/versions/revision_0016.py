"""What came of a trial holds no words of people any more: of what was tried before, they go."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Empty the reports of trials that are over; what a change is, and that it was taken, stays."""
    op.execute("UPDATE pack_revision SET report = '' WHERE status <> 'checking'")
