"""The server as a process of its own, which outlives those that send to it, and the letters in its log."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120.0


@dataclass(frozen=True)
class MailProcess:
    """The server: the value of BOT_SMTP_URL, and its log."""

    url: str
    log: Path

    def letters(self) -> list[dict[str, str]]:
        """The letters that were taken, in order: to, id, subject, text."""
        lines = self.log.read_text("utf-8").split("\n")[:-1] if self.log.exists() else []
        return [json.loads(line) for line in lines]

    def wait_for(self, count: int) -> list[dict[str, str]]:
        """Wait until so many letters were taken."""
        limit = time.monotonic() + LONGEST
        while len(found := self.letters()) < count:
            assert time.monotonic() < limit, found
            time.sleep(0.05)
        return found


@contextmanager
def mail_process(folder: Path) -> Iterator[MailProcess]:
    """Such a server as long as the block runs."""
    log = folder / "letters.jsonl"
    command = [sys.executable, "-m", "tests.smtp_server", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            yield MailProcess(f"smtp://127.0.0.1:{int(process.stdout.readline())}?tls=none", log)
        finally:
            process.kill()


def link_in(letter: dict[str, str], path: str) -> str:
    """The link of a letter to a path of the site."""
    found = re.search(rf"https?://\S+{re.escape(path)}\?token=[\w.-]+", letter["text"])
    assert found is not None
    return found[0]
