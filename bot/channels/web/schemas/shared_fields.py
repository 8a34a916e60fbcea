"""Fields that several schemas have."""

from __future__ import annotations

from pydantic import Field

from bot.channels.web.api_examples import CLAUSE
from bot.channels.web.api_examples import NOTICE as NOTICE_ID
from bot.messages import message

CLAUSES = Field(description=message("schema_clause_ids"), examples=[[CLAUSE]])
"""The ids of the clauses that a text rests on."""
NOTICE = Field(description=message("schema_notice_id"), examples=[NOTICE_ID])
"""The id of the notice to which something belongs."""
