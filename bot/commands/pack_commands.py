"""`noticebot check` and `noticebot graph`: for the authors of a pack."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.exits import FELL_SHORT
from bot.commands.invocation import Invocation
from bot.commands.json_lines import write_json
from bot.messages import message


def graph(context: typer.Context) -> None:
    """Print the flow of the interview as a Mermaid diagram."""
    from bot.interview.proof.graph import mermaid

    invocation: Invocation = context.obj
    typer.echo(mermaid(invocation.assessor.interview), nl=False)


def check(
    context: typer.Context,
    witness: Annotated[bool, typer.Option(help=message("cli_check_witness"))] = False,
) -> None:
    """Print every fault of the pack with its file and line, and what is undecided; exit 1 if there is a fault."""
    from bot.evaluation.checking import faults_of_tests
    from bot.interview.proof.proving import prove
    from bot.pack.checking.check import check_folder
    from bot.pack.loader import undecided_in

    invocation: Invocation = context.obj
    pack, faults = check_folder(invocation.folder)
    if pack is not None and pack.interview is not None:
        proof = prove(pack.interview)
        faults = tuple(sorted({*faults, *proof.faults}))
        for name, world in proof.witnesses.items() if witness else ():
            write_json({"witness": name, "facts": world})
    if pack is not None:
        faults = (*faults, *faults_of_tests(invocation.folder, pack))
    for fault in faults:
        typer.echo(str(fault))
    open_points = undecided_in(invocation.folder) if pack is not None else ()
    for point in open_points:
        typer.echo(str(point))
    if open_points:
        typer.echo(message("check_undecided", count=len(open_points)), err=True)
    if faults or pack is None:
        typer.echo(message("check_faults", count=len(faults)), err=True)
        raise typer.Exit(FELL_SHORT)
    variants = sum(sum(map(bool, entry.variant_lines)) for entry in pack.entries.values())
    variants += sum(len(template.variants) for template in pack.templates.values())
    entries = len(pack.own_entries)
    typer.echo(message("check_ok", entries=entries, variants=variants, clauses=len(pack.clauses)))
