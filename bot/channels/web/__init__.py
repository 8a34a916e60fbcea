"""The page and the HTTP API: a FastAPI app around the conversations. `app.build_app` makes it; bot/serving/serve.py runs it."""
