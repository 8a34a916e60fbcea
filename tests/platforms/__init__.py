"""What the strict servers of the platforms have in common: how they run, and what goes wrong with them."""
