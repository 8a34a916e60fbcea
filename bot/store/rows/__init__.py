"""The tables and the SQL for them. Each function works inside the transaction of its caller."""
