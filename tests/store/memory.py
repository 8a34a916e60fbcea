"""The twin of the database in memory: a Keeper for tests that need no file and no server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from bot.store.model.carrying import MOST_TRIES, TRIES_WITHIN, Carrying, CarryingState, Claim
from bot.store.model.errors import Conflict
from bot.store.model.saved import (
    LASTING,
    InterviewKey,
    InterviewRow,
    Saved,
    SavedInterview,
    SavedSubscription,
)
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
    interviews: dict[InterviewKey, InterviewRow]
    notice: str


class MemoryStore:
    """Keeps conversations until it is closed."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}
        self._subscriptions: dict[str, dict[str, tuple[str, str, str]]] = {}
        self._marks: dict[str, str] = {}
        self.carryings = MemoryCarryings()
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
            key: SavedInterview(from_json(text), moment)
            for key, (text, moment) in sorted(row.interviews.items())
        }
        return Saved(from_json(row.state), interviews, subscriptions, row.version, row.updated_at, row.notice)

    async def save(self, user: str, saved: Saved, now: datetime, *, lasting: bool = True) -> Saved:
        moment, state, texts = in_utc(now), to_json(saved.state), interview_texts(saved)
        row = self._rows.get(checked_key(user))
        if saved.version != (row.version if row else 0):
            raise Conflict(user)
        before = row.interviews if row else {}
        interviews = {
            key: before[key] if key in before and before[key][0] == text else (text, moment)
            for key, text in texts.items()
        }
        self._subscriptions[user] = subscription_texts(saved)
        self._rows[user] = _Row(state, next_version(saved.version), moment, interviews, saved.notice)
        kept = await self.load(user)
        assert kept is not None
        return kept

    async def forget(self, user: str) -> int:
        row = self._rows.pop(checked_key(user), None)
        subscriptions = self._subscriptions.pop(user, {})
        self.carryings.forget(user)
        return len(subscriptions) + (1 + len(row.interviews) if row else 0)

    async def join(self, user: str, saved: Saved, other: str, version: int, now: datetime) -> None:
        row = self._rows.get(other)
        if (row.version if row else 0) != version:
            raise Conflict(other)
        await self.save(user, saved, now)
        self._rows.pop(other, None)
        self._subscriptions.pop(other, None)

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


class MemoryCarryings:
    """The twin of the talks on their way."""

    def __init__(self) -> None:
        self._by_hash: dict[str, Carrying] = {}
        self._tries: dict[str, tuple[int, datetime]] = {}

    async def offer(self, giver: str, code_hash: str, expires_at: datetime, now: datetime) -> None:
        self._drop(lambda one: one.giver == giver or one.expires_at <= now)
        self._by_hash[code_hash] = Carrying(giver, "offered", expires_at)

    async def given_by(self, giver: str, now: datetime) -> Carrying | None:
        return self._found(lambda one: one.giver == giver, now)

    async def wanted_by(self, taker: str, now: datetime) -> Carrying | None:
        return self._found(lambda one: one.taker == taker, now)

    async def claim(self, code_hash: str, taker: str, names: Sequence[str], now: datetime) -> Claim:
        for name in names:
            tries, until = self._tries.get(name, (0, now + TRIES_WITHIN))
            self._tries[name] = (0, now + TRIES_WITHIN) if until <= now else (tries, until)
        rests = [until for tries, until in (self._tries[name] for name in names) if tries >= MOST_TRIES]
        if rests:
            return Claim("too_many", max(rests))
        found = self._by_hash.get(code_hash)
        live = found is not None and found.expires_at > now
        if live and found is not None and found.giver == taker:
            return Claim("own")
        if (
            not live
            or found is None
            or found.state == "taken"
            or (found.state != "offered" and found.taker != taker)
        ):
            for name in names:
                self._tries[name] = (self._tries[name][0] + 1, now + TRIES_WITHIN)
            return Claim("wrong")
        self._drop(lambda one: one.taker == taker and one is not found and one.state != "taken")
        state = "claimed" if found.state == "offered" else found.state
        self._by_hash[code_hash] = replace(found, state=state, taker=taker)
        return Claim("claimed")

    async def allow(self, giver: str, taker: str, now: datetime) -> bool:
        return self._moved(
            lambda one: one.giver == giver and one.taker == taker and one.state in ("claimed", "allowed"),
            replace_state="allowed",
            now=now,
        )

    async def take(self, taker: str, now: datetime) -> str | None:
        if not self._moved(
            lambda one: one.taker == taker and one.state in ("allowed", "taken"),
            replace_state="taken",
            now=now,
        ):
            return None
        found = self._found(lambda one: one.taker == taker and one.state == "taken", now)
        return None if found is None else found.giver

    async def withdraw(self, user: str) -> None:
        self._drop(lambda one: user in (one.giver, one.taker) and one.state != "taken")

    def forget(self, user: str) -> None:
        """Delete all that is about `user`."""
        self._drop(lambda one: user in (one.giver, one.taker))

    def _found(self, mine: Callable[[Carrying], bool], now: datetime) -> Carrying | None:
        live = [one for one in self._by_hash.values() if mine(one) and one.expires_at > now]
        return max(live, key=lambda one: one.expires_at, default=None)

    def _moved(self, mine: Callable[[Carrying], bool], replace_state: CarryingState, now: datetime) -> bool:
        fits = [code for code, one in self._by_hash.items() if mine(one) and one.expires_at > now]
        for code in fits:
            self._by_hash[code] = replace(self._by_hash[code], state=replace_state)
        return bool(fits)

    def _drop(self, which: Callable[[Carrying], bool]) -> None:
        self._by_hash = {code: one for code, one in self._by_hash.items() if not which(one)}
