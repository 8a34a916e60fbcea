"""Passwords of the desk: kept as scrypt with a salt each, and one-time ones that people can read to one another."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from itertools import pairwise

LEAST_CHARACTERS, MOST_CHARACTERS = 12, 200
_LEAST_DIFFERENT = 6
_ROWS = ("12345678901", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""What people type without thinking."""
_COST, _BLOCK, _LANES = 2**15, 8, 1
_MOST_MEMORY = 2 * 128 * _COST * _BLOCK
_SALT_BYTES = 16
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
_SYLLABLES, _LETTERS_EACH = 4, 4


def hash_password(password: str) -> str:
    """What is kept of a password: how it was made, the salt, the hash."""
    salt = secrets.token_bytes(_SALT_BYTES)
    made = _scrypt(password, salt, _COST, _BLOCK, _LANES)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${made.hex()}"


def is_password(password: str, kept: str) -> bool:
    """Whether `kept` was made from this password. Takes about a tenth of a second of the processor."""
    _, cost, block, lanes, salt, made = kept.split("$")
    found = _scrypt(password[:MOST_CHARACTERS], bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(found.hex(), made)


def one_time_password() -> str:
    """A random password of 79 bits, to be read to somebody."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_LETTERS_EACH)) for _ in range(_SYLLABLES))
    return "-".join(groups)


def weakness(password: str, name: str) -> str:
    """Why a password is none to be taken, as the end of the name of a message; empty if it may be."""
    if len(password) < LEAST_CHARACTERS:
        return "short"
    if len(password) > MOST_CHARACTERS or not password.isprintable():
        return "long"
    said = password.lower()
    if (
        len(set(_without_runs(said))) < _LEAST_DIFFERENT or name.lower() in said or said in (2 * said)[1:-1]
    ):  # again and again
        return "plain"
    return ""


def _without_runs(said: str) -> str:
    """A password without what follows from the character before: the same one, its neighbour in a row, either way."""
    return "".join(
        there
        for before, there in pairwise(f"\0{said}")
        if before != there and not _are_neighbours(before, there)
    )


def _are_neighbours(one: str, other: str) -> bool:
    return any(one + other in row or other + one in row for row in _ROWS)


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    said = password.encode(errors="surrogatepass")
    return hashlib.scrypt(said, salt=salt, n=cost, r=block, p=lanes, maxmem=_MOST_MEMORY)


NOBODY = hash_password(secrets.token_urlsafe())
"""What the password for an unknown name is compared with, so that it takes as long."""
