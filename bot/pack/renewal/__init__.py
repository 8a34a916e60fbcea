"""Carries a knowledge folder over: from an older format to today's."""
