"""Files of a notice (text, Word, PDF, HTML) → its lines."""
