"""Nothing that is remembered of a talk holds an e-mail address any more: what stands in talks of before is masked."""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

ADDRESS = re.compile(r"[a-z0-9_+.-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
MASK = "▇@▇"


def masked(value: Any) -> Any:
    """Plain data with a mask for each address in its texts."""
    if isinstance(value, str):
        return ADDRESS.sub(MASK, value)
    if isinstance(value, list):
        return [masked(one) for one in value]
    return {name: masked(one) for name, one in value.items()} if isinstance(value, dict) else value


def upgrade() -> None:
    """Mask them in each talk; wishes, in which an address may be what somebody is to write to, have tables of their own."""
    connection = op.get_bind()
    talks = sa.table("conversation", sa.column("user_key", sa.String), sa.column("state", sa.Text))
    found = connection.execute(
        sa.select(talks.c.user_key, talks.c.state).where(talks.c.state.like("%@%"))
    ).all()
    for user, state in found:
        text = json.dumps(masked(json.loads(state)), ensure_ascii=False)
        connection.execute(sa.update(talks).where(talks.c.user_key == user).values(state=text))
