"""The Telegram channel: receives updates by polling or webhook, takes turns, sends replies and reminders; see `post.py`.

An update is stored before it is acknowledged (intake.py), parsed (heard.py), answered by a turn (clerk.py, turns.py), rendered
(letters.py, buttons.py), and sent in calls at the platform's rate (limits.py, caller.py).
"""
