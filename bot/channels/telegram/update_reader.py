"""Reads raw updates one by one, so that one that cannot be read holds nobody up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import structlog
from telegram import Bot, Update, User

from bot.channels.telegram.heard import WANTED, Heard, read_update
from bot.clock import Timer

UNWELL_SECONDS = 600.0
"""For how long after an update that could not be read the channel counts as unwell."""
_LARGEST_ID = 2**63
log = structlog.get_logger("noticebot.telegram")
Storable = Callable[[Heard], Heard]
"""Makes of what was heard what may be stored."""


class UpdateReader:
    """Reads the updates of the bot `me`. `skipped` is called for each update that cannot be read.

    Of such an update nothing is logged but its kind and the class of the error: it may hold anybody's words.
    """

    def __init__(self, bot: Bot, me: User, timer: Timer, skipped: Callable[[], None]) -> None:
        self._bot = bot
        self._me = me
        self._timer = timer
        self._skipped = skipped
        self._last = float("-inf")

    @property
    def is_unwell(self) -> bool:
        """Whether an update could not be read a short while ago."""
        return self._timer.monotonic() - self._last < UNWELL_SECONDS

    def read(self, updates: Sequence[Any], storable: Storable) -> list[tuple[int, Heard]]:
        """What was heard, with the ids of the updates; without those that cannot be read or need no answer."""
        found = []
        for plain in updates:
            try:
                update = Update.de_json(plain, self._bot)
                heard = read_update(update, self._me)
                if id_of_update(plain) is None or not (heard is None or heard.is_possible):
                    raise ValueError
                if heard is not None:
                    found.append((update.update_id, storable(heard)))
            except Exception as error:  # whatever the library makes of a form that it does not know
                self._last = self._timer.monotonic()
                self._skipped()
                log.warning("telegram_update_skipped", kind=_kind(plain), error=type(error).__name__)
        return found


def id_of_update(plain: Any) -> int | None:
    """The id of a raw update; None if it has none."""
    id = plain.get("update_id") if isinstance(plain, dict) else None
    return id if isinstance(id, int) and 0 <= id < _LARGEST_ID else None


def _kind(plain: Any) -> str:
    """The kind of a raw update, if it is one that is asked for."""
    return next((kind for kind in WANTED if isinstance(plain, dict) and kind in plain), "other")
