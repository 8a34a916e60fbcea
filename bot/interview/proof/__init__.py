"""Proofs and a diagram of a pack's rules, for its author."""
