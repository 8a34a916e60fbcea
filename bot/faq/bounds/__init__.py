"""Compares what an asker tells of himself with the one bound of the notice that it is about: 够不够, 超没超, 在不在期内."""
