"""No statement of planning and sending walks through a whole table: they cost the same at a thousand and a million rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.store.database import Store
from bot.store.engines.sqlite import SqliteEngine
from bot.store.model.delivery import Plan, Planned, Settlement
from bot.store.model.saved import Saved, SavedSubscription
from bot.store.rates import Renewal
from bot.store.rows.tables import metadata

NOW = datetime(2022, 11, 22, 1, tzinfo=UTC)
DAY = "2022-11-22"
BEFORE = (NOW - timedelta(days=1), "a", "b")


async def everything(store: Store) -> None:
    """Whatever the planner, the dispatcher and their reports ask of the database."""
    ledger = store.ledger
    for user in ("push:1", "push:2"):
        await store.save(
            user, Saved(subscriptions={"1": SavedSubscription({}), "2": SavedSubscription({})}), NOW
        )
    wishes = await ledger.wishes(NOW, BEFORE, 10)
    await ledger.record([(wish, Plan((Planned("personal", "lead", "r", NOW),), NOW)) for wish in wishes])
    term = await ledger.take("somebody", await ledger.leader())
    assert term is not None
    claimed = await ledger.claim(term, "push", "due", NOW, 2)
    await ledger.exchange(term, [], [one.id for one in claimed], NOW, DAY)
    first, second = claimed
    gone = Settlement(first.id, term, "blocked", "HTTP 403", outcome="blocked", gone=first.user_key)
    again = Settlement(second.id, term, "due", ready_at=NOW + timedelta(hours=1))
    await ledger.exchange(term, [gone, again], [], NOW, DAY)
    await ledger.bring_forward(NOW + timedelta(minutes=1))
    await ledger.claim_early(term, "push", NOW, 10)
    await ledger.reopen_unsent(term, frozenset())
    await ledger.salvage(term, NOW, DAY)
    await ledger.replan((), NOW, ("a", "b"), 10)
    await ledger.replan([("n", "personal")], NOW, ("a", "b"), 10)
    await ledger.told([("push:1", "1")])
    await ledger.upcoming(NOW + timedelta(days=1), (NOW, 1), 10)
    await ledger.due_between(NOW, NOW)
    await ledger.audiences("push", NOW, NOW)
    await ledger.rows_made(["push:1"])
    await ledger.purge(NOW, 10)
    await store.rates.renew("telegram", "a", lambda others: Renewal(1.0, 1.0, ["b"]))
    await store.rates.give_back("telegram", "a")
    await store.forget("push:1")


async def test_every_statement_finds_its_rows_by_an_index(tmp_path: Path) -> None:
    """SQLite says how it would find the rows: always by an index, and for what goes on in order without sorting."""
    file, plans = tmp_path / "bot.db", dict[str, list[str]]()
    async with await Store.open(f"sqlite:///{file}") as store:

        def ask(_: Any, __: Any, statement: str, given: Any, ___: Any, many: bool) -> None:
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
                with closing(sqlite3.connect(file)) as connection:
                    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", given[0] if many else given)
                    plans[statement] = [step[3] for step in plan]

        for engine in (store._engine, store.ledger._engine):  # what writes, and what reads beside it
            assert isinstance(engine, SqliteEngine)
            event.listen(engine._reading, "before_cursor_execute", ask)
        await everything(store)
    walked = [f"SCAN {table}" for table in metadata.tables]
    assert len(plans) > 25
    assert {text: plan for text, plan in plans.items() if set(plan) & set(walked)} == {}
    batches = [plan for text, plan in plans.items() if "LIMIT" in text and text.startswith("SELECT")]
    assert not [plan for plan in batches if "USE TEMP B-TREE FOR ORDER BY" in plan]
