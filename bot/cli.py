"""The command line: the global options, and the commands under their names."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import parse_moment
from bot.commands.ask_command import ask
from bot.commands.backup_commands import backup, restore
from bot.commands.channels_command import channels
from bot.commands.chat_command import chat
from bot.commands.dates_command import dates
from bot.commands.desk_pack_commands import desk
from bot.commands.doctor_command import doctor
from bot.commands.eval_command import evaluate
from bot.commands.exits import fail
from bot.commands.group_command import group
from bot.commands.interview_command import interview
from bot.commands.invocation import Invocation
from bot.commands.new_command import new
from bot.commands.pack_commands import check, graph
from bot.commands.remind_command import remind
from bot.commands.renew_command import renew
from bot.commands.serve_command import serve
from bot.commands.talk_command import talk
from bot.messages import message
from bot.settings import shipped_knowledge

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=message("cli"),
)
COMMANDS: dict[str, Callable[..., None]] = {
    "ask": ask,
    "chat": chat,
    "serve": serve,
    "remind": remind,
    "channels": channels,
    "doctor": doctor,
    "group": group,
    "interview": interview,
    "graph": graph,
    "check": check,
    "new": new,
    "renew": renew,
    "eval": evaluate,
    "dates": dates,
    "talk": talk,
    "backup": backup,
    "restore": restore,
}
for name, command in COMMANDS.items():
    app.command(name, help=message(f"cli_{name}"))(command)
app.add_typer(desk, name="desk")


@app.callback()
def options(
    context: typer.Context,
    knowledge: Annotated[
        list[Path] | None, typer.Option(help=message("cli_knowledge"), metavar="DIR")
    ] = None,
    db: Annotated[str | None, typer.Option(help=message("cli_db"), metavar="URL")] = None,
    now: Annotated[str | None, typer.Option(help=message("cli_now"), metavar="ISO8601")] = None,
    draft: Annotated[bool, typer.Option("--draft", help=message("cli_draft"))] = False,
) -> None:
    """Read the global options, which stand before the command."""
    if now is not None:
        try:
            parse_moment(now, UTC)
        except ValueError:
            fail(message("bad_moment", text=now))
    context.obj = Invocation(tuple(knowledge or [shipped_knowledge()]), now, db, draft)


def main() -> None:
    """Run the command line. Output is UTF-8 whatever the terminal says; a closed pipe ends quietly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
