"""The routes of the web channel: one function makes the routes of each group from the services they need."""
