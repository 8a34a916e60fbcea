"""What a process knows without asking: how people left their talk a moment ago, and what was answered to the same words.

Both are for those of whom nothing is kept but talk, and both are only a short way: what they give is stored, or refused by the
store, as any other turn is.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Generic, TypeVar

from bot.conversation.assistant import Assistant
from bot.conversation.stored import BESIDE, HEARD, VOTED
from bot.conversation.turn import Channel, Turn
from bot.store.model.asked_question import Gap
from bot.store.model.saved import LASTING, Saved
from bot.store.rows.values import to_json

MOST_TALKS = 4000
KEPT_FOR = timedelta(minutes=10)
"""How long a talk is remembered in which nothing is said."""
_MOST_TURNS = 2000
_UNDER_WAY = frozenset(BESIDE) - {HEARD, VOTED}
"""Parts of a state that say what is under way."""
_Value = TypeVar("_Value")


class _Last(Generic[_Value]):
    """The last values, by key: those that were used longest ago go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, _Value] = OrderedDict()

    def get(self, key: str) -> _Value | None:
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def keep(self, key: str, value: _Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, key: str) -> None:
        self._kept.pop(key, None)

    def first(self) -> tuple[str, _Value] | None:
        return next(iter(self._kept.items()), None)

    def clear(self) -> None:
        self._kept.clear()


def only_talk(saved: Saved) -> bool:
    """Whether nothing but talk and interviews is kept of somebody: no wish, here or with somebody else."""
    return not (saved.subscriptions or saved.holder or saved.reminded or saved.state.get(LASTING))


class RecentTalks:
    """Talks as this process stored them last. The store refuses what is made of one that another process has changed."""

    def __init__(self, most: int = MOST_TALKS) -> None:
        self._last: _Last[tuple[Saved, datetime]] = _Last(most)

    def get(self, user: str) -> Saved | None:
        """The talk of `user`; None if it is not known."""
        found = self._last.get(user)
        return found[0] if found is not None else None

    def keep(self, user: str, saved: Saved, now: datetime) -> None:
        """Remember what was stored at `now`, if it is a talk and no more; old ones are dropped."""
        while (oldest := self._last.first()) is not None and oldest[1][1] < now - KEPT_FOR:
            self._last.drop(oldest[0])
        if only_talk(saved):
            self._last.keep(user, (saved, now))
        else:
            self._last.drop(user)

    def drop(self, user: str) -> None:
        """Know nothing of `user` any more."""
        self._last.drop(user)


@dataclass(frozen=True)
class TakenTurn:
    """A turn, what to save after it, whether it only answered, and what it did not answer."""

    turn: Turn
    saved: Saved
    only_answers: bool
    gaps: tuple[Gap, ...] = ()


class KnownTurns:
    """Turns that were taken within the same minute from the same talk, with the same words, through the same channel.

    On the day everybody comes, most ask what others have just asked. No words are kept as a key, only their digest.
    """

    def __init__(self, most: int = _MOST_TURNS) -> None:
        self._last: _Last[TakenTurn] = _Last(most)
        self._assistant: Assistant | None = None

    def key(
        self, assistant: Assistant, kept: Saved, asked: tuple[str, Channel, str, object], now: datetime
    ) -> str:
        """The key of a turn from `kept` at `now`; empty if such a turn is not remembered.

        `asked` is what was said, through which channel, under which notice, and what else the answer hangs on.
        """
        if kept.interviews or not only_talk(kept) or not kept.state.keys().isdisjoint(_UNDER_WAY):
            return ""
        if assistant is not self._assistant:  # the pack has changed
            self._assistant = assistant
            self._last.clear()
        talk = {name: part for name, part in kept.state.items() if name not in BESIDE}
        whole = (
            to_json(talk),
            kept.notice,
            *map(repr, asked),
            now.replace(second=0, microsecond=0).isoformat(),
        )
        return blake2b("\0".join(whole).encode(errors="surrogatepass"), digest_size=16).hexdigest()

    def find(self, key: str, kept: Saved) -> TakenTurn | None:
        """The turn of this key, with what to save after it; None if it is not known."""
        found = self._last.get(key) if key else None
        if found is None:
            return None
        own = {name: kept.state[name] for name in BESIDE if name in kept.state}
        saved = replace(kept, state={**own, **found.saved.state}, notice=found.saved.notice)
        return replace(found, saved=saved)

    def keep(self, key: str, taken: TakenTurn) -> None:
        """Remember a turn, if nothing but talk comes of it."""
        saved = taken.saved
        if key and not saved.interviews and only_talk(saved) and saved.state.keys().isdisjoint(_UNDER_WAY):
            talk = {name: part for name, part in saved.state.items() if name not in BESIDE}
            self._last.keep(key, replace(taken, saved=Saved(talk, notice=saved.notice)))

    def clear(self) -> None:
        """Forget all: each holds the words that were asked."""
        self._last.clear()
