"""`noticebot check` and `noticebot graph`: for the authors of a pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.exits import FELL_SHORT
from bot.commands.invocation import Invocation
from bot.commands.json_lines import write_json
from bot.messages import message
from bot.pack.faults import Fault, fault_of, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.pack.model import Pack

_MOST_PLACES = 8
"""Places of consequences that are listed."""


def graph(context: typer.Context) -> None:
    """Print the flow of the interview as a Mermaid diagram."""
    from bot.interview.proof.graph import mermaid

    invocation: Invocation = context.obj
    _ = invocation.folder  # of one pack alone
    typer.echo(mermaid(invocation.assessor.interview), nl=False)


def check(
    context: typer.Context,
    witness: Annotated[bool, typer.Option(help=message("cli_check_witness"))] = False,
    all_faults: Annotated[bool, typer.Option("--all", help=message("cli_check_all"))] = False,
    confusions: Annotated[bool, typer.Option(help=message("cli_check_confusions"))] = False,
) -> None:
    """Print every fault of the pack with its file and line, causes first, and what is undecided; exit 1 if there is a fault."""
    invocation: Invocation = context.obj
    folders = invocation.folders
    if len(folders) == 1:
        if _check_one(folders[0], witness, all_faults, confusions) is None:
            raise typer.Exit(FELL_SHORT)
        return
    found: dict[str, Path] = {}
    fell_short = False
    for folder in folders:
        typer.echo(message("check_folder", folder=folder))
        notice = _check_one(folder, witness, all_faults, confusions)
        if notice in found:
            typer.echo(str(fault_of(str(folder), 0, "same_notice", id=notice, other=found[notice])))
        fell_short |= notice is None or notice in found
        found.setdefault(notice or str(folder), folder)
    if fell_short:
        raise typer.Exit(FELL_SHORT)


def _check_one(folder: Path, witness: bool, all_faults: bool, confusions: bool) -> str | None:
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
    _tell_faults(faults, all_faults)
    tests = tuple(faults_of_tests(folder, pack)) if pack is not None else ()
    if tests and faults and not all_faults:
        typer.echo(message("check_tests_follow", count=len(tests)))
    else:
        for fault in tests:
            typer.echo(str(fault))
    open_points = undecided_in(folder) if pack is not None else ()
    for point in open_points:
        typer.echo(str(point))
    if open_points:
        typer.echo(message("check_undecided", count=len(open_points)), err=True)
    if pack is not None:
        _advise(pack, confusions)
    if faults or tests or pack is None:
        typer.echo(message("check_faults", count=len(faults) + len(tests)), err=True)
        return None
    variants = sum(sum(map(bool, entry.variant_lines)) for entry in pack.entries.values())
    variants += sum(len(template.variants) for template in pack.templates.values())
    entries = len(pack.own_entries)
    typer.echo(message("check_ok", entries=entries, variants=variants, clauses=len(pack.clauses)))
    return pack.facts.id


def _tell_faults(faults: Sequence[Fault], every: bool) -> None:
    """The causes; under each where else it shows, or each of those with its own words."""
    from bot.pack.checking.fault_causes import causes_of

    for cause in causes_of(faults):
        typer.echo(str(cause.fault))
        if not cause.consequences:
            continue
        if every:
            for fault in cause.consequences:
                typer.echo(f"    {fault}")
            continue
        places = list(dict.fromkeys(fault.place for fault in cause.consequences))
        shown = listed(places[:_MOST_PLACES])
        if len(places) > _MOST_PLACES:
            shown += message("check_and_more")
        typer.echo(message("check_follows", count=len(cause.consequences), places=shown))


def _advise(pack: Pack, confusions: bool) -> None:
    """What is no fault and would make the pack better."""
    from bot.pack.checking.advice import advice_on

    advice = advice_on(pack)
    if confusions:
        from bot.evaluation.left_out import often_missed

        advice = (*advice, *often_missed(pack))
    if advice:
        typer.echo(message("check_advice", count=len(advice)), err=True)
    for one in advice:
        typer.echo(str(one), err=True)
