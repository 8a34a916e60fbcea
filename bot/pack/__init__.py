"""Reads and checks a knowledge folder → one frozen Pack. Knows nothing above it."""
