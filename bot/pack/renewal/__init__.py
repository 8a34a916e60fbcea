"""Converts a knowledge folder from an older format to the current one."""
