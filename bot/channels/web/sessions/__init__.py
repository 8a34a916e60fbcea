"""Who sent a request: anonymous sessions, their cookie, and the token of the push channel."""
