"""One process at a time compiles a changed pack: the others wait and take what it made."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from bot.made_folder import make_folder

_AGAIN_SECONDS = 0.3


@contextlib.asynccontextmanager
async def compile_turn(cache: Path) -> AsyncIterator[None]:
    """Hold the lock of this cache folder, which ends with the process. Where there is no such lock, nobody waits."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            make_folder(cache)
            lock = stack.enter_context((cache / "compiling.lock").open("w"))
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    await asyncio.sleep(_AGAIN_SECONDS)
        yield
