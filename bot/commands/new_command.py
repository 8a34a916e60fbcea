"""`noticebot new`: the draft of a pack from the file of a notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import parse_moment, system_clock
from bot.commands.exits import fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import write_json
from bot.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.pack.drafting.draft_model import Draft
    from bot.pack.reading.undecided import OpenPoint


def new(
    context: typer.Context,
    notice: Annotated[Path, typer.Argument(help=message("cli_new_notice"), metavar="NOTICE")],
    out: Annotated[Path, typer.Option(help=message("cli_new_out"), metavar="DIR")],
    as_json: AsJson = False,
) -> None:
    """Write the draft of a pack; exit 2, in one line, if the notice cannot be read or the folder is not empty."""
    from bot.pack.checking.check import check_folder
    from bot.pack.drafting.draft_maker import draft_of
    from bot.pack.drafting.notice_head import ZONE
    from bot.pack.drafting.sources.notice_files import read_notice
    from bot.pack.drafting.sources.notice_refusal import NoticeError
    from bot.pack.drafting.summary import summary_of
    from bot.pack.drafting.writing.draft_folder import check_room, write_draft
    from bot.pack.drafting.writing.pack_files import files_of
    from bot.pack.loader import undecided_in

    invocation: Invocation = context.obj
    moment = parse_moment(invocation.moment, ZONE) if invocation.moment else system_clock()
    try:
        check_room(out)
        draft = draft_of(read_notice(notice), notice.stem, moment.astimezone(ZONE).date())
        write_draft(out, files_of(draft))
    except NoticeError as error:
        fail(str(error))
    _, faults = check_folder(out)
    undecided = undecided_in(out)
    if as_json:
        write_json({"out": str(out), **summary_of(draft, undecided, faults)})
    else:
        _tell(draft, out, undecided)
    for fault in faults:
        typer.echo(str(fault), err=True)


def _tell(draft: Draft, out: Path, undecided: Sequence[OpenPoint]) -> None:
    """What was found, what is undecided, and how to go on."""
    counts = {
        "clauses": sum(bool(clause.id) for clause in draft.clauses),
        "entries": len(draft.entries),
        "days": len(draft.milestones),
        "values": len(draft.values),
        "contacts": len(draft.contacts),
        "links": len(draft.links),
    }
    typer.echo(message("new_done", folder=out, **counts))
    if undecided:
        typer.echo(message("new_undecided", count=len(undecided)))
        for point in undecided:
            typer.echo(str(point))
    typer.echo(message("new_next", folder=out))
