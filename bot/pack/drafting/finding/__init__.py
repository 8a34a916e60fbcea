"""The text of clauses → days, amounts, addresses, people to phone, documents, lists."""
