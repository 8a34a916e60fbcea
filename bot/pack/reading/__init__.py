"""The files of a knowledge folder → what they hold, each fault with its line."""
