"""Channels: each converts its own protocol to messages, and replies to its own form."""
