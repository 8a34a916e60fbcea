"""Text → ranked entries → an answer. Pure: no clock, no database, no channel."""
