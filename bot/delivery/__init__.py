"""The only package that sends reminders: claims what is due, writes its text, sends it, records the outcome."""
