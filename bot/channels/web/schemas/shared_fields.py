"""Fields that several schemas have."""

from __future__ import annotations

from pydantic import Field

from bot.messages import message

CLAUSES = Field(description=message("schema_clause_ids"), examples=[[message("schema_clause_ids_example")]])
"""The ids of the clauses that a text rests on."""
NOTICE = Field(description=message("schema_notice_id"), examples=[message("schema_notice_id_example")])
"""The id of the notice to which something belongs."""
