"""Compile the shipped pack after a change of it or of the code that reads it: `python tools/compile_pack.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # this tree, wherever another one is installed

from bot.knowledge import BUILT, compile_knowledge
from bot.settings import shipped_knowledge

if __name__ == "__main__":
    compile_knowledge(shipped_knowledge(), BUILT)
