"""The lines of a notice → its clauses with their numbers."""
