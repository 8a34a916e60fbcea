"""`noticebot desk`: accounts of the office's desk, and the audit. Whoever may use the terminal of the server is trusted."""

from __future__ import annotations

import asyncio
import getpass
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.channels.desk.desk_times import told_moment, told_zone
from bot.clock import system_clock
from bot.commands.exits import fail
from bot.commands.invocation import AsJson, Invocation
from bot.commands.json_lines import write_json
from bot.messages import message, messages_of
from bot.store.model.account import Account, AuditLine, StaffRole
from bot.store.model.errors import LastOwner, StoreError

if TYPE_CHECKING:
    from bot.store.database import Store

Done = TypeVar("Done")
_ONCE_FOR = timedelta(days=3)
"""How long a one-time password works."""
_NAME = re.compile(r"[\w.-]{1,40}")
Name = Annotated[str, typer.Argument(help=message("cli_desk_name"), metavar="NAME", show_default=False)]
Role = Annotated[StaffRole, typer.Argument(help=message("cli_desk_role"), show_default=False)]
EvenLast = Annotated[bool, typer.Option("--even-last", help=message("cli_desk_even_last"))]

desk = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=message("cli_desk"))


@desk.command("add", help=message("cli_desk_add"))
def add_account(
    context: typer.Context,
    name: Name,
    role: Annotated[StaffRole | None, typer.Option("--role", help=message("cli_desk_role"))] = None,
) -> None:
    """Make an account and print its one-time password."""
    from bot.channels.desk.passwords import hash_password, one_time_password

    invocation: Invocation = context.obj
    if not _NAME.fullmatch(name):
        fail(message("desk_bad_name", name=name))
    password, now = one_time_password(), system_clock()

    async def add(store: Store) -> StaffRole | None:
        given = role or ("reader" if await store.staff.exists_any() else "owner")
        account = Account(name, given, hash_password(password), now, once_until=now + _ONCE_FOR)
        line = AuditLine(now, _terminal(), "account_added", f"{name} {given}")
        return given if await store.staff.add(account, line) else None

    given = with_store(invocation, add)
    if given is None:
        fail(message("desk_known", name=name))
    typer.echo(message("desk_added", name=name, role=message(f"desk_role_{given}")), err=True)
    typer.echo(password)
    bind = invocation.settings.desk_bind
    where = message("desk_off") if bind is None else message("desk_where", bind=f"{bind[0]}:{bind[1]}")
    typer.echo(where, err=True)


@desk.command("list", help=message("cli_desk_list"))
def list_accounts(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the accounts."""
    invocation: Invocation = context.obj
    accounts = with_store(invocation, lambda store: store.staff.everybody())
    if as_json:
        write_json(
            {
                "accounts": [
                    {"name": one.name, "role": one.role, "state": _state(one), "totp": one.has_totp}
                    for one in accounts
                ]
            }
        )
        return
    if not accounts:
        typer.echo(message("desk_nobody"), err=True)
    zone = invocation.zone
    if any(_state(one) == "locked" for one in accounts):
        typer.echo(told_zone(zone), err=True)
    for one in accounts:
        until = told_moment(one.locked_until, zone or UTC) if one.locked_until is not None else ""
        state = message(f"desk_account_{_state(one)}", until=until)
        totp = message("desk_account_totp") if one.has_totp else ""
        role = message(f"desk_role_{one.role}")
        typer.echo(message("desk_account_line", name=one.name, role=role, state=state, totp=totp))


@desk.command("role", help=message("cli_desk_change"))
def change_role(context: typer.Context, name: Name, role: Role, even_last: EvenLast = False) -> None:
    """Give an account another role."""

    async def change(store: Store) -> tuple[bool, int]:
        line = AuditLine(system_clock(), _terminal(), "account_role", f"{name} {role}")
        changed = await store.staff.give_role(name, role, line, even_last=even_last)
        return changed, await store.staff.owners()

    changed, owners = _unless_last(context.obj, name, change)
    _known(changed, name)
    typer.echo(message("desk_role_given", name=name, role=message(f"desk_role_{role}")), err=True)
    _warn(owners)


@desk.command("reset", help=message("cli_desk_reset"))
def reset_password(context: typer.Context, name: Name) -> None:
    """Print another one-time password for an account."""
    from bot.channels.desk.passwords import hash_password, one_time_password

    password, now = one_time_password(), system_clock()
    line = AuditLine(now, _terminal(), "account_reset", name)
    made = hash_password(password)
    given = with_store(
        context.obj, lambda store: store.staff.give_password(name, made, now + _ONCE_FOR, line)
    )
    _known(given, name)
    typer.echo(message("desk_reset", name=name), err=True)
    typer.echo(password)


@desk.command("totp-off", help=message("cli_desk_totp_off"))
def turn_totp_off(context: typer.Context, name: Name) -> None:
    """Have an account log in with its password alone."""
    line = AuditLine(system_clock(), _terminal(), "totp_reset", name)

    async def turn_off(store: Store) -> tuple[bool, bool]:
        return await store.staff.named(name) is not None, await store.staff.turn_off(name, line)

    known, done = with_store(context.obj, turn_off)
    _known(known, name)
    typer.echo(message("desk_totp_reset" if done else "desk_totp_none", name=name), err=True)


@desk.command("remove", help=message("cli_desk_remove"))
def remove_account(context: typer.Context, name: Name, even_last: EvenLast = False) -> None:
    """Delete an account."""

    async def remove(store: Store) -> tuple[bool, int]:
        line = AuditLine(system_clock(), _terminal(), "account_removed", name)
        removed = await store.staff.remove(name, line, even_last=even_last)
        return removed, await store.staff.owners()

    removed, owners = _unless_last(context.obj, name, remove)
    _known(removed, name)
    typer.echo(message("desk_removed", name=name), err=True)
    _warn(owners)


@desk.command("audit", help=message("cli_desk_audit"))
def print_audit(
    context: typer.Context,
    most: Annotated[int, typer.Option("--most", min=1, max=100_000, help=message("cli_desk_most"))] = 100,
    as_json: AsJson = False,
) -> None:
    """Print the last lines of the audit."""
    invocation: Invocation = context.obj
    found = with_store(invocation, lambda store: store.staff.audit(most))
    words, zone = messages_of("desk_act_"), invocation.zone
    if not as_json:
        typer.echo(told_zone(zone), err=True)
    for _, line in found:
        at = line.at.astimezone(zone or UTC)
        if as_json:
            write_json({"at": at.isoformat(), "account": line.account, "act": line.act, "about": line.about})
        else:
            act = words.get(f"desk_act_{line.act}", line.act)
            typer.echo("\t".join((f"{at:%Y-%m-%d %H:%M:%S}", line.account or "-", act, line.about)))


def with_store(invocation: Invocation, work: Callable[[Store], Awaitable[Done]]) -> Done:
    """The result of `work` with the store; or exit with what keeps it from being used."""
    from bot.store.database import Store  # heavy: most commands do without a database

    async def run() -> Done:
        async with await Store.open(invocation.database_url) as store:
            return await work(store)

    try:
        return asyncio.run(run())
    except StoreError as error:
        fail(str(error), error.passes)


def _unless_last(invocation: Invocation, name: str, work: Callable[[Store], Awaitable[Done]]) -> Done:
    """As `with_store`; or exit with what to do first if `name` is the only owner."""
    try:
        return with_store(invocation, work)
    except LastOwner:
        fail(message("desk_is_last_owner", name=name))


def _terminal() -> str:
    """How the audit names whoever sits at the terminal."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a user without an entry of its own
        user = "?"
    return message("desk_terminal", user=user)[:40]


def _state(account: Account) -> str:
    if account.locked_until is not None and account.locked_until > system_clock():
        return "locked"
    if account.once_until is None:
        return "well"
    return "once" if account.once_until > system_clock() else "expired"


def _known(done: bool, name: str) -> None:
    if not done:
        fail(message("desk_unknown", name=name))


def _warn(owners: int) -> None:
    if not owners:
        typer.echo(message("desk_last_owner"), err=True)
