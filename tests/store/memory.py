"""The twin of the database in memory: a Keeper for tests that need no file and no server."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from bot.store.model.errors import Conflict
from bot.store.model.saved import LASTING, Saved, SavedInterview, SavedSubscription
from bot.store.rows.values import (
    checked_key,
    from_json,
    in_utc,
    interview_texts,
    next_version,
    subscription_texts,
    to_json,
)


@dataclass
class _Row:
    """A conversation as the database would hold it: text, so that nobody shares an object with the store."""

    state: str
    version: int
    updated_at: datetime
    interviews: dict[str, tuple[tuple[str, str], datetime]]
    notice: str


class MemoryStore:
    """Keeps conversations until it is closed."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}
        self._subscriptions: dict[str, dict[str, tuple[str, str, str]]] = {}
        self._marks: dict[str, str] = {}
        self.feedback: Counter[tuple[str, str, str, str]] = Counter()

    async def load(self, user: str) -> Saved | None:
        row = self._rows.get(checked_key(user))
        subscriptions = {
            id: SavedSubscription(from_json(text), ended, notice)
            for id, (text, ended, notice) in sorted(self._subscriptions.get(user, {}).items())
        }
        if row is None:
            return Saved(subscriptions=subscriptions) if subscriptions else None
        interviews = {
            name: SavedInterview(from_json(text), moment, notice)
            for name, ((text, notice), moment) in sorted(row.interviews.items())
        }
        return Saved(from_json(row.state), interviews, subscriptions, row.version, row.updated_at, row.notice)

    async def save(self, user: str, saved: Saved, now: datetime) -> Saved:
        moment, state, texts = in_utc(now), to_json(saved.state), interview_texts(saved)
        row = self._rows.get(checked_key(user))
        if saved.version != (row.version if row else 0):
            raise Conflict(user)
        before = row.interviews if row else {}
        interviews = {
            name: before[name] if name in before and before[name][0] == text else (text, moment)
            for name, text in texts.items()
        }
        self._subscriptions[user] = subscription_texts(saved)
        self._rows[user] = _Row(state, next_version(saved.version), moment, interviews, saved.notice)
        kept = await self.load(user)
        assert kept is not None
        return kept

    async def forget(self, user: str) -> int:
        row = self._rows.pop(checked_key(user), None)
        subscriptions = self._subscriptions.pop(user, {})
        return len(subscriptions) + (1 + len(row.interviews) if row else 0)

    def users(self) -> list[str]:
        """Those of whom a conversation is kept."""
        return list(self._rows)

    async def forget_talk(self, user: str) -> bool:
        row = self._rows.get(checked_key(user))
        lasting = row is not None and from_json(row.state).get(LASTING)
        if row is not None and not lasting and not row.interviews and not self._subscriptions.get(user):
            del self._rows[user]
        return user not in self._rows

    async def purge(self, before: datetime) -> int:
        moment = in_utc(before)
        old = [user for user, row in self._rows.items() if row.updated_at < moment]
        for user in old:
            del self._rows[user]
        return len(old)

    async def kept_mark(self, name: str, value: str) -> str:
        return self._marks.setdefault(name, value)

    async def count_feedback(self, day: str, notice: str, entry: str, vote: str) -> None:
        self.feedback[day, notice, entry, vote] += 1

    async def ping(self) -> None:
        pass

    async def close(self) -> None:
        self._rows.clear()
        self._subscriptions.clear()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
