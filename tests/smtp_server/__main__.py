"""The server as a process: `python -m tests.smtp_server LOG` prints its port, and appends a JSON line to LOG for each letter."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.smtp_server.server import MailHouse, SmtpServer


async def main(log: Path) -> None:
    """Take letters until killed."""
    with log.open("a", encoding="utf-8") as file:
        async with SmtpServer(MailHouse(log=file)) as server:
            print(server.port, flush=True)
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
