"""The permission to send is asked in the same step of the event loop in which the body goes to the socket."""

from __future__ import annotations

import asyncio
import select
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue

import httpx
import pytest
import uvloop

from bot.channels.push import PushSender
from bot.delivery.sender import Reminder

ONE = Reminder("abc", "13800001111", "还有14天", ("四.一",), "lead")
WAIT_SECONDS = 10.0
"""How long a failure takes; what is right does not wait."""
NewLoop = Callable[[], asyncio.AbstractEventLoop]
LOOPS = [asyncio.new_event_loop, uvloop.new_event_loop]


class Lost(Exception):  # noqa: N818 - what the caller raises whose right is gone
    """The right to send is gone."""


class Receiver:
    """Accepts one connection and reads the headers of its request, not the body. `wires` gives the connection then."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        self.wires: Queue[socket.socket] = Queue()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if tls else 'http'}://localhost:{self._door.getsockname()[1]}/remind"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        wire, _ = self._door.accept()
        wire.settimeout(WAIT_SECONDS)
        if self._tls:
            wire = self._tls.wrap_socket(wire, server_side=True)
        read = b""
        while not read.endswith(b"\r\n\r\n"):
            read += wire.recv(1)
        self.wires.put(wire)

    def close(self) -> None:
        """Stop listening."""
        self._door.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and a self-signed certificate of localhost."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    command = [program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    subprocess.run(
        [*command, *named, "-keyout", file, "-out", f"{file}.crt"], check=True, capture_output=True
    )
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


@pytest.fixture(params=["http", "https"])
def receiver(request: pytest.FixtureRequest) -> Iterator[tuple[Receiver, ssl.SSLContext]]:
    """A receiver, and whom its sender trusts."""
    trusted = ssl.create_default_context()
    tls = None
    if request.param == "https":
        file = request.getfixturevalue("certificate")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(file)
        trusted.load_verify_locations(file)
    found = Receiver(tls)
    yield found, trusted
    found.close()


@pytest.mark.parametrize("new_loop", LOOPS)
def test_nothing_between(receiver: tuple[Receiver, ssl.SSLContext], new_loop: NewLoop) -> None:
    """When the event loop comes to anything else after the permission, the body has gone to the socket."""
    gateway, trusted = receiver
    arrived: list[bool] = []

    async def send() -> None:
        loop, next_step = asyncio.get_running_loop(), asyncio.Event()

        def may_send() -> None:
            wire = gateway.wires.get(timeout=WAIT_SECONDS)
            arrived.append(is_readable(wire, 0.0))
            loop.call_soon(after, wire)

        def after(wire: socket.socket) -> None:
            arrived.append(is_readable(wire, WAIT_SECONDS))  # blocks the loop: nobody can write meanwhile
            wire.close()
            next_step.set()

        client = httpx.AsyncClient(verify=trusted, trust_env=False)
        async with PushSender(gateway.url, "", lambda: datetime.now(UTC), client) as sender:
            sending = asyncio.create_task(sender.send_announced(ONE, may_send))
            await next_step.wait()
            assert (await sending).outcome == "uncertain"

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(send())
    assert arrived == [False, True]


@pytest.mark.parametrize("new_loop", LOOPS)
def test_permission_lost(receiver: tuple[Receiver, ssl.SSLContext], new_loop: NewLoop) -> None:
    """If the permission is gone, nothing of the body is sent, and the caller hears it."""
    gateway, trusted = receiver

    def may_send() -> None:
        raise Lost

    async def send() -> None:
        client = httpx.AsyncClient(verify=trusted, trust_env=False)
        async with PushSender(gateway.url, "", lambda: datetime.now(UTC), client) as sender:
            with pytest.raises(Lost):
                await sender.send_announced(ONE, may_send)

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(send())
    with gateway.wires.get(timeout=WAIT_SECONDS) as wire:
        assert rest_of(wire) == b""


def is_readable(wire: socket.socket, seconds: float) -> bool:
    """Whether something arrives within `seconds`."""
    return bool(select.select([wire], [], [], seconds)[0])


def rest_of(wire: socket.socket) -> bytes:
    """What else arrives until the sender hangs up, in whatever way it does."""
    try:
        return wire.recv(65_536)
    except (ConnectionError, ssl.SSLError):
        return b""
