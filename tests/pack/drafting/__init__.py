"""A draft pack from the text of a notice."""
