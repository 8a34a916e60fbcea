"""Models whose descriptions stand in the messages, with the other texts that people read."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from bot.messages import message

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class DescribedModel(BaseModel):
    """A model that the OpenAPI page describes with the message `schema_<name of the model>`."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The JSON schema with its description. Raises KeyError for a model without a message."""
        found = handler(core)
        schema = handler.resolve_ref_schema(found)
        schema["description"] = message(f"schema_{_CAPITAL.sub('_', cls.__name__).lower()}")
        return found
