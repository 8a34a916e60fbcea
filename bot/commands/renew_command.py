"""`noticebot renew`: brings a knowledge folder to the format of this program."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation
from bot.messages import message


def renew(
    context: typer.Context,
    upgrade: Annotated[bool, typer.Option("--upgrade", help=message("cli_renew_upgrade"))] = False,
) -> None:
    """Convert the folder of --knowledge in its place; exit 2 if that cannot be done. It can be run again at any time."""
    from bot.pack.faults import PackError
    from bot.pack.layout import is_being_upgraded, is_format_1
    from bot.pack.renewal.in_place import upgrade_in_place

    invocation: Invocation = context.obj
    folder = invocation.folder
    if not upgrade:
        fail(message("wrong_use", reason=message("renew_needs_upgrade")))
    if not folder.is_dir():
        fail(message("renew_no_folder", folder=folder))
    if not is_format_1(folder) and not is_being_upgraded(folder):
        typer.echo(message("renew_nothing", folder=folder))
        return
    try:
        guesses = upgrade_in_place(folder)
    except PackError as error:
        fail("\n".join([message("renew_refused", folder=folder), *map(str, error.faults)]))
    except FileExistsError as error:
        fail(message("renew_in_the_way", folder=folder, name=error.strerror))
    except OSError as error:
        half = "renew_half_written" if is_being_upgraded(folder) else "renew_not_written"
        fail(message(half, folder=folder, reason=error.strerror or error))
    typer.echo(message("renew_done", folder=folder))
    for key, value in guesses:
        typer.echo(message("renew_guessed", key=key, value=value))
