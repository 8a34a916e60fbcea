"""What an interview came to, once for all channels: one selection, one order, and its words."""
