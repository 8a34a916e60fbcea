"""What is said to people, and what they can pick: the words between skills and channels."""
