"""The start of the server with one pack and with ten: the first time, when what people mean is to be learned, and the second.

    python -m benchmarks.many_packs_start [--packs 1 10] [--samples]

The packs are copies of the shipped one under names of their own, in a fresh data folder; with `--samples` of the smaller one that
`noticebot new` and an hour make. Seconds until the page answers, seconds of the processor of all of it, memory of the server.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "knowledge"
SAMPLE = ROOT / "knowledge-samples"
_NAMED = ("id", "series", "short_title")


def copies(of: Path, count: int, folder: Path) -> None:
    """Write `count` packs under names of their own."""
    for number in range(count):
        pack = folder / f"pack-{number}"
        shutil.copytree(of, pack)
        facts = pack / "notice.yaml"
        text = facts.read_text(encoding="utf-8")
        for name in _NAMED if number else ():
            text = re.sub(rf"^(  {name}: \S+)", rf"\g<1>-{number}", text, count=1, flags=re.MULTILINE)
        facts.write_text(text, encoding="utf-8")


def started(packs: Path, data: Path) -> tuple[float, float, float]:
    """Seconds until the server listens, seconds of the processor until then, and MB of memory."""
    command = [sys.executable, "-m", "bot", "--knowledge", str(packs), "serve", "--port", "0"]
    settings = {**os.environ, "BOT_DATA_DIR": str(data)}
    began = time.perf_counter()
    before = os.times()
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=settings
    ) as server:
        assert server.stderr is not None
        lines: list[str] = []
        while not (lines and re.search(r"http://[0-9.]+:[0-9]+", lines[-1])):
            lines.append(server.stderr.readline())
            if not lines[-1]:
                raise SystemExit("".join(lines))
        took = time.perf_counter() - began
        process = psutil.Process(server.pid)
        times, memory = process.cpu_times(), process.memory_info().rss / 1e6
        server.terminate()
        server.communicate()
    after = os.times()
    whole = after.children_user + after.children_system - before.children_user - before.children_system
    assert whole >= times.user
    return took, whole, memory


def main() -> None:
    """Measure, for each number of packs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=int, nargs="+", default=(1, 10))
    parser.add_argument("--samples", action="store_true")
    options = parser.parse_args()
    kind = next(path.parent for path in sorted(SAMPLE.rglob("notice.yaml"))) if options.samples else SHIPPED
    for count in options.packs:
        with tempfile.TemporaryDirectory() as name:
            packs, data = Path(name) / "packs", Path(name) / "data"
            copies(kind, count, packs)
            for time_of in ("first", "second"):
                took, cpu, memory = started(packs, data)
                print(
                    f"{count:3d} packs, {time_of:<6} start: {took:6.1f} s, CPU {cpu:6.1f} s, {memory:4.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
