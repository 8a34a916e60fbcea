"""`noticebot serve`: the web page, the API, the reminders and Telegram in one process."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import Annotated

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation, words_of
from bot.messages import message


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=message("cli_serve_host"), metavar="HOST")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help=message("cli_serve_port"), min=0, max=65535, metavar="PORT")
    ] = 8080,
    open: Annotated[bool, typer.Option("--open", help=message("cli_serve_open"))] = False,
) -> None:
    """Serve until the process is told to stop."""
    from bot.refusal import Refused
    from bot.serving.page_opener import open_page
    from bot.serving.serve import Serving

    invocation: Invocation = context.obj
    tell = _to_terminal if sys.stderr.isatty() else _to_nobody
    tell(message("serve_starting"))
    clock, zone = invocation.clock, invocation.knowledge.pack.facts.zone
    pretended = clock() if invocation.moment is not None else None
    invocation.forget_library()
    settings, database = invocation.settings, invocation.database_url
    for one in settings.unknown:
        tell(words_of(one))
    ready = partial(open_page, environment=os.environ) if open else _to_nobody
    try:
        Serving(
            invocation.given,
            settings,
            database,
            clock,
            zone,
            pretended,
            tell,
            draft=invocation.draft,
            ready=ready,
        ).run(host, port)
    except Refused as error:
        fail(str(error), error.passes)


def _to_terminal(text: str) -> None:
    typer.echo(text, err=True)


def _to_nobody(text: str) -> None:
    """Who reads no terminal reads the log."""
