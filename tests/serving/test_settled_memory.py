"""What stays as long as the process is not searched for cycles."""

from __future__ import annotations

import gc
import weakref

from bot.serving.settled_memory import settle_memory


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.self = self


def test_what_is_there_is_left_out_and_what_went_is_freed() -> None:
    """Also what was left out before: a pack that another took the place of."""
    kept, gone = Ring(), Ring()
    here = weakref.ref(gone)
    try:
        settle_memory()
        assert not any(one is kept for one in gc.get_objects())
        del gone
        gc.collect()
        assert here() is not None
        settle_memory()
        assert here() is None
    finally:
        gc.unfreeze()
    assert any(one is kept for one in gc.get_objects())
