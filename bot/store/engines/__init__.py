"""Where transactions run: SQLite in a file, PostgreSQL by URL, and what brings their tables to the current form."""
