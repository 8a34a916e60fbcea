"""A message in, replies and the next state out. Knows no channel.

Holds the state, the turn, the skills, and the service that stores users' conversations.
"""
