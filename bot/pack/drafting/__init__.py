"""Drafts a pack from the text of a notice: reads its file, cuts it at its clauses, finds its facts, writes the files."""
