"""`noticebot remind`: which reminders go out next, and how many went out today. It only reads the database."""

from __future__ import annotations

import sys
from functools import partial

import typer

from bot.commands.exits import fail
from bot.commands.invocation import AsJson, Invocation


def remind(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the reminders of the next 48 hours and the count of today."""
    import asyncio
    import tempfile

    from bot.commands.remind_report import print_remind, write_remind_json
    from bot.reminders.library_author import LibraryAuthor
    from bot.reminders.pack_author import PackAuthor
    from bot.reminders.wording import Composer
    from bot.store.database import Store
    from bot.store.engines.address import read_address
    from bot.store.model.errors import StoreError

    invocation: Invocation = context.obj
    now, facts = invocation.clock(), [one.pack.facts for one in invocation.library]
    authors = [
        PackAuthor(partial(lambda pack: (pack, Composer(pack)), one.pack)) for one in invocation.library
    ]
    author = authors[0] if len(authors) == 1 else LibraryAuthor(lambda: authors)

    async def show(url: str) -> None:
        async with await Store.open(url) as store:
            if as_json:
                await write_remind_json(store, author, now, facts[0].zone, sys.stdout)
            else:
                await print_remind(store, author, now, facts, sys.stdout)

    url = invocation.database_url
    try:
        file = read_address(url).path
        with tempfile.TemporaryDirectory() as empty:  # a command that only reads must not create a database
            missing = file is not None and not file.exists()
            asyncio.run(show(f"sqlite:///{empty}/none.db" if missing else url))
    except StoreError as error:
        fail(str(error), error.passes)
