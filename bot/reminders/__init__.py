"""Deadlines × wishes × now → what is due when, and its words. Pure: no clock, no database, no channel."""
