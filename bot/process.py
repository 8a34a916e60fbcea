"""Who a process is, in words that another process of the same machine can check: is it dead?"""

from __future__ import annotations

import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

_PROC = Path("/proc")
_DEAD = ("Z", "X", "x")


@dataclass(frozen=True)
class Owner:
    """A process. `machine` is empty where nothing tells this start of this machine from others.

    `started` is when the process started, in ticks since the machine did: a number that was given out again is told by
    it. `nonce` tells two dispatchers of one process apart; `trail` names the file in which it notes what it sends.
    """

    host: str
    machine: str
    pid: int
    started: str
    nonce: str
    trail: str = ""

    def to_text(self) -> str:
        """As the store keeps it."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Owner | None:
        """What `to_text` wrote; None where it is nothing of the kind, as after the right was given back."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError):
            return None


def this_process(trail: str = "", proc: Path = _PROC) -> Owner:
    """The process that asks."""
    return Owner(
        socket.gethostname(),
        _machine(proc),
        os.getpid(),
        _state(os.getpid(), proc)[1],
        secrets.token_hex(4),
        trail,
    )


def is_dead(owner: Owner, proc: Path = _PROC) -> bool:
    """Whether `owner` is certainly dead: it ran on this very machine since its start, and is there no more."""
    if not owner.machine or not owner.started or owner.machine != _machine(proc):
        return False
    state, started = _state(owner.pid, proc)
    return state in _DEAD or started != owner.started


def _machine(proc: Path) -> str:
    """This start of this machine, and the room in which its process numbers count."""
    try:
        boot = (proc / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {(proc / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def _state(pid: int, proc: Path) -> tuple[str, str]:
    """How the process `pid` is and when it started; empty where there is none."""
    try:
        fields = (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", ""
    return fields[0], fields[19]
