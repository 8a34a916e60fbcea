"""A message in, replies and the next state out. Knows no channel.

The state, the turn, the skills, and the service that keeps users.
"""
