"""Tests of what the bounds of a notice make of an asker's own numbers and days."""
