"""The commands of the program. What is slow to import is imported inside the functions that use it."""
