"""Telegram: updates in, by polling or webhook; turns; replies and reminders out. `post.py` holds it together.

An update is written to the store before it is acknowledged (intake.py), becomes what somebody did (heard.py), a turn
(clerk.py), letters (letters.py, buttons.py), and calls that go at the platform's rate (limits.py, caller.py).
"""
