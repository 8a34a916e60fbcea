"""Measures a pack by its own tests: questions, applicants and replies whose right outcome is known."""
