"""The result of an interview for all channels: one selection, one order, and its text."""
