"""Keeps Python's search for cycles away from what stays as long as the process: packs, libraries, routes.

To walk all of it took a tenth of a second and more, during which nobody was answered, every few thousand turns: at a steady 150
turns a second that, and no turn, was the slowest hundredth.
"""

from __future__ import annotations

import gc


def settle_memory() -> None:
    """Free what is no longer used, and leave out from now on what is there; to be called when something large came or went."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
