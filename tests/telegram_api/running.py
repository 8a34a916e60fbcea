"""The server running: in a thread of the test, or as a process of its own (`python -m tests.telegram_api`)."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn

from tests.telegram_api.server import Api, with_wire
from tests.telegram_api.world import World


def listening(port: int = 0) -> socket.socket:
    """A socket on this machine. asyncio sends small parts of an answer at once only if the protocol is named: else the second
    waits 40 ms for the acknowledgement of the first."""
    bound = socket.socket(proto=socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    bound.listen(2048)
    return bound


def server_of(api: Api) -> uvicorn.Server:
    """A server of `api` that leaves signals and logs alone."""
    config = uvicorn.Config(
        with_wire(api.app),
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
        ws="none",
    )
    return uvicorn.Server(config)


@contextlib.contextmanager
def in_thread(port: int = 0) -> Iterator[str]:
    """A server in a thread; its URL. The port may be one that an earlier server had."""
    bound = listening(port)
    api = Api(World())
    server = server_of(api)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        api.closing = True
        server.should_exit = True
        thread.join(10)
        bound.close()
