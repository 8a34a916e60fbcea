"""A turn of the interview, kept in SQLite, beside the bare cost of a commit in the same run."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.assistant import Assistant
from bot.channels.memory import StoredMemory
from bot.interview.assessment import Assessor
from bot.interview.dialogue import Dialogue
from bot.knowledge import Knowledge
from bot.store.database import Store

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
TURNS = 300
ANSWERS = ("我能不能报", "不清楚", "上一步", "不清楚", "改", "1", "不清楚", "重来")


def figures(took: list[float]) -> str:
    """Median and 99th percentile of seconds, in milliseconds."""
    ordered = sorted(took)
    return f"p50 {statistics.median(ordered) * 1000:.2f} ms, p99 {ordered[int(len(ordered) * 0.99)] * 1000:.2f} ms"


def bare_commits(folder: Path) -> list[float]:
    """One row replaced and committed, as durably as the store does it."""
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, value TEXT)")
    took = []
    for number in range(TURNS):
        start = time.perf_counter()
        connection.execute("REPLACE INTO state VALUES (1, ?)", (str(number) * 400,))
        connection.commit()
        took.append(time.perf_counter() - start)
    connection.close()
    return took


def stored_turns(knowledge: Knowledge, folder: Path) -> list[float]:
    """Turns of an interview through the assistant and the store."""
    assert knowledge.interview is not None
    index = knowledge.index
    dialogue = Dialogue(
        knowledge.pack, Assessor(knowledge.interview), index.read, lambda text: None, knowledge.rules
    )
    assistant = Assistant(knowledge.pack, knowledge.answerer(), dialogue)
    took = []
    with asyncio.Runner() as runner:
        store = runner.run(Store.open(f"sqlite:///{folder / 'turns.db'}"))
        memory = StoredMemory(runner, store, "bench:one")
        memory.open(NOW)
        for number in range(TURNS):
            start = time.perf_counter()
            memory.turn(assistant, ANSWERS[number % len(ANSWERS)], NOW)
            took.append(time.perf_counter() - start)
        runner.run(store.close())
    return took


def interview_turns(knowledge: Knowledge) -> None:
    """Print both, side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"bare SQLite commit   {figures(bare_commits(folder))}")
        print(f"interview turn       {figures(stored_turns(knowledge, folder))}")
