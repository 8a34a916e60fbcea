"""Compile the shipped pack after a change of it or of the code that reads it: `python tools/compile_pack.py`."""

from __future__ import annotations

from bot.knowledge import BUILT, compile_knowledge
from bot.settings import shipped_knowledge

if __name__ == "__main__":
    compile_knowledge(shipped_knowledge(), BUILT)
