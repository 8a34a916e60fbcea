"""Tests of carrying a pack over to the next year."""
