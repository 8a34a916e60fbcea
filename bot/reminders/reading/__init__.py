"""Words → wishes to be reminded. Pure."""
