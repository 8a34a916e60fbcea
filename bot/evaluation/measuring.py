"""Runs a pack's own tests: figures by the name of the tests, and the mistakes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversation.assistant import assistant_of
from bot.evaluation.applicants import shortfalls
from bot.evaluation.judging import Heard, shares_of_remarks, verdicts, went_wrong
from bot.evaluation.last_figures import figures_of_questions
from bot.evaluation.own_tests import OwnTests
from bot.evaluation.playing import Played, Player, player_of
from bot.evaluation.questions import evaluate
from bot.evaluation.replies import Opening, Remark, Values
from bot.evaluation.scripted import Say, Script, Start
from bot.evaluation.shares import Share
from bot.evaluation.talks import Answered, Manners, Talk, right_turns, shares_of_talks
from bot.interview.engine.assessment import Assessor
from bot.knowledge import Knowledge

KINDS = ("questions", "replies", "talks", "applicants")
"""The kinds of tests, in the order of the report."""


@dataclass
class Measured:
    """`figures` are those that may not fall; `reports` the whole figures of each file of questions, `shares` those of each file
    of replies and talks; `mistakes` lines for people: what was misunderstood, and applicants with another outcome."""

    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    shares: dict[str, dict[str, Share]] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def add_shares(self, name: str, shares: dict[str, Share]) -> None:
        """Add the figures of a file of replies or talks."""
        self.shares[name] = shares
        self.figures[name] = {figure: share.count for figure, share in shares.items()}


def measure_own_tests(
    tests: OwnTests, knowledge: Knowledge, now: datetime, kinds: Collection[str] = KINDS
) -> Measured:
    """Run the tests of these kinds at `now` (aware)."""
    measured = Measured()
    if "questions" in kinds:
        for name, questions in tests.questions.items():
            report = evaluate(questions, knowledge.answerer(), now).figures()
            measured.reports[name] = report
            measured.figures[f"questions/{name}"] = figures_of_questions(report)
    if "replies" in kinds:
        for name, remarks in tests.replies.items():
            measure_remarks(f"replies/{name}", remarks, knowledge, now, measured)
    if "talks" in kinds:
        for name, talks in tests.talks.items():
            measure_talks(f"talks/{name}", talks, knowledge, tests.premises.manners, measured)
    if "applicants" in kinds and knowledge.interview is not None:
        assessor = Assessor(knowledge.interview)
        fallen = [(one, words) for one in tests.applicants for words in shortfalls(one, assessor)]
        wrong = {one.name for one, _ in fallen}
        measured.figures["applicants"] = {"right": len(tests.applicants) - len(wrong)}
        measured.mistakes += [f"{one.record.place} {one.name} {words}" for one, words in fallen]
    return measured


def measure_remarks(
    name: str, remarks: Iterable[Remark], knowledge: Knowledge, now: datetime, measured: Measured
) -> None:
    """Say each remark in an interview of its own, at `now` (aware), and add what was understood to `measured`."""
    assert knowledge.interview is not None
    player, assessor = player_of(assistant_of(knowledge), [knowledge]), Assessor(knowledge.interview)
    clock = {fact.id for fact in knowledge.interview.facts.values() if fact.from_clock}

    def applies(fact: str, answers: Values) -> bool:
        return fact in assessor.situation(answers, now.date()).asked

    found: list[str] = []
    for remark in remarks:
        heard = _heard(player, remark, now, clock)
        judged = list(verdicts(remark, heard, applies))
        found += judged
        measured.mistakes += [
            f"{remark.record.place} {verdict}: {remark.text} → {heard}"
            for verdict in judged
            if went_wrong(verdict)
        ]
    measured.add_shares(name, shares_of_remarks(found))


def _heard(player: Player, remark: Remark, now: datetime, clock: Collection[str]) -> Heard:
    start = None if isinstance(remark, Opening) else Start(remark.known, remark.asking)
    (played,) = player.play(Script(None, now, (Say(remark.text),), start=start, most=0))
    standing = player.standing(played) or {}
    answers = {fact: value for fact, value in player.answers(played).items() if fact not in clock}
    return Heard(bool(standing), answers, standing.get("confirm", {}))


def measure_talks(
    name: str, talks: Iterable[Talk], knowledge: Knowledge, manners: Manners, measured: Measured
) -> None:
    """Hold each conversation, and add what was understood to `measured`."""
    player = player_of(assistant_of(knowledge), [knowledge])
    judged = []
    for talk in talks:
        played = list(player.play(talk.script))
        right = right_turns(talk, [answered_turn(player, one) for one in played], manners)
        judged.append((talk.kind, right))
        measured.mistakes += _misunderstood(talk, played, right)
    measured.add_shares(name, shares_of_talks(judged))


def answered_turn(player: Player, played: Played) -> Answered:
    """What came of one turn."""
    reminded = any(True for _ in player.reminders(played))
    return Answered(played.text, player.standing(played) is not None, reminded)


def _misunderstood(talk: Talk, played: list[Played], right: list[bool]) -> Iterator[str]:
    for number, (one, is_right) in enumerate(zip(played, right, strict=False)):
        if not is_right:
            text = one.text.replace("\n", " ")
            yield f"{talk.record.place} {talk.kind} {number}: {one.said} → {text}"
