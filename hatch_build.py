"""Builds the compiled form of the shipped pack with the program, so that its first start is as quick as the others.

Hatchling runs this for each wheel, also for the editable one of `make install`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class CompilePack(BuildHookInterface[Any]):
    """Puts the compiled form into bot/compiled, which goes into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the pack with the code that is being built."""
        sys.path.insert(0, str(ROOT))
        from bot.knowledge import BUILT, compile_knowledge

        compile_knowledge(ROOT / "knowledge", BUILT)
