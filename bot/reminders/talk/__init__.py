"""The conversation about reminders. Pure."""
