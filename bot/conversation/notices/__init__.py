"""Several notices in one bot: which is meant, the talk about each, and an assistant above those of the packs."""
