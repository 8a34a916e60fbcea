"""One notice beside ten: memory, start, and what reading a question with all of them costs. Ratios within one run.

The ten are the shipped pack read ten times under other names: packs of its size, of which every question could be meant.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.conversation.assistant import assistant_of
from bot.conversation.notices.several_notices import SeveralNotices
from bot.conversation.turn import Conversation
from bot.evaluation.questions import Question
from bot.knowledge import Knowledge, open_knowledge
from bot.settings import shipped_knowledge

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
MANY = 10
_ROUNDS = 3


def several_notices() -> dict[str, Any]:
    """The figures of one and of ten, each in a process of its own, and their ratios."""
    one, many = (_measured_apart(count) for count in (1, MANY))
    return {"one": one, "ten": many, "ratios": {name: round(many[name] / one[name], 2) for name in one}}


def _measured_apart(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.several_notices", str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measured(count: int) -> dict[str, float]:
    """Start in seconds, memory in MB, and milliseconds of CPU for a question and for a turn, with `count` notices."""
    began = time.process_time()
    packs = [_renamed(open_knowledge(shipped_knowledge()), number) for number in range(count)]
    assistants = [assistant_of(pack) for pack in packs]
    whole = assistants[0] if count == 1 else SeveralNotices(assistants)
    whole.turn(Conversation(), "你好", NOW)
    started = time.process_time() - began
    asked = [question.q for question in _questions()]
    talk = Conversation(notice=packs[0].pack.facts.id, opened=True)
    return {
        "start_s": round(started, 2),
        "memory_mb": round(_memory_mb(), 1),
        "question_in_a_talk_ms": _cost(lambda text: whole.turn(talk, text, NOW), asked),
        "first_question_ms": _cost(lambda text: whole.turn(Conversation(), text, NOW), asked),
        "ask_ms": _cost(lambda text: whole.ask(text, NOW), asked),
    }


def _questions() -> list[Question]:
    text = (ROOT / "knowledge" / "tests" / "questions" / "dev.jsonl").read_text(encoding="utf-8")
    read = [Question.read(json.loads(line)) for line in text.splitlines() if line.strip()]
    return [question for question in read if question.answerable][:200]


def _cost(work: Callable[[str], object], asked: list[str]) -> float:
    """The median over rounds of the mean CPU time of a question, in milliseconds; no two questions are alike."""
    rounds = []
    for number in range(_ROUNDS):
        began = time.process_time()
        for text in asked:
            work(f"{text}{'？' * (number + 1)}")
        rounds.append((time.process_time() - began) / len(asked) * 1000)
    return round(statistics.median(rounds), 3)


def _renamed(knowledge: Knowledge, number: int) -> Knowledge:
    """A pack under the name of another notice."""
    if number:
        facts = knowledge.pack.facts
        title = f"{facts.year}年第{number}区正高级工艺美术师评审"
        knowledge.pack = replace(
            knowledge.pack,
            facts=replace(
                facts, id=f"{facts.id}-{number}", series=f"{facts.series}-{number}", short_title=title
            ),
        )
    return knowledge


def _memory_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(int(sys.argv[1]))))
    else:
        print(json.dumps(several_notices(), indent=1))
