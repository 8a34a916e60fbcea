"""How a worker hears from the process that started it, and that this one is gone: over a socket that closes with it.

Words and not signals: a service manager, a terminal and the process above may each send a signal, and a second one would mean
that the worker is to end at once.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from socket import socket

READY = b"r"
"""The only word that a worker says: it serves."""
STOP, END, RELOAD, GONE = b"s", b"e", b"h", b""
"""What a worker hears: finish what is under way and end; end at once; read the pack again; nobody is above any more."""
LONGEST_STOP = 12.0
"""Seconds after which a worker that is to stop is ended: two more than it may need."""
Heed = Callable[[bytes], None]


class Leash:
    """Hears each word in a thread of its own, from the first moment: before it serves, a worker that is to stop just ends."""

    def __init__(self, control: socket, end: Callable[[int], object] = os._exit) -> None:
        """`end` ends the process at once with an exit code."""
        self._control = control
        self._control.setblocking(True)
        self._end = end
        self._heed: Heed = self._end_unless_reload
        self._changing = threading.Lock()
        threading.Thread(target=self._listen, name="leash", daemon=True).start()

    @contextlib.contextmanager
    def heard_by(self, heed: Heed) -> Iterator[None]:
        """Call `heed`, in the thread of the leash, with each word. Afterwards the process is ending anyway."""
        with self._changing:
            self._heed = heed
        try:
            yield
        finally:
            with self._changing:
                self._heed = _pass_over

    def say_ready(self) -> None:
        """Tell that the worker serves."""
        with contextlib.suppress(OSError):
            self._control.send(READY)

    def _listen(self) -> None:
        word = RELOAD
        while word:
            try:
                word = self._control.recv(1)
            except OSError:
                word = GONE
            with self._changing:
                self._heed(word)
        time.sleep(LONGEST_STOP)  # nobody above is left to end it
        self._end(1)

    def _end_unless_reload(self, word: bytes) -> None:
        if word != RELOAD:
            self._end(0)


def _pass_over(_word: bytes) -> None:
    pass
