"""Who a process is, and whether it is certainly dead."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.process import Owner, is_dead, this_process

linux = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="only Linux tells")


def test_text() -> None:
    """What is written is read; anything else is nobody."""
    owner = this_process("/tmp/x")
    assert Owner.from_text(owner.to_text()) == owner
    assert Owner.from_text("") is Owner.from_text('{"a": 1}') is Owner.from_text("[]") is None


@linux
def test_living_and_dead() -> None:
    """This process lives; a child that was killed is dead, before it is reaped and after."""
    assert not is_dead(this_process())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        started = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19]
        owner = replace(this_process(), pid=child.pid, started=started)
        assert not is_dead(owner)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert is_dead(owner)
    assert is_dead(owner)


@linux
def test_number_given_out_again() -> None:
    """Another process with the same number is not the owner."""
    assert is_dead(replace(this_process(), started="1"))


@pytest.mark.parametrize("machine", ["", "another"])
def test_another_machine(machine: str) -> None:
    """Of a process of another machine, or if nothing tells machines apart, nobody knows."""
    assert not is_dead(replace(this_process(), machine=machine, pid=2**22))
