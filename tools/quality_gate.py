"""The quality gate: the bot's answers to our questions must stay as good as we promise. Run by `make test`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.evaluation import Question, evaluate
from bot.knowledge import open_knowledge
from bot.settings import read_settings, shipped_knowledge

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)

# Per file: floors and ceilings. The first is what we tune on; the others nobody tuned to, so their bounds are what
# an unseen question may expect.
GATES: dict[str, dict[str, float]] = {
    "questions_dev.jsonl": {
        "right": 180 / 185,
        "wrong": 2 / 185,
        "false": 1 / 55,
        "clause": 0.95,
        "handled": 0.85,
        "choices": 0.08,
        "p95": 220,
        "typo": 0.9,
        "traditional": 0.9,
        "english": 0.9,
    },
}


def shortfalls(figures: dict[str, Any], gate: dict[str, float]) -> Iterator[str]:
    """One line for each figure beyond its bound."""
    overall = figures["overall"]
    measured = {
        "right": overall["right"] / overall["answerable"],
        "wrong": overall["wrong"] / overall["answerable"],
        "false": overall["false"] / overall["others"],
        "clause": figures["clause"],
        "handled": min(figures["handled"].values()),
        "choices": figures["choices_share"],
        "p95": figures["length"]["p95"],
    }
    for name, row in figures["categories"].items():
        if row["answerable"]:
            measured[name] = row["right"] / row["answerable"]
    for name, bound in gate.items():
        is_ceiling = name in ("wrong", "false", "choices", "p95")
        if measured[name] > bound + 1e-9 if is_ceiling else measured[name] < bound - 1e-9:
            yield f"{name} is {measured[name]:.4f}, the gate is {bound:.4f}"


def main() -> None:
    """Measure each file; exit 1 where one falls short."""
    answerer = open_knowledge(shipped_knowledge(), read_settings().cache_dir).answerer()
    failed = False
    for name, gate in GATES.items():
        lines = (DATA / name).read_text(encoding="utf-8").splitlines()
        questions = [Question.read(json.loads(line)) for line in lines if line.strip()]
        figures = evaluate(questions, answerer, NOW).figures()
        overall = figures["overall"]
        print(
            f"{name}: right {overall['right']}/{overall['answerable']}, wrong {overall['wrong']}, "
            f"missed {overall['missed']}, hit@3 {overall['hit@3']}, false {overall['false']}/{overall['others']}, "
            f"clause {figures['clause']:.1%}, handled {figures['handled']}, choices {figures['choices_share']:.1%}, "
            f"p95 {figures['length']['p95']}"
        )
        for words in shortfalls(figures, gate):
            print(f"{name}: {words}", file=sys.stderr)
            failed = True
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
