"""The Telegram channel: receives updates by polling or webhook, takes turns, sends replies and reminders; see `post.py`.

An update is read (update_reader.py, heard.py), stored before it is acknowledged (intake.py), answered by a turn (clerk.py,
turns.py), rendered (letters.py, buttons.py), and sent in calls at the platform's rate (limits.py, caller.py).
"""
