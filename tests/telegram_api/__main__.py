"""`python -m tests.telegram_api [PORT]`: the server as a process; the first line says its URL."""

from __future__ import annotations

import sys

from tests.telegram_api.running import listening, server_of
from tests.telegram_api.server import Api
from tests.telegram_api.world import World

if __name__ == "__main__":
    bound = listening(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(f"http://127.0.0.1:{bound.getsockname()[1]}", flush=True)
    server_of(Api(World())).run(sockets=[bound])
