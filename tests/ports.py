"""Free ports that no other process gets meanwhile."""

from __future__ import annotations

import random
import socket

_GIVEN_TO_NOBODY = range(15_000, 32_000)
"""Below those that Linux, macOS and Windows give to whoever asks for any, as tests beside this one do all the time."""


def free_port() -> int:
    """A free port outside the range from which the system assigns ports."""
    for port in random.SystemRandom().sample(_GIVEN_TO_NOBODY, 100):
        with socket.socket() as found:
            try:
                found.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = "a hundred ports are all taken"
    raise OSError(message)
