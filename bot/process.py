"""The identity of a process, from which another process on the same machine can tell whether it is dead."""

from __future__ import annotations

import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

PROGRAM = "noticebot"
"""The name by which a database server knows the sessions of such a process."""
_PROC = Path("/proc")
_DEAD = ("Z", "X", "x")


@dataclass(frozen=True)
class Owner:
    """The identity of a process that holds a lease.

    `machine` identifies the boot of the machine and the PID namespace; empty if the system does not tell. `started` is
    the start time of the process in clock ticks since the boot, so that a reused PID is recognised. `nonce`
    distinguishes two dispatchers in one process; `trail` is the path of the file in which it records what it sends.
    """

    host: str
    machine: str
    pid: int
    started: str
    nonce: str
    trail: str = ""

    def to_text(self) -> str:
        """The identity as JSON, for the database."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Owner | None:
        """The identity that `to_text` wrote; None for any other text, such as the empty one of a lease that was given back."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError):
            return None


def this_process(trail: str = "", proc: Path = _PROC) -> Owner:
    """The identity of the calling process."""
    return Owner(
        socket.gethostname(),
        _machine(proc),
        os.getpid(),
        _state(os.getpid(), proc)[1],
        secrets.token_hex(4),
        trail,
    )


def is_dead(owner: Owner, proc: Path = _PROC) -> bool:
    """Whether `owner` is certainly dead: it ran in the same PID namespace since the same boot, and is gone."""
    if not owner.machine or not owner.started or owner.machine != _machine(proc):
        return False
    state, started = _state(owner.pid, proc)
    return state in _DEAD or started != owner.started


def _machine(proc: Path) -> str:
    """The boot of this machine and the PID namespace of this process; empty if the system does not tell."""
    try:
        boot = (proc / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {(proc / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def _state(pid: int, proc: Path) -> tuple[str, str]:
    """The state and the start time of the process `pid`, as in /proc; empty texts if there is no such process."""
    try:
        fields = (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", ""
    return fields[0], fields[19]
