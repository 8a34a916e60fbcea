"""`noticebot serve`: the web page, the API, the reminders and Telegram, in one process or in several."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.exits import WRONG_USE, fail
from bot.commands.invocation import Invocation, words_of
from bot.messages import message
from bot.settings import MOST_WORKERS

if TYPE_CHECKING:
    from bot.serving.serve import Serving
    from bot.serving.worker_leash import Leash
    from bot.serving.worker_seat import Seat
    from bot.settings import Settings

Tell = Callable[[str], None]


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=message("cli_serve_host"), metavar="HOST")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help=message("cli_serve_port"), min=0, max=65535, metavar="PORT")
    ] = 8080,
    open: Annotated[bool, typer.Option("--open", help=message("cli_serve_open"))] = False,
    workers: Annotated[
        int | None, typer.Option(help=message("cli_serve_workers"), min=1, max=MOST_WORKERS, metavar="N")
    ] = None,
    seat: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> None:
    """Serve until the process is told to stop. `seat` is given to a worker by the process that started it."""
    from bot.refusal import Refused

    invocation: Invocation = context.obj
    if seat is not None:
        tell, ready = _to_nobody, _to_nobody
    else:
        tell = _to_terminal if sys.stderr.isatty() else _to_nobody
        ready = partial(_open, environment=os.environ) if open else _to_nobody
    count = 1 if seat is not None else workers or invocation.settings.workers
    tell(message("serve_starting"))
    try:
        if count > 1:
            _supervise(invocation, count, (host, port), tell, ready)
        elif seat is not None:
            _work(invocation, seat)
        else:
            _served(invocation, tell, ready).run(host, port)
    except Refused as error:
        fail(str(error), error.passes)


def _served(
    invocation: Invocation,
    tell: Tell,
    ready: Tell,
    seat: Seat | None = None,
    leash: Leash | None = None,
) -> Serving:
    """The server as the global options have it."""
    from bot.serving.serve import Serving

    clock, zone = invocation.clock, invocation.knowledge.pack.facts.zone
    pretended = clock() if invocation.moment is not None else None
    invocation.forget_library()
    settings, database = invocation.settings, invocation.database_url
    for one in settings.unknown:
        tell(words_of(one))
    return Serving(
        invocation.given,
        settings,
        database,
        clock,
        zone,
        pretended,
        tell,
        draft=invocation.draft,
        ready=ready,
        seat=seat,
        leash=leash,
    )


def _work(invocation: Invocation, text: str) -> None:
    """Serve as one of several."""
    from bot.serving.worker_leash import Leash
    from bot.serving.worker_seat import Seat, taken_over

    seat = Seat.from_text(text)
    leash = Leash(taken_over(seat.leash))
    served = _served(invocation, _to_nobody, lambda _url: leash.say_ready(), seat, leash)
    served.run_on(taken_over(seat.listening))


def _supervise(invocation: Invocation, count: int, address: tuple[str, int], tell: Tell, ready: Tell) -> None:
    """Have several processes serve. Raises Refused where they cannot, and Exit if they end otherwise than by being told to."""
    from bot.refusal import Refused

    if refusal := why_not_several(count, invocation.settings, invocation.database_url):
        raise Refused(refusal)
    from bot.serving.supervisor import Supervisor, worker_command

    for one in invocation.settings.unknown:
        tell(words_of(one))
    began = time.monotonic()

    def command(seat: Seat) -> list[str]:
        passed = timedelta(seconds=time.monotonic() - began)
        return worker_command(_options(invocation, passed), seat)

    def served(url: str) -> None:
        tell(message("serve_started", url=url))
        ready(url)

    code = Supervisor(count, command, WRONG_USE, served).run(*address)
    if code:
        raise typer.Exit(code)


def why_not_several(count: int, settings: Settings, database: str) -> str:
    """Why `count` processes cannot serve with these settings, and what to do; empty if they can."""
    from bot.channels.web.rate_limits import LEAST_OF_SHARE

    if sys.platform == "win32":
        return message("workers_not_here")
    # Only the scheme: whatever else is wrong with the address, the first worker says.
    if database.strip().startswith("sqlite"):
        return message("workers_need_postgres", count=count)
    least = LEAST_OF_SHARE * count
    if 0 < settings.client_rate < least:
        return message("workers_rate", count=count, rate=f"{settings.client_rate:g}", least=f"{least:g}")
    return ""


def _options(invocation: Invocation, passed: timedelta) -> list[str]:
    """The global options for a worker that begins when so much time has `passed` since the moment of --now."""
    options = [part for folder in invocation.given for part in ("--knowledge", str(folder))]
    if invocation.database is not None:
        options += ["--db", invocation.database]
    if invocation.moment is not None:
        # It may be without an offset: the pack, which is read by the worker alone, says in which zone it is.
        options += ["--now", (datetime.fromisoformat(invocation.moment.strip()) + passed).isoformat()]
    return options + (["--draft"] if invocation.draft else [])


def _open(url: str, environment: Mapping[str, str]) -> None:
    from bot.serving.page_opener import open_page

    open_page(url, environment)


def _to_terminal(text: str) -> None:
    typer.echo(text, err=True)


def _to_nobody(text: str) -> None:
    """Who reads no terminal reads the log."""
