"""Deadlines and wishes → what is due when, and the dispatcher: the only part that sends.

All but `dispatcher` and what it alone uses is pure: no clock, no database, no channel.
"""
