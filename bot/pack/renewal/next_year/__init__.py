"""Carries a knowledge folder over to the notice of the next year of the same series."""
