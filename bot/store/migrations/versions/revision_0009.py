"""One person may have an interview under each of several notices."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the notice a part of what tells interviews apart."""
    with op.batch_alter_table("interview") as batch:
        batch.drop_constraint("pk_interview", type_="primary")
        batch.create_primary_key("pk_interview", ["user_key", "notice", "name"])
