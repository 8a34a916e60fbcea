"""`noticebot eval`: how well the questions of a file are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.exits import FELL_SHORT, fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import lines_of, records, write_json
from bot.messages import message

if TYPE_CHECKING:
    from bot.evaluation import Question


def evaluate(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=message("cli_eval_file"))],
    as_json: AsJson = False,
    min_right: Annotated[float, typer.Option(help=message("cli_eval_right"))] = 0.0,
    max_wrong: Annotated[float, typer.Option(help=message("cli_eval_wrong"))] = 1.0,
    max_false: Annotated[float, typer.Option(help=message("cli_eval_false"))] = 1.0,
    min_clause: Annotated[float, typer.Option(help=message("cli_eval_clause"))] = 0.0,
    min_handled: Annotated[float, typer.Option(help=message("cli_eval_handled"))] = 0.0,
) -> None:
    """Print the figures; exit 1 if one is beyond its bound. Bounds are shares of 0–1."""
    from bot.commands.evaluation_report import print_report, shortfalls
    from bot.evaluation import evaluate as measure

    invocation: Invocation = context.obj
    figures = measure(_questions(file), invocation.answerer, invocation.clock()).figures()
    bounds = {
        "right": min_right,
        "wrong": max_wrong,
        "false": max_false,
        "clause": min_clause,
        "handled": min_handled,
    }
    short = shortfalls(figures, bounds)
    if as_json:
        write_json({**figures, "shortfalls": short})
    else:
        print_report(figures)
    for words in short:
        typer.echo(words, err=True)
    if short:
        raise typer.Exit(FELL_SHORT)


def _questions(file: str) -> list[Question]:
    """The questions of a file, or exit 2 with the first line that is none."""
    import re

    from bot.evaluation import Question

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
