"""Starts several server processes on one port and one database, starts one again that died, and ends them all.

This process serves nothing and imports no part of a server: whatever brings a worker down, it stays.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from bot.serving.bound_port import address_of, bind_or_refuse
from bot.serving.logs import logs_to
from bot.serving.worker_leash import END, LONGEST_STOP, READY, RELOAD, STOP
from bot.serving.worker_seat import Seat

FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
"""Seconds until a worker that died is started again: at first, and after it has died again and again."""
_STEADY_SECONDS = 60.0
"""A worker that served for so long died of something new."""
_HEAR_SECONDS = 1.0
_BY_SIGNAL = 128
log = structlog.get_logger("noticebot")


@dataclass(eq=False)
class _Worker:
    """One that runs. `served_since` is the moment at which it said that it serves."""

    number: int
    process: Process
    words: asyncio.StreamWriter
    served_since: float | None = None
    hearing: asyncio.Task[None] | None = None


class Supervisor:
    """Runs `count` workers. `command` gives the command line of one from what it is given.

    A worker that ends with `for_good` was refused for a reason that starting again does not mend, and has said so. `tell` is
    given the address once the first one serves.
    """

    def __init__(
        self,
        count: int,
        command: Callable[[Seat], Sequence[str]],
        for_good: int,
        tell: Callable[[str], None],
        first_wait: float = FIRST_WAIT,
    ) -> None:
        self._count = count
        self._command = command
        self._for_good = for_good
        self._tell = tell
        self._first_wait = first_wait
        self._workers: dict[int, _Worker] = {}
        self._code = 0
        self._served = asyncio.Event()
        """Set once a worker serves, and at the latest when all is to stop."""
        self._stopping = asyncio.Event()
        self._all_told = False

    def run(self, host: str, port: int) -> int:
        """Serve until a signal stops it. Returns the exit code. Raises Refused if the port cannot be had."""
        with contextlib.closing(bind_or_refuse(host, port)) as bound, logs_to(sys.stderr.fileno()):
            asyncio.run(self.serve(bound))
        return self._code

    async def serve(self, bound: socket.socket) -> int:
        """As `run`, on a listening socket."""
        url = address_of(bound)
        with contextlib.ExitStack() as stack, self._signals():
            telling = [_on_this_machine() for _ in range(self._count)]
            for one in telling:
                stack.enter_context(one)
            ports = tuple(one.getsockname()[1] for one in telling)

            async def keep(number: int) -> None:
                files = bound.fileno(), telling[number - 1].fileno()
                await self._keep(number, *files, ports)

            async with asyncio.TaskGroup() as group:
                # The first alone: it migrates the database and compiles the pack, and what is wrong is said once.
                group.create_task(keep(1))
                await self._served.wait()
                if not self._stopping.is_set():
                    self._tell(url)
                    for number in range(2, self._count + 1):
                        group.create_task(keep(number))
        log.info("workers_stopped", code=self._code)
        return self._code

    async def _keep(self, number: int, listening: int, figures: int, ports: tuple[int, ...]) -> None:
        """Run the worker of this number, again and again, until all is to stop."""
        wait = self._first_wait
        while not self._stopping.is_set():
            try:
                worker = await self._start(number, listening, figures, ports)
            except OSError as error:
                log.error("worker_not_started", number=number, reason=error.strerror, again_in=wait)
            else:
                code = await self._watch(worker)
                if self._stopping.is_set():
                    self._code = self._code or _exit_code(code)
                    return
                if self._is_the_end(worker, code):
                    self._code = _exit_code(code)
                    self.stop()
                    return
                since = worker.served_since
                if since is not None and time.monotonic() - since >= _STEADY_SECONDS:
                    wait = self._first_wait
                log.error("worker_ended", number=number, code=code, again_in=wait)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), wait)
            wait = min(2 * wait, _LONGEST_WAIT)

    async def _start(self, number: int, listening: int, figures: int, ports: tuple[int, ...]) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            seat = Seat(number, self._count, listening, theirs.fileno(), figures, ports)
            try:
                # In a group of its own: what a terminal sends to this process reaches a worker as a word alone.
                process = await asyncio.create_subprocess_exec(
                    *self._command(seat), stdin=DEVNULL, pass_fds=seat.files, process_group=0
                )
            except OSError:
                ours.close()
                raise
        reader, writer = await asyncio.open_connection(sock=ours)
        worker = self._workers[number] = _Worker(number, process, writer)
        worker.hearing = asyncio.create_task(self._hear(worker, reader))
        if self._stopping.is_set():
            writer.write(STOP)
        return worker

    async def _hear(self, worker: _Worker, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            if await reader.read(1) != READY:
                return
        worker.served_since = time.monotonic()
        self._served.set()
        serving = sum(one.served_since is not None for one in self._workers.values())
        if serving == self._count and not self._all_told:
            self._all_told = True
            log.info("workers_serving", count=serving)
        elif self._all_told:
            log.info("worker_serves_again", number=worker.number)

    async def _watch(self, worker: _Worker) -> int:
        """Wait for the end of a worker, and hear what it said to the last. Returns its exit code."""
        try:
            code = await worker.process.wait()
            if worker.hearing is not None:
                await asyncio.wait({worker.hearing}, timeout=_HEAR_SECONDS)
            return code
        finally:
            del self._workers[worker.number]
            worker.words.close()

    def _is_the_end(self, worker: _Worker, code: int) -> bool:
        """Whether nothing is served any more, or cannot be: the first could not begin, or was refused on the way."""
        if not self._served.is_set():
            return True
        others = any(one.served_since is not None for one in self._workers.values())
        return code == self._for_good and (worker.served_since is not None or not others)

    def stop(self) -> None:
        """Have all workers finish what is under way; a second time, have them end at once."""
        again = self._stopping.is_set()
        self._stopping.set()
        self._served.set()
        self._say(END if again else STOP)
        if not again:
            asyncio.get_running_loop().call_later(LONGEST_STOP, self._kill)

    def _say(self, word: bytes) -> None:
        for worker in self._workers.values():
            worker.words.write(word)

    def _kill(self) -> None:
        for worker in self._workers.values():
            log.error("worker_killed", number=worker.number)
            with contextlib.suppress(ProcessLookupError):
                worker.process.kill()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.stop)
        loop.add_signal_handler(signal.SIGINT, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self._say, RELOAD)
        yield
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.remove_signal_handler(number)


def _on_this_machine() -> socket.socket:
    """A listening socket that is reached from this machine alone."""
    bound = socket.create_server(("127.0.0.1", 0))
    bound.setblocking(False)
    return bound


def _exit_code(code: int) -> int:
    """The exit code for the end of a worker; one that a signal ended has a negative number.

    TERM comes to all of them from some service managers, also to one that cannot heed it yet.
    """
    if code == -signal.SIGTERM:
        return 0
    return code if code >= 0 else _BY_SIGNAL - code


def worker_command(options: Sequence[str], seat: Seat) -> list[str]:
    """The command line of a worker with these global options."""
    return [sys.executable, "-m", "bot", *options, "serve", "--seat", seat.to_text()]
