"""What people mean: a text → how likely each of the things is that may be said here. Learned from sayings, which are data."""
