"""What a person writes in an interview → values of facts, and orders."""
