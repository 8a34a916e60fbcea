"""`noticebot interview`: can this person apply? Asked in the terminal, or worked out from facts in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation
from bot.commands.json_lines import lines_of, write_json
from bot.messages import message

if TYPE_CHECKING:
    from bot.commands.interview_batch import Judges
    from bot.interview.engine.assessment import Assessor
    from bot.pack.model import Facts


def interview(
    context: typer.Context,
    facts: Annotated[str | None, typer.Option(help=message("cli_interview_facts"), metavar="FILE")] = None,
    batch: Annotated[str | None, typer.Option(help=message("cli_interview_batch"), metavar="FILE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help=message("cli_interview_json"))] = False,
) -> None:
    """Assess the facts of one person or of a batch; without either, ask in the terminal."""
    invocation: Invocation = context.obj
    if facts is not None and batch is not None:
        fail(message("wrong_use", reason=message("cli_interview_either")))
    if batch is not None:
        _assess_batch(invocation, batch)
    elif facts is not None:
        _assess_one(invocation, facts)
    else:
        from bot.commands.terminal_chat import talk
        from bot.replies.acts import BeginInterview
        from bot.replies.reply import Choice

        talk(invocation, as_json, first=Choice(BeginInterview(), message("interview_asked")))


def _assess_batch(invocation: Invocation, file: str) -> None:
    from bot.commands.interview_batch import batch

    for record in batch(lines_of(file), _judges(invocation), invocation.clock, _warn):
        write_json(record)


def _assess_one(invocation: Invocation, file: str) -> None:
    from bot.commands.interview_batch import assess_record, whole_record

    try:
        record = whole_record("".join(lines_of(file)))
        write_json(assess_record(record, _judges(invocation), invocation.clock, _warn))
    except (ValueError, RecursionError) as error:
        fail(message("bad_facts", path=file, reason=str(error) or type(error).__name__))


def _judges(invocation: Invocation) -> Judges:
    """Assess by the pack of the notice that a record names; where there is one pack, by that."""
    if len(invocation.library) == 1:
        only = (invocation.assessor, invocation.knowledge.pack.facts)
        return lambda record: only
    from bot.interview.engine.assessment import Assessor as Judge

    by_notice = {
        one.pack.facts.id: (Judge(one.interview), one.pack.facts)
        for one in invocation.library
        if one.interview is not None
    }

    def judged(record: Mapping[str, Any]) -> tuple[Assessor, Facts]:
        found = by_notice.get(str(record.get("notice")))
        if found is None:
            raise ValueError(message("which_notice_needed", notices=", ".join(by_notice)))
        return found

    return judged


def _warn(words: str) -> None:
    typer.echo(words, err=True)
