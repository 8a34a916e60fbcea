"""A process that saves: `python saver.py URL USER MARK [TIMES]`. It prints `saved N` after each save, then waits to be killed.

Each save adds one to the count of its mark in the state and keeps an interview of its own, whoever else saves meanwhile.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime

from bot.store.database import Store
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved, SavedInterview

NOW = datetime(2022, 11, 15, tzinfo=UTC)


async def add_one(store: Store, user: str, mark: str) -> int:
    """One turn: load, add, save; again after a conflict. The count that was saved."""
    while True:
        kept = await store.load(user) or Saved()
        count = int(kept.state.get(mark, 0)) + 1
        interviews = {**kept.interviews, ("", f"{mark}-{count}"): SavedInterview({"count": count})}
        try:
            await store.save(
                user, replace(kept, state={**kept.state, mark: count}, interviews=interviews), NOW
            )
        except Conflict:
            continue
        return count


async def main(url: str, user: str, mark: str, times: int) -> None:
    """Save `times` times."""
    async with await Store.open(url) as store:
        for _ in range(times):
            print("saved", await add_one(store, user, mark), flush=True)


if __name__ == "__main__":
    _, given_url, given_user, given_mark, given_times = sys.argv
    asyncio.run(main(given_url, given_user, given_mark, int(given_times)))
