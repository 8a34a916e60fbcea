"""ASGI middleware: what every request passes before it reaches a route, and its response on the way back."""
