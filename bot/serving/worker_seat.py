"""What a worker, one of several server processes that share a port, is given by the process that starts it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from socket import socket


@dataclass(frozen=True)
class Seat:
    """The place of the worker `number` of `count`, both from 1. The files are numbers of inherited ones.

    `listening` is the socket of the port that all share, `leash` the one to the process above, `figures` one on which this
    worker tells its metrics to the others; `told_at` are the ports of these, in the order of the workers.
    """

    number: int
    count: int
    listening: int
    leash: int
    figures: int
    told_at: tuple[int, ...]

    @property
    def files(self) -> tuple[int, int, int]:
        """The files that are inherited."""
        return self.listening, self.leash, self.figures

    @property
    def first(self) -> bool:
        """Whether this worker says what is to be said once."""
        return self.number == 1

    def to_text(self) -> str:
        """For the command line of the worker."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Seat:
        """The seat that `to_text` wrote."""
        found = json.loads(text)
        return cls(**{**found, "told_at": tuple(found["told_at"])})


def taken_over(file: int) -> socket:
    """The socket of an inherited file. No program that this process starts inherits it again."""
    taken = socket(fileno=file)
    taken.set_inheritable(False)
    taken.setblocking(False)
    return taken
