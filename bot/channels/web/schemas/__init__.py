"""The pydantic models of requests and responses. Each response model has `of`, which makes it from what it shows."""
