"""Imports what the bot's processes import, once; then forks for each process that a test asks for.

Run as `python -m tests.preloader FD`. A test asks over the socket FD with five files: those that become the standard
streams of the new process; the pipe on which its fate is told (the number of the process when it begins, its exit code
when it has ended); and a JSON object with `module`, `arguments`, `environment` and `folder`.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass, field
from typing import IO, Any

MODULES = (
    "alembic.command",
    "bot.channels.push",
    "bot.channels.telegram.post",
    "bot.cli",
    "bot.commands.terminal_chat",
    "bot.conversation.interview_skill",
    "bot.reminders.talk.reminder_dialogue",
    "bot.serving.serve",
    "bot.store.engines.postgres",
    "bot.store.engines.sqlite",
    "uvloop",
)
LONGEST = 1 << 20
"""Bytes that are read at once."""
STREAMS = 3
BEGUN_WITH = tuple(os.environ)
"""The names in the environment before anything was imported."""


@dataclass
class Preloader:
    """Forks on request. `fates` has the pipes of those that run, by process number."""

    requests: socket.socket
    wakeups: tuple[int, int] = field(default_factory=os.pipe)
    fates: dict[int, int] = field(default_factory=dict)

    def next_process(self) -> dict[str, Any] | None:
        """In a new process: what it is to run. In the preloader: None, after the tests have ended."""
        os.set_blocking(self.wakeups[1], False)
        signal.set_wakeup_fd(self.wakeups[1])
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, which end this process
        with selectors.DefaultSelector() as selector:
            selector.register(self.wakeups[0], selectors.EVENT_READ)
            selector.register(self.requests, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fd == self.wakeups[0]:
                        os.read(key.fd, LONGEST)
                        self.report()
                        continue
                    message, files, _, _ = socket.recv_fds(self.requests, LONGEST, STREAMS + 2)
                    if not message:
                        self.end()
                        return None
                    *streams, fate, asked = files
                    with open(asked, encoding="utf-8") as request:
                        given = json.load(request)
                    if self.fork(streams, fate):
                        return dict(given)

    def fork(self, streams: list[int], fate: int) -> bool:
        """Fork with these standard streams and this pipe for the fate. True in the new process, which is then as if new."""
        process = os.fork()
        if process:
            for stream in streams:
                os.close(stream)
            self.fates[process] = fate
            with contextlib.suppress(
                BrokenPipeError
            ):  # the tests may have been killed: then all is ended below
                os.write(fate, b"%d\n" % process)
            return False
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        for file in (*streams, fate, *self.wakeups, *self.fates.values()):
            os.close(file)
        return True

    def report(self, options: int = os.WNOHANG) -> None:
        """Tell of those that have ended; with 0, wait until all have."""
        while self.fates:
            process, status = os.waitpid(-1, options)
            if process == 0:
                return
            fate = self.fates.pop(process)
            with contextlib.suppress(BrokenPipeError):  # nobody may be waiting for it any more
                os.write(fate, b"%d\n" % os.waitstatus_to_exitcode(status))
            os.close(fate)

    def end(self) -> None:
        """Kill what still runs: the tests have ended."""
        for process in self.fates:
            os.kill(process, signal.SIGKILL)
        self.report(0)


def text_file(number: int, mode: str, **options: Any) -> IO[str]:
    """A standard stream, as Python opens it at its start."""
    return open(number, mode, encoding="utf-8", closefd=False, **options)


def run(given: dict[str, Any]) -> None:
    """Run the module as `python -m` does in a process of its own."""
    for name in BEGUN_WITH:
        os.environ.pop(name, None)  # what libraries set when they are imported stays
    os.environ.update(given["environment"])
    os.chdir(given["folder"])
    sys.path[0] = given["folder"]
    tempfile.tempdir = None
    # What kind of file each is was found out when this interpreter began: these are other files.
    sys.stdin, sys.stdout = text_file(0, "r"), text_file(1, "w")
    sys.stderr = text_file(2, "w", buffering=1, errors="backslashreplace")
    sys.argv[1:] = given["arguments"]
    runpy.run_module(given["module"], run_name="__main__", alter_sys=True)


@dataclass
class Leaving:
    """Ends the process without taking the interpreter apart, which would touch and so copy all that is shared.

    Threads have ended and all that wants to be called at the end has been called before it.
    """

    code: int = 0

    def notice(self, error: BaseException) -> None:
        """Keep the exit code that this exception means."""
        if isinstance(error, KeyboardInterrupt):
            self.code = -signal.SIGINT
        elif isinstance(error, SystemExit) and isinstance(error.code, int | None):
            self.code = error.code or 0
        else:
            self.code = 1

    def leave(self) -> None:
        """End the process. To be registered with atexit before anything else, so that it is called last."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        if self.code < 0:
            signal.signal(-self.code, signal.SIG_DFL)
            os.kill(os.getpid(), -self.code)
        os._exit(self.code)


if __name__ == "__main__":
    leaving = Leaving()
    atexit.register(leaving.leave)
    for name in MODULES:
        importlib.import_module(name)
    gc.freeze()  # what has been imported stays shared
    with socket.socket(fileno=int(sys.argv[1])) as opened:
        begun = Preloader(opened).next_process()
    if begun is not None:
        try:
            run(begun)
        except BaseException as error:
            leaving.notice(error)
            raise
