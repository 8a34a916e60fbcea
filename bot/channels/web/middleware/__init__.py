"""What every request passes before and after the routes, each part as plain ASGI."""
