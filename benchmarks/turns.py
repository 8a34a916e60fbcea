"""Turns of whole interviews, kept in SQLite, beside the bare cost of a commit in the same run.

    python -m benchmarks.turns [--turns 300] [--seed 2022]

Made-up applicants, one after another under names of their own, are interviewed to the verdict and on to the papers.
In between they do not know, ask back, go back, change an answer, ask the notice something else, and pause.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.interview_questions import applicant
from bot.conversation.assistant import Assistant
from bot.conversation.memory import ProcessMemory
from bot.conversation.service import ConversationService
from bot.conversation.turn import Conversation
from bot.interview.engine.assessment import Assessor
from bot.interview.talk.dialogue import Dialogue
from bot.knowledge import Knowledge, open_knowledge
from bot.settings import shipped_knowledge
from bot.store.database import Store

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
TURNS = 300
ASIDES = (
    "为什么问",
    "不清楚",
    "上一步",
    "改",
    "单位几号前要推荐",
    "学时卡在哪里导出",
    "评审费多少钱",
    "先到这里",
    "清单",
)
SHARE_ASIDES = 0.25


def figures(took: list[float]) -> str:
    """Median and 99th percentile of seconds, in milliseconds."""
    ordered = sorted(took)
    return f"p50 {statistics.median(ordered) * 1000:5.2f} ms, p99 {ordered[int(len(ordered) * 0.99)] * 1000:5.2f} ms"


def bare_commits(folder: Path, turns: int) -> list[float]:
    """One row replaced and committed, as durably as the store does it."""
    took = []
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, value TEXT)")
        for number in range(turns):
            start = time.perf_counter()
            connection.execute("REPLACE INTO state VALUES (1, ?)", (str(number) * 400,))
            took.append(time.perf_counter() - start)
    return took


class Applicants:
    """What applicants say, by what they are asked. The same seed says the same."""

    def __init__(self, assessor: Assessor, seed: int) -> None:
        self._assessor = assessor
        self._chance = random.Random(seed)
        self._answers: Mapping[str, object] = {}
        self._number = 0

    def says(self, assistant: Assistant, conversation: Callable[[], Conversation]) -> Iterator[str]:
        """One line after another, each chosen by how the interview then stands."""
        while True:
            self._number += 1
            self._answers = applicant(self._assessor, self._chance)
            yield "换一个人"
            yield f"第{self._number}位申报人"
            yield from self._interview(assistant, conversation)
            yield "要交什么"
            yield from self._interview(assistant, conversation)
            yield "改"
            yield "2"
            yield from self._interview(assistant, conversation)

    def _interview(self, assistant: Assistant, conversation: Callable[[], Conversation]) -> Iterator[str]:
        """Answers, with other things in between, until nothing is asked any more."""
        while (progress := assistant.interview(conversation())) is not None and progress.asking:
            if self._chance.random() < SHARE_ASIDES:
                yield self._chance.choice(ASIDES)
                yield "我能不能报"
            yield self._said(progress.asking)

    def _said(self, asking: str) -> str:
        value = self._answers.get(asking, "unknown")
        fact = self._assessor.interview.facts[asking]
        return next((option.label for option in fact.options if option.value == value), str(value))


def assistant_of(knowledge: Knowledge) -> tuple[Assistant, Assessor]:
    """Takes turns from a pack, interview and all."""
    assert knowledge.interview is not None
    assessor = Assessor(knowledge.interview)
    dialogue = Dialogue(
        knowledge.pack, assessor, lambda: knowledge.reader, knowledge.rules, lambda: knowledge.acts
    )
    return Assistant(knowledge.pack, knowledge.answerer(), dialogue, lambda: knowledge.acts), assessor


def timed_turns(knowledge: Knowledge, turns: int, seed: int) -> list[float]:
    """Seconds that each turn takes through the assistant, which remembers nothing beyond the process."""
    assistant, assessor = assistant_of(knowledge)
    memory = ProcessMemory()
    lines = Applicants(assessor, seed).says(assistant, lambda: memory.conversation)
    took = []
    for _ in range(turns):
        said = next(lines)
        start = time.perf_counter()
        memory.turn(assistant, said, NOW)
        took.append(time.perf_counter() - start)
    return took


async def stored_turns(knowledge: Knowledge, folder: Path, turns: int, seed: int) -> list[float]:
    """The same through the service that channels use, kept in SQLite."""
    assistant, assessor = assistant_of(knowledge)
    conversation = Conversation()
    lines = Applicants(assessor, seed).says(assistant, lambda: conversation)
    took = []
    async with await Store.open(f"sqlite:///{folder / 'turns.db'}") as store:
        service = ConversationService(lambda: assistant, store)
        for _ in range(turns):
            said = next(lines)
            start = time.perf_counter()
            turn = await service.turn("bench:one", said, NOW)
            took.append(time.perf_counter() - start)
            conversation = turn.conversation
    return took


def interview_turns(knowledge: Knowledge, turns: int = TURNS, seed: int = 2022) -> None:
    """Print all, side by side."""
    # What is learned, read or imported at a first use is no turn's time: the commands have it compiled.
    timed_turns(knowledge, turns, seed + 1)
    gc.freeze()  # as the commands do, once the pack is read
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"bare SQLite commit    {figures(bare_commits(folder, turns))}")
        print(f"interview turn        {figures(asyncio.run(stored_turns(knowledge, folder, turns, seed)))}")
        print(f"  without the store   {figures(timed_turns(knowledge, turns, seed))}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--seed", type=int, default=2022)
    options = parser.parse_args()
    interview_turns(open_knowledge(shipped_knowledge()), options.turns, options.seed)


if __name__ == "__main__":
    main()
