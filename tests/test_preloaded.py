"""A process that was forked from one with everything imported is as good as a new one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import preloaded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process is started anew")
ECHO = """
import os, sys
print(__name__, sys.argv[1:], os.environ['SEEN'], 'PATH' in os.environ, os.getcwd(), sys.stdin.read())
print("told", file=sys.stderr)
sys.exit(3)
"""
WAIT = """
print("begun", flush=True)
input()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with programs."""
    (tmp_path / "echoing.py").write_text(ECHO)
    (tmp_path / "waiting.py").write_text(WAIT)
    return tmp_path


def start(folder: Path, module: str, *arguments: str) -> preloaded.Started:
    """Start a program of the folder."""
    return preloaded.start(
        module, *arguments, environment={"SEEN": "1"}, folder=folder, stdin=subprocess.PIPE
    )


def test_it_has_its_own_arguments_environment_folder_and_streams(folder: Path) -> None:
    """Nothing of the preloader's shows, and the exit code comes back."""
    process = start(folder, "echoing", "a", "b")
    out, err = process.communicate("输入", 60)
    assert out.split("\n")[0] == f"__main__ ['a', 'b'] 1 False {folder} 输入"
    assert (err, process.returncode) == ("told\n", 3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_signal_ends_it_as_it_ends_any(folder: Path, number: signal.Signals) -> None:
    """The exit code names the signal; SIGINT is the KeyboardInterrupt that a new process would see."""
    with start(folder, "waiting") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        assert process.poll() is None
        process.send_signal(number)
        assert process.wait(60) == -number


def test_what_runs_at_the_end_is_killed(folder: Path) -> None:
    """The end of the tests ends what they left; the next process has a new preloader."""
    with start(folder, "waiting") as left:
        assert left.stdout is not None
        left.stdout.readline()
        preloaded.end()
        assert left.wait(60) == -signal.SIGKILL
    assert start(folder, "echoing").communicate("", 60)[1] == "told\n"
