"""Each channel turns its own wire into messages, and replies into its own form."""
