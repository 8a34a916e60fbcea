"""The commands of the terminal: what each reads, does and prints. What is dear to import is imported where it is used."""
