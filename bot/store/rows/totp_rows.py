"""SQL for the second factors of accounts. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store.model.account import AuditLine, StaffSession
from bot.store.rows.staff_rows import check_another_owner, end_all, note
from bot.store.rows.tables import recovery_code, staff_account, staff_session


def offer(connection: Connection, token_hash: str, secret: str) -> None:
    """Keep with a session what its account may take for its authenticator."""
    mine = staff_session.c.token_hash == token_hash
    connection.execute(update(staff_session).where(mine).values(offered=secret))


def turn_on(
    connection: Connection, session: StaffSession, step: int, recovery: Collection[str], line: AuditLine
) -> bool:
    """Ask for codes made from what `session` was offered; False if they are asked for already.

    The code of `step`, which confirmed it, cannot be used again. Other sessions of the account end: they gave no code.
    """
    mine = (staff_account.c.name == session.account, staff_account.c.totp_secret == "")
    values = {"totp_secret": session.offered, "totp_step": step}
    if connection.execute(update(staff_account).where(*mine).values(**values)).rowcount != 1:
        return False
    rows = [{"account": session.account, "code_hash": one} for one in recovery]
    connection.execute(insert(recovery_code), rows)
    end_all(connection, session.account, but=session.token_hash)
    offer(connection, session.token_hash, "")
    note(connection, line)
    return True


def turn_off(connection: Connection, name: str, line: AuditLine, but: str = "") -> bool:
    """Ask for no codes any more, and end all sessions but that of the token hash `but`; False if none were asked for."""
    mine = (staff_account.c.name == name, staff_account.c.totp_secret != "")
    if (
        connection.execute(update(staff_account).where(*mine).values(totp_secret="", totp_step=0)).rowcount
        != 1
    ):
        return False
    _drop_recovery(connection, name)
    end_all(connection, name, but=but)
    note(connection, line)
    return True


def use_step(connection: Connection, name: str, secret: str, step: int) -> bool:
    """Use the code of `step`; False if it or a later one was used, or codes are made from another secret by now."""
    mine = (
        staff_account.c.name == name,
        staff_account.c.totp_secret == secret,
        staff_account.c.totp_step < step,
    )
    return connection.execute(update(staff_account).where(*mine).values(totp_step=step)).rowcount == 1


def use_recovery(connection: Connection, name: str, code_hash: str, line: AuditLine) -> bool:
    """Use a recovery code; False if there is none of this hash."""
    mine = (recovery_code.c.account == name, recovery_code.c.code_hash == code_hash)
    if connection.execute(delete(recovery_code).where(*mine)).rowcount != 1:
        return False
    note(connection, line)
    return True


def recovery_left(connection: Connection, name: str) -> int:
    """How many recovery codes were not used yet."""
    query = select(func.count()).select_from(recovery_code).where(recovery_code.c.account == name)
    return int(connection.scalar(query) or 0)


def remove(connection: Connection, name: str, line: AuditLine, *, even_last: bool = False) -> bool:
    """Delete the account `name` with its sessions and codes; False if there is none.

    Raises LastOwner if it is the only owner, unless `even_last`.
    """
    if not even_last:
        check_another_owner(connection, name)
    end_all(connection, name)
    _drop_recovery(connection, name)
    if connection.execute(delete(staff_account).where(staff_account.c.name == name)).rowcount != 1:
        return False
    note(connection, line)
    return True


def _drop_recovery(connection: Connection, name: str) -> None:
    connection.execute(delete(recovery_code).where(recovery_code.c.account == name))
