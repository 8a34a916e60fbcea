"""`noticebot eval`: how well the questions of a file are answered, or how the pack's own tests come out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.exits import FELL_SHORT, fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import lines_of, records, write_json
from bot.messages import message

if TYPE_CHECKING:
    from bot.evaluation.measuring import Measured
    from bot.evaluation.own_tests import OwnTests
    from bot.evaluation.questions import Question


def evaluate(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(help=message("cli_eval_file"))] = None,
    as_json: AsJson = False,
    update: Annotated[bool, typer.Option("--update", help=message("cli_eval_update"))] = False,
    replies: Annotated[bool, typer.Option("--replies", help=message("cli_eval_replies"))] = False,
    talks: Annotated[bool, typer.Option("--talks", help=message("cli_eval_talks"))] = False,
    min_right: Annotated[float, typer.Option(help=message("cli_eval_right"))] = 0.0,
    max_wrong: Annotated[float, typer.Option(help=message("cli_eval_wrong"))] = 1.0,
    max_false: Annotated[float, typer.Option(help=message("cli_eval_false"))] = 1.0,
    min_clause: Annotated[float, typer.Option(help=message("cli_eval_clause"))] = 0.0,
    min_handled: Annotated[float, typer.Option(help=message("cli_eval_handled"))] = 0.0,
) -> None:
    """Print the figures; exit 1 if one is beyond its bound or fell. Bounds are shares of 0–1."""
    invocation: Invocation = context.obj
    bounds = {
        "right": min_right,
        "wrong": max_wrong,
        "false": max_false,
        "clause": min_clause,
        "handled": min_handled,
    }
    kinds = [kind for kind, wanted in (("replies", replies), ("talks", talks)) if wanted]
    if file is None:
        _own_tests(invocation, bounds, as_json, update, kinds)
    elif update:
        fail(message("wrong_use", reason=message("eval_update_without_file")))
    elif len(kinds) > 1:
        fail(message("wrong_use", reason=message("eval_one_kind")))
    elif kinds:
        _conversations(invocation, file, kinds[0], as_json)
    else:
        _file(invocation, file, bounds, as_json)


def _file(invocation: Invocation, file: str, bounds: dict[str, float], as_json: bool) -> None:
    from bot.commands.evaluation_report import print_report, shortfalls
    from bot.evaluation.questions import evaluate as measure

    figures = measure(_questions(file), invocation.answerer, invocation.clock()).figures()
    short = shortfalls(figures, bounds)
    if as_json:
        write_json({**figures, "shortfalls": short})
    else:
        print_report(figures)
    _end(short)


def _conversations(invocation: Invocation, file: str, kind: str, as_json: bool) -> None:
    """Measure a file of replies or of talks that is not the pack's own."""
    from bot.commands.evaluation_report import print_shares, written_shares
    from bot.evaluation.lines import records_of
    from bot.evaluation.measuring import measure_own_tests
    from bot.evaluation.own_tests import has_tests, other_tests
    from bot.evaluation.premises import Premises, read_premises
    from bot.pack.faults import PackError

    knowledge, premises = invocation.knowledge, Premises(invocation.clock())
    facts, interview = knowledge.pack.facts, knowledge.interview
    try:
        if has_tests(invocation.folder):
            premises = read_premises(invocation.folder, facts.zone, interview)
        if invocation.moment is not None:
            premises = replace(premises, now=invocation.clock())
        tests = other_tests(kind, file, records_of(file, lines_of(file)), premises, facts, interview)
    except PackError as error:
        fail("\n".join(map(str, error.faults)))
    measured = measure_own_tests(tests, knowledge, premises.now, [kind])
    if as_json:
        write_json({"shares": written_shares(measured), "mistakes": measured.mistakes})
    else:
        print_shares(measured, {}, premises.tuned)


def _own_tests(
    invocation: Invocation, bounds: dict[str, float], as_json: bool, update: bool, kinds: list[str]
) -> None:
    """Measure what the pack brings along, of these kinds or (none) all, beside its last figures."""
    from bot.commands.evaluation_report import print_own_tests, print_shares, shortfalls, written_shares
    from bot.evaluation.last_figures import changes, of_kinds, write_last

    tests, measured, kept = _measured(invocation, kinds)
    last = of_kinds(kept or {}, kinds)
    found = list(changes(measured.figures, last)) if kept is not None and not update else []
    short = [
        f"{name}: {words}" for name, one in measured.reports.items() for words in shortfalls(one, bounds)
    ]
    short += [message("eval_fell", change=change) for change in found if change.is_fall]
    if as_json:
        reports = {"questions": measured.reports, "shares": written_shares(measured)}
        outcome = {"figures": measured.figures, "mistakes": measured.mistakes}
        write_json({**reports, **outcome, "changes": list(map(str, found)), "shortfalls": short})
    elif kinds:
        print_shares(measured, last, tests.premises.tuned)
    else:
        print_own_tests(measured, last)
    for change in found:
        if not change.is_fall:
            typer.echo(message("eval_rose", change=change), err=True)
    if update:
        others = {name: figures for name, figures in (kept or {}).items() if name not in last}
        write_last(invocation.folder, {**others, **measured.figures})
    _end(short)


def _measured(
    invocation: Invocation, kinds: list[str]
) -> tuple[OwnTests, Measured, dict[str, dict[str, float]] | None]:
    """The pack's own tests, what came of them, and all last figures; or exit 2 with what keeps them from being run."""
    from bot.evaluation.last_figures import read_last
    from bot.evaluation.measuring import KINDS, measure_own_tests
    from bot.evaluation.own_tests import has_tests, read_own_tests
    from bot.pack.faults import PackError

    knowledge = invocation.knowledge
    if not has_tests(invocation.folder):
        fail(message("wrong_use", reason=message("eval_no_tests", folder=invocation.folder)))
    try:
        tests = read_own_tests(invocation.folder, knowledge.pack.facts, knowledge.interview)
        last = read_last(invocation.folder)
    except PackError as error:
        fail("\n".join(map(str, error.faults)))
    now = tests.premises.now if invocation.moment is None else invocation.clock()
    return tests, measure_own_tests(tests, knowledge, now, kinds or KINDS), last


def _end(short: list[str]) -> None:
    for words in short:
        typer.echo(words, err=True)
    if short:
        raise typer.Exit(FELL_SHORT)


def _questions(file: str) -> list[Question]:
    """The questions of a file, or exit 2 with the first line that is none."""
    import re

    from bot.evaluation.questions import Question

    questions = []
    for number, record in enumerate(records(lines_of(file), "q"), 1):
        try:
            questions.append(Question.read(record))
        except (KeyError, TypeError, re.error) as error:
            fail(
                record.get("error")
                or message("bad_line", number=number, reason=f"{type(error).__name__} {error}")
            )
    return questions
