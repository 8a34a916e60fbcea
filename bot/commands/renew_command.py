"""`noticebot renew`: carries a knowledge folder over to next year's notice, or brings it to the format of this program."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import parse_moment, system_clock
from bot.commands.exits import fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import write_json
from bot.messages import message

if TYPE_CHECKING:
    from bot.evaluation.measuring import Measured
    from bot.pack.renewal.next_year.decisions import Decision
    from bot.pack.renewal.next_year.renewer import Renewed


def renew(
    context: typer.Context,
    old: Annotated[Path | None, typer.Argument(help=message("cli_renew_old"), metavar="OLD")] = None,
    new: Annotated[Path | None, typer.Argument(help=message("cli_renew_new"), metavar="NEW")] = None,
    out: Annotated[Path | None, typer.Option(help=message("cli_renew_out"), metavar="DIR")] = None,
    upgrade: Annotated[bool, typer.Option("--upgrade", help=message("cli_renew_upgrade"))] = False,
    evaluate: Annotated[bool, typer.Option("--eval", help=message("cli_renew_eval"))] = False,
    as_json: AsJson = False,
) -> None:
    """Write the pack of the notice NEW from the pack OLD; or, with --upgrade, convert the folder of --knowledge in its place.

    Exit 2 if that cannot be done. Either can be run again at any time.
    """
    invocation: Invocation = context.obj
    if upgrade:
        _upgrade(invocation.folder)
        return
    if old is None or new is None or out is None:
        fail(message("wrong_use", reason=message("renew_needs_upgrade")))
    _renew(invocation, old, new, out, as_json, evaluate)


def _renew(invocation: Invocation, old: Path, new: Path, out: Path, as_json: bool, evaluate: bool) -> None:
    from bot.pack.drafting.notice_head import ZONE
    from bot.pack.drafting.sources.notice_files import read_notice
    from bot.pack.drafting.sources.notice_refusal import NoticeError
    from bot.pack.faults import PackError
    from bot.pack.renewal.next_year.decisions import decisions_in
    from bot.pack.renewal.next_year.renewed_folder import check_place, write_renewed
    from bot.pack.renewal.next_year.renewer import renewed

    moment = parse_moment(invocation.moment, ZONE) if invocation.moment else system_clock()
    began = time.monotonic()
    try:
        check_place(old, out)
        result = renewed(old, read_notice(new), new.stem, moment.astimezone(ZONE).date())
        write_renewed(out, result.pack.files)
        decisions = decisions_in(out)
    except NoticeError as error:
        fail(str(error))
    except PackError as error:
        fail("\n".join([message("renew_old_unreadable", folder=old), *map(str, error.faults)]))
    except (OSError, UnicodeDecodeError) as error:
        fail(message("new_unreadable", path=old, reason=error))
    seconds = time.monotonic() - began
    measured = _measured(invocation, out) if evaluate else None
    if as_json:
        _write_json(out, result, decisions, seconds, measured)
        return
    _tell(out, result, decisions, seconds)
    if measured is not None:
        _tell_figures(old, measured)
    if decisions and sys.stdin.isatty() and sys.stdout.isatty():
        _ask(out, _keys())
    typer.echo(message("renew_next", folder=out))


def _measured(invocation: Invocation, out: Path) -> Measured | None:
    """What came of the tests that were carried over; None, with the reason, if they cannot be run."""
    from bot.evaluation.measuring import KINDS, measure_own_tests
    from bot.evaluation.own_tests import has_tests, read_own_tests
    from bot.knowledge import open_knowledge
    from bot.pack.faults import PackError

    if not has_tests(out):
        typer.echo(message("eval_no_tests", folder=out), err=True)
        return None
    try:
        knowledge = open_knowledge(out, invocation.settings.cache_dir, draft=True)
        tests = read_own_tests(out, knowledge.pack.facts, knowledge.interview)
    except PackError as error:
        typer.echo("\n".join(map(str, error.faults)), err=True)
        return None
    return measure_own_tests(tests, knowledge, tests.premises.now, KINDS)


def _tell_figures(old: Path, measured: Measured) -> None:
    """The figures of the new pack beside the last ones of the old one."""
    from bot.commands.evaluation_report import print_own_tests
    from bot.evaluation.last_figures import read_last
    from bot.pack.faults import PackError

    try:
        last = read_last(old) or {}
    except PackError:
        last = {}
    typer.echo(message("renew_figures", folder=old))
    print_own_tests(measured, last)


def _write_json(
    out: Path, result: Renewed, decisions: list[Decision], seconds: float, measured: Measured | None
) -> None:
    figures = {"figures": measured.figures} if measured is not None else {}
    write_json(
        {
            **figures,
            "out": str(out),
            "seconds": round(seconds, 2),
            "stages": [
                {"name": one.name, "count": one.count, "seconds": round(one.seconds, 2)}
                for one in result.stages
            ],
            "decisions": [
                {"file": one.file, "line": one.line, "what": one.what, "why": one.why} for one in decisions
            ],
            "faults": [str(fault) for fault in result.left],
        }
    )


def _tell(out: Path, result: Renewed, decisions: list[Decision], seconds: float) -> None:
    for stage in result.stages:
        name = message(f"renew_stage_{stage.name}")
        typer.echo(message("renew_stage_line", name=name, count=stage.count, seconds=f"{stage.seconds:.1f}"))
    typer.echo(message("renew_written", folder=out, seconds=f"{seconds:.1f}"))
    for fault in result.left:
        typer.echo(message("renew_left", fault=fault), err=True)
    if not decisions:
        typer.echo(message("renew_no_decisions"))
        return
    typer.echo(message("renew_decisions", count=len(decisions)))
    for one in decisions:
        typer.echo(_worded(one))


def _worded(one: Decision) -> str:
    return message("renew_decision", file=one.file, line=one.line, what=one.what, why=one.why)


def _ask(out: Path, keys: Iterator[str]) -> None:
    """Let the person at the terminal decide, one key each."""
    from bot.pack.renewal.next_year.decisions import decide_all

    for decision, count, failed in decide_all(out, keys):
        if failed:
            typer.echo(message("renew_not_decided", reason=failed))
        else:
            typer.echo(message("renew_ask_key", count=count, decision=_worded(decision)), nl=False)


def _keys() -> Iterator[str]:
    """The keys that are pressed, each shown; an interruption ends them."""
    import click

    while True:
        try:
            key = click.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            return
        typer.echo(key if key.isprintable() else "")
        yield key


def _upgrade(folder: Path) -> None:
    from bot.pack.faults import PackError
    from bot.pack.layout import FAQ, FORMAT_1_KEPT, is_being_upgraded, is_format_1
    from bot.pack.renewal.in_place import upgrade_in_place

    if not folder.is_dir():
        fail(message("renew_no_folder", folder=folder))
    if not is_format_1(folder) and not is_being_upgraded(folder):
        typer.echo(message("renew_nothing", folder=folder))
        return
    try:
        done = upgrade_in_place(folder)
    except PackError as error:
        fail("\n".join([message("renew_refused", folder=folder), *map(str, error.faults)]))
    except FileExistsError as error:
        fail(message("renew_in_the_way", folder=folder, name=error.strerror))
    except OSError as error:
        half = "renew_half_written" if is_being_upgraded(folder) else "renew_not_written"
        fail(message(half, folder=folder, reason=error.strerror or error))
    typer.echo(message("renew_done", folder=folder))
    for key, value in done.notes:
        typer.echo(message("renew_guessed", key=key, value=value))
    for one in done.left_out:
        kept = folder / FORMAT_1_KEPT / FAQ
        typer.echo(message("renew_left_out", key=one.key, line=one.line, kept=kept), err=True)
