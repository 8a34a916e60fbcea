"""`noticebot backup` and `noticebot restore`: the database in one file, and back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation
from bot.messages import message

if TYPE_CHECKING:
    from bot.store.restored_desk import RestoredAccount

Copy = Annotated[Path, typer.Argument(help=message("cli_backup_file"), metavar="FILE", show_default=False)]


def backup(
    context: typer.Context,
    file: Copy,
    force: Annotated[bool, typer.Option("--force", help=message("cli_backup_force"))] = False,
) -> None:
    """Copy the database into a file, while the server runs or not."""
    from bot.store.backup import back_up, file_of
    from bot.store.model.errors import StoreError

    url = _url(context)
    try:
        database = file_of(url)
        if database is None:
            from bot.store.server_backup import back_up_server

            size = asyncio.run(back_up_server(url, file, replacing=force))
        else:
            size = back_up(database, file, replacing=force)
    except StoreError as error:
        fail(str(error), error.passes)
    typer.echo(message("backup_done", copy=file, size=f"{size / 1e6:.1f}"), err=True)


def restore(context: typer.Context, file: Copy) -> None:
    """Put a copy in the place of the database, or into an empty one on a server. The bot must not run."""
    from bot.clock import system_clock
    from bot.store.backup import file_of
    from bot.store.backup import restore as put_back
    from bot.store.engines.address import read_address
    from bot.store.model.errors import StoreError
    from bot.store.restored_desk import accounts_in

    url, now = _url(context), system_clock()
    try:
        database, aside = file_of(url), None
        if database is None:
            from bot.store.server_backup import restore_server

            accounts = asyncio.run(restore_server(file, url, now))
        else:
            aside = put_back(file, database, now)
            accounts = accounts_in(database)
    except StoreError as error:
        fail(str(error), error.passes)
    typer.echo(message("restore_done", copy=file, place=database or read_address(url).place), err=True)
    if aside is not None:
        typer.echo(message("restore_aside", aside=aside), err=True)
    _tell_accounts(accounts)


def _tell_accounts(accounts: Sequence[RestoredAccount]) -> None:
    """Tell who may log in at the desk now: accounts that were removed since the copy was made are there again."""
    if not accounts:
        return
    typer.echo(message("restore_desk"), err=True)
    for one in accounts:
        end = message("restore_void", name=one.name) if one.void else ""
        role = message(f"desk_role_{one.role}")
        typer.echo(message("restore_account", name=one.name, role=role, void=end), err=True)


def _url(context: typer.Context) -> str:
    invocation: Invocation = context.obj
    return invocation.database_url
