"""Base class of the models: their descriptions in the OpenAPI document come from messages.toml."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from bot.messages import message

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class DescribedModel(BaseModel):
    """A model whose description in the OpenAPI document is the message `schema_` + its name in snake case."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The JSON schema with the description. Raises KeyError if there is no such message."""
        found = handler(core)
        schema = handler.resolve_ref_schema(found)
        schema["description"] = message(f"schema_{_CAPITAL.sub('_', cls.__name__).lower()}")
        return found
