"""The addresses of the web channel, and what each of them answers."""
