"""The web channel: the page and the HTTP API, as one ASGI app. `app.build_app` makes it, bot/serving/serve.py runs it."""
