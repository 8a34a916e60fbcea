"""The forms of what comes in and goes out, as the OpenAPI page shows them."""
