"""What each command of the terminal reads and prints beside the conversation: batches, tables, reports."""
