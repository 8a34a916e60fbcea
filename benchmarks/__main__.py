"""Run all benchmarks: `python -m benchmarks`. Figures are for side-by-side reading within one run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.compiling import compiling
from benchmarks.first_load import first_load
from benchmarks.matchers import bm25, lines_of, ours, tf_idf, timed, wratio
from benchmarks.reminders import reminders
from benchmarks.serving import serving
from benchmarks.several_notices import several_notices
from benchmarks.turns import interview_turns
from benchmarks.understanding import understanding
from bot.evaluation.questions import Question
from bot.knowledge import open_knowledge
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.spoken import answer_text
from bot.settings import shipped_knowledge

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)


def questions() -> list[Question]:
    """The tuning questions that the notice answers."""
    text = (ROOT / "knowledge" / "tests" / "questions" / "dev.jsonl").read_text(encoding="utf-8")
    read = [Question.read(json.loads(line)) for line in text.splitlines() if line.strip()]
    return [question for question in read if question.answerable]


def shrunk(pack: Pack, size: int) -> Pack:
    """The pack with about `size` phrasings, taken evenly from each entry."""
    total = sum(len(entry.variants) for entry in pack.entries.values())
    share = min(1.0, size / total)
    entries = {
        id: replace(entry, variants=entry.variants[: max(1, round(len(entry.variants) * share))])
        if entry.variants
        else entry
        for id, entry in pack.entries.items()
    }
    return replace(pack, entries=entries)


def accuracy(pack: Pack, found: list[str], asked: list[Question]) -> float:
    """The share of questions whose target's answer holds what it must."""
    names = {member.entry: member.name for member in pack.members}
    answers = {id: answer_text(entry, pack, NOW, names.get(id, "")) for id, entry in pack.entries.items()}
    right = sum(
        question.answered_by(answers.get(target, "")) for target, question in zip(found, asked, strict=True)
    )
    return right / len(asked)


def matching(pack: Pack, asked: list[Question]) -> None:
    """Accuracy and time of every matcher at growing sizes."""
    print(f"{'phrasings':>9}  {'matcher':<22} {'top 1':>6} {'p50 ms':>8} {'p99 ms':>8} {'× ours':>7}")
    total = sum(len(entry.variants) for entry in pack.entries.values())
    for size in (1_000, 4_000, 10_000, total):
        smaller = shrunk(pack, size)
        lines = lines_of(smaller)
        rows = {
            "noticebot": ours(smaller)[0],
            "WRatio process.extract": wratio(lines),
            "character TF-IDF": tf_idf(lines),
            "character BM25": bm25(lines),
        }
        mean_of_ours = 0.0
        for name, match in rows.items():
            found, took = timed(match, asked)
            mean = statistics.fmean(took)
            mean_of_ours = mean_of_ours or mean
            print(
                f"{len(lines):>9}  {name:<22} {accuracy(smaller, found, asked):>6.1%} {statistics.median(took):>8.2f}"
                f" {took[int(len(took) * 0.99)]:>8.2f} {mean / mean_of_ours:>7.1f}"
            )


def cold_start(runs: int = 9) -> None:
    """`noticebot ask` as a whole process beside the bare import of its two main libraries."""
    commands = {
        "bare imports": [sys.executable, "-c", "import yaml, rapidfuzz.process"],
        "noticebot ask": [sys.executable, "-m", "bot", "ask", "单位几号前要推荐"],
    }
    for command in commands.values():
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    medians = {}
    for name, command in commands.items():
        took = []
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
            took.append((time.perf_counter() - start) * 1000)
        medians[name] = statistics.median(took)
        print(f"{name:<14} median {medians[name]:6.0f} ms over {runs} runs")
    print(f"ratio          {medians['noticebot ask'] / medians['bare imports']:.2f}")


def main() -> None:
    """Run all benchmarks."""
    pack = load_pack(shipped_knowledge())
    matching(pack, questions())
    knowledge = open_knowledge(shipped_knowledge())
    understanding(knowledge)
    interview_turns(knowledge)
    cold_start()
    first_load()
    compiling()
    serving()
    reminders()
    print(json.dumps({"several notices": several_notices()}, indent=1))


if __name__ == "__main__":
    main()
