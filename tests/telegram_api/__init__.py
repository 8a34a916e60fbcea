"""A Bot API server as strict as Telegram, for the tests: over real HTTP, with what people see on their phones."""
