"""`noticebot check` and `noticebot graph`: for the authors of a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.exits import FELL_SHORT
from bot.commands.invocation import Invocation
from bot.commands.json_lines import write_json
from bot.messages import message
from bot.pack.faults import fault_of


def graph(context: typer.Context) -> None:
    """Print the flow of the interview as a Mermaid diagram."""
    from bot.interview.proof.graph import mermaid

    invocation: Invocation = context.obj
    _ = invocation.folder  # of one pack alone
    typer.echo(mermaid(invocation.assessor.interview), nl=False)


def check(
    context: typer.Context,
    witness: Annotated[bool, typer.Option(help=message("cli_check_witness"))] = False,
) -> None:
    """Print every fault of the pack with its file and line, and what is undecided; exit 1 if there is a fault."""
    invocation: Invocation = context.obj
    folders = invocation.folders
    if len(folders) == 1:
        if _check_one(folders[0], witness) is None:
            raise typer.Exit(FELL_SHORT)
        return
    found: dict[str, Path] = {}
    fell_short = False
    for folder in folders:
        typer.echo(message("check_folder", folder=folder))
        notice = _check_one(folder, witness)
        if notice in found:
            typer.echo(str(fault_of(str(folder), 0, "same_notice", id=notice, other=found[notice])))
        fell_short |= notice is None or notice in found
        found.setdefault(notice or str(folder), folder)
    if fell_short:
        raise typer.Exit(FELL_SHORT)


def _check_one(folder: Path, witness: bool) -> str | None:
    """Print the faults of the pack of `folder` and what is undecided. Returns its notice; None if there is a fault."""
    from bot.evaluation.checking import faults_of_tests
    from bot.interview.proof.proving import prove
    from bot.pack.checking.check import check_folder
    from bot.pack.loader import undecided_in

    pack, faults = check_folder(folder)
    if pack is not None and pack.interview is not None:
        proof = prove(pack.interview)
        faults = tuple(sorted({*faults, *proof.faults}))
        for name, world in proof.witnesses.items() if witness else ():
            write_json({"witness": name, "facts": world})
    if pack is not None:
        faults = (*faults, *faults_of_tests(folder, pack))
    for fault in faults:
        typer.echo(str(fault))
    open_points = undecided_in(folder) if pack is not None else ()
    for point in open_points:
        typer.echo(str(point))
    if open_points:
        typer.echo(message("check_undecided", count=len(open_points)), err=True)
    if faults or pack is None:
        typer.echo(message("check_faults", count=len(faults)), err=True)
        return None
    variants = sum(sum(map(bool, entry.variant_lines)) for entry in pack.entries.values())
    variants += len(pack.craft_template.variants) if pack.craft_template else 0
    entries = len(pack.own_entries)
    typer.echo(message("check_ok", entries=entries, variants=variants, clauses=len(pack.clauses)))
    return pack.facts.id
