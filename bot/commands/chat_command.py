"""`noticebot chat`: a conversation in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation
from bot.messages import message


def chat(
    context: typer.Context,
    user: Annotated[str | None, typer.Option(help=message("cli_chat_user"), metavar="NAME")] = None,
    as_json: Annotated[bool, typer.Option("--json", help=message("cli_chat_json"))] = False,
) -> None:
    """Talk in the terminal. The conversation is stored in the database if --user or --db is given."""
    from bot.commands.terminal_chat import talk

    invocation: Invocation = context.obj
    if user is None and invocation.database is None:
        talk(invocation, as_json)
        return
    from bot.store.rows.values import checked_key

    try:
        key = checked_key(f"terminal:{user or 'local'}")
    except ValueError:
        fail(message("wrong_use", reason=message("bad_user_name")))
    _talk_kept(invocation, as_json, key)


def _talk_kept(invocation: Invocation, as_json: bool, user: str) -> None:
    """Talk, storing the conversation in the database after every turn."""
    import asyncio

    from bot.commands.terminal_chat import talk
    from bot.conversation.memory import StoredMemory
    from bot.store.database import Store
    from bot.store.model.errors import StoreError

    with asyncio.Runner() as runner:
        try:
            store = runner.run(Store.open(invocation.database_url))
        except StoreError as error:
            fail(str(error), error.passes)
        try:
            memory = StoredMemory(runner, store, user)
            memory.open(invocation.clock())
            talk(invocation, as_json, memory)
        except StoreError as error:
            fail(str(error), error.passes)
        finally:
            runner.run(store.close())
