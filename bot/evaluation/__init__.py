"""A pack measured against its own tests: questions, applicants, replies whose right outcome is known."""
