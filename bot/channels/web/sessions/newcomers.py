"""How many sessions of one address are remembered: nobody can fill the database alone, and nobody's interview goes for another's.

Addresses are known in memory alone, each process its own; the database never holds one.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable

from bot.store.model.errors import StoreError

MOST_SESSIONS = 1_000
"""Sessions of one address that are remembered, of those begun within a day: more than a large office has people."""
_DAY_SECONDS = 24 * 3600.0
_MOST_ADDRESSES = 10_000
_MOST_TRIED = 4
"""Of its oldest sessions, how many are tried for room: each costs the database a look."""


class Newcomers:
    """Admits new sessions. `forget_talk` deletes a user who has neither an interview nor a wish, and says whether it could.

    `moments` is a monotonic clock, in seconds; while `full` says so nobody new is remembered.
    """

    def __init__(
        self,
        forget_talk: Callable[[str], Awaitable[bool]],
        moments: Callable[[], float],
        full: Callable[[], bool] = lambda: False,
        most: int = MOST_SESSIONS,
    ) -> None:
        self._forget_talk = forget_talk
        self._moments = moments
        self._full = full
        self._most = most
        self._begun: OrderedDict[str, deque[tuple[str, float]]] = OrderedDict()

    async def admit(self, address: str, user: str) -> bool:
        """Whether the new session of `user` is remembered; the oldest of the same address may go for it."""
        if self._full():
            return False
        begun = self._begun.setdefault(address, deque())
        self._begun.move_to_end(address)
        if len(self._begun) > _MOST_ADDRESSES:
            self._begun.popitem(last=False)
        while begun and self._moments() - begun[0][1] >= _DAY_SECONDS:
            begun.popleft()
        if len(begun) >= self._most and not await self._make_room(begun):
            return False
        begun.append((user, self._moments()))
        return True

    async def _make_room(self, begun: deque[tuple[str, float]]) -> bool:
        """Forget one of the oldest sessions; one with an interview or a wish stays, and is tried last from now on."""
        for _ in range(min(_MOST_TRIED, len(begun))):
            user, since = begun.popleft()
            try:
                if await self._forget_talk(user):
                    return True
            except StoreError:
                begun.appendleft((user, since))
                return False
            begun.append((user, since))
        return False
