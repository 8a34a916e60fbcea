"""Who sent a request: anonymous sessions with a signed token, and the token of the push channel."""
