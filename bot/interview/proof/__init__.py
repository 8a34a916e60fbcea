"""What can be proved and drawn of a pack's rules, for its author."""
