"""Understanding what people say in conversation, beside finding the entry of the FAQ that a question means, in the same run.

    python -m benchmarks.understanding [--rounds 3]

The words are those of the pack's own replies and conversations. × FAQ is how many times the median of a question's matching
each step takes: a ratio that hardly depends on the machine.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial

from bot.evaluation.own_tests import OwnTests, read_own_tests
from bot.evaluation.replies import Opening, Reply
from bot.evaluation.scripted import Say
from bot.interview.reading.changed_answers import RevisionReader
from bot.knowledge import Knowledge, open_knowledge
from bot.language.remembered import forget_texts
from bot.settings import shipped_knowledge

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
LEAST = 0.3
"""The chance from which an interview looks at what is told unasked; of fewer facts nothing is read."""
MOST_MS = 1.5
"""Milliseconds that understanding a message may take, of a hundred messages all but one."""

Step = Callable[[], object]


def steps(knowledge: Knowledge, tests: OwnTests) -> Iterator[tuple[str, list[Step]]]:
    """What is timed, by its name: one call for each of the words."""
    assert knowledge.interview is not None
    facts, reader, acts = knowledge.interview.facts, knowledge.reader, knowledge.acts
    remarks = [remark for found in tests.replies.values() for remark in found]
    replies = [remark for remark in remarks if isinstance(remark, Reply)]
    openings = [remark.text for remark in remarks if isinstance(remark, Opening)]
    said = [step for talks in tests.talks.values() for talk in talks for step in talk.script.steps]
    turns = [step.text for step in said if isinstance(step, Say)]
    questions = [question.q for found in tests.questions.values() for question in found]
    answerer = knowledge.answerer()
    yield "a question of the FAQ", [partial(answerer.answer, text, NOW) for text in questions]
    yield "an answer", [partial(reader.read, facts[one.asking], one.text, NOW) for one in replies]
    yield "what it tells unasked", [partial(reader.told, one.text, NOW, LEAST) for one in remarks]
    known = {id: fact.options[0].value if fact.options else 1 for id, fact in facts.items()}
    revisions = RevisionReader(reader, facts)
    yield (
        "what it changes, all answered",
        [partial(revisions.read, known, one.asking, one.text, NOW) for one in replies],
    )
    yield "whether it opens", [partial(reader.opens, text) for text in (*openings, *turns)]
    for group in acts.groups:
        yield f"acts: {group}", [partial(acts.chances, group, text) for text in turns]


def timed(calls: Iterable[Step], rounds: int) -> list[float]:
    """The milliseconds that each call takes, the shortest of so many rounds, in order of size."""
    took = []
    for call in calls:
        best = float("inf")
        for _ in range(rounds):
            forget_texts()  # what was read before is read again
            start = time.perf_counter()
            call()
            best = min(best, time.perf_counter() - start)
        took.append(best * 1000)
    return sorted(took)


def understanding(knowledge: Knowledge, rounds: int = 3) -> None:
    """Print all, side by side; what takes longer than it may is marked."""
    tests = read_own_tests(shipped_knowledge(), knowledge.pack.facts, knowledge.interview)
    gc.freeze()  # as the commands do, once the pack is read
    print(f"{'understanding':<26} {'calls':>6} {'p50 ms':>8} {'p99 ms':>8} {'× FAQ':>7}")
    faq = 0.0
    for name, calls in steps(knowledge, tests):
        took = timed(calls, rounds)
        median, last = statistics.median(took), took[int(len(took) * 0.99)]
        faq = faq or median
        mark = f" > {MOST_MS}" if last > MOST_MS and faq != median else ""
        print(f"{name:<26} {len(took):>6} {median:>8.3f} {last:>8.3f} {median / faq:>7.2f}{mark}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    understanding(open_knowledge(shipped_knowledge()), parser.parse_args().rounds)


if __name__ == "__main__":
    main()
