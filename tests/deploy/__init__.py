"""The examples in deploy/, with the real programs."""
