"""The only part that sends: what is due is claimed, worded, sent and settled. Knows channels by the protocol in sender.py."""
