"""A changed title beside compiling the whole pack, in processor seconds of one run: `python -m benchmarks.compiling`."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import bot.knowledge
from bot.knowledge import Knowledge, open_knowledge
from bot.settings import shipped_knowledge

MARK = "（更正）"


def compiling() -> None:
    """Print the seconds of both, and whether what was taken over is what was learned."""
    built = bot.knowledge.BUILT
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        pack, cache = room / "pack", room / "cache"
        shutil.copytree(shipped_knowledge(), pack)
        bot.knowledge.BUILT = room / "nothing"
        try:
            whole, first = seconds(pack, cache)
            notice = pack / "faq.yaml"
            text = notice.read_text(encoding="utf-8")
            before, title, behind = text.partition("    title: ")
            line, rest = behind.split("\n", 1)
            notice.write_text(f"{before}{title}{line}{MARK}\n{rest}", encoding="utf-8")
            again, second = seconds(pack, cache)
        finally:
            bot.knowledge.BUILT = built
        same = first.listening == second.listening
    print(
        f"compiling: {whole:.1f} s of the processor for the whole pack, {again:.1f} s after one changed title "
        f"({again / whole:.0%}), learned the same: {same}"
    )


def seconds(pack: Path, cache: Path) -> tuple[float, Knowledge]:
    """The processor seconds that it took to open a pack."""
    start = time.process_time()
    opened = open_knowledge(pack, cache, draft=True)
    return time.process_time() - start, opened


if __name__ == "__main__":
    compiling()
