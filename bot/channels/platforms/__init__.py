"""What the channels of platforms have in common: calls with a lent token, sealed callbacks, answers, and how a turn is taken.

Imported by the channels alone; sealing needs cryptography, XML needs defusedxml.
"""
