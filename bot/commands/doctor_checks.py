"""What `noticebot doctor` looks at on this machine: files and their permissions, the disk, the clock, proxies, the packs."""

from __future__ import annotations

import ipaddress
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.messages import message

if TYPE_CHECKING:
    from bot.pack.model import Pack
    from bot.settings import Settings

State = Literal["ok", "look", "broken"]
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_EVERYBODY = stat.S_IRWXO
_LEAST_FREE, _LITTLE_FREE = 50 * 1024 * 1024, 500 * 1024 * 1024
_TRIED_BYTES = 64 * 1024
_BEFORE = timedelta(minutes=10)
"""By so much a clock may stand before a moment that was stored, as where several machines share a database."""
_LONG_AFTER = timedelta(days=400)
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@dataclass(frozen=True)
class Checked:
    """What was found of one thing: `look` is worth a look, `broken` does not work. `do`: how to mend it."""

    name: str
    state: State
    text: str
    do: str = ""

    def to_plain(self) -> dict[str, str]:
        """The same as plain data."""
        return asdict(self)


def found_of(name: str, state: State, what: str, /, **values: object) -> Checked:
    """What was found, in the words `doctor_WHAT`, and, unless all is well, what to do, in the words `doctor_WHAT_do`."""
    do = "" if state == "ok" else message(f"doctor_{what}_do", **values)
    return Checked(name, state, message(f"doctor_{what}", **values), do)


def check_env(folder: Path) -> Checked:
    """Whether others on this machine may read the `.env` file in `folder`, which holds secrets."""
    file = folder / ".env"
    if not file.is_file():
        return found_of("env", "ok", "no_env")
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & _OTHERS:
        state: State = "broken" if mode & _EVERYBODY else "look"
        return found_of("env", state, "env_open", file=file, mode=f"{mode:03o}")
    return found_of("env", "ok", "env_own", file=file)


def check_folder(folder: Path) -> Iterator[Checked]:
    """Whether the data folder can be written, what others may do in it, and how much room is left."""
    if not folder.exists():
        above = next(one for one in folder.absolute().parents if one.exists())
        if not os.access(above, os.W_OK | os.X_OK):
            yield found_of("data", "broken", "data_not_made", folder=folder, above=above)
            return
        yield found_of("data", "look", "data_missing", folder=folder)
        yield _room(above)
        return
    try:
        _try_to_write(folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield found_of("data", "broken", "data_not_written", folder=folder, reason=reason)
    else:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & _OTHERS:
            yield found_of("data", "look", "data_open", folder=folder, mode=f"{mode:03o}")
        else:
            yield found_of("data", "ok", "data_own", folder=folder)
    yield _room(folder)


def _try_to_write(folder: Path) -> None:
    """Write a little and have it reach the disk. Raises OSError if that cannot be done, and leaves nothing."""
    number, name = tempfile.mkstemp(prefix=".doctor-", dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(b"\0" * _TRIED_BYTES)
            file.flush()
            os.fsync(file.fileno())
    finally:
        with suppress(OSError):
            os.unlink(name)


def _room(folder: Path) -> Checked:
    free = shutil.disk_usage(folder).free
    shown = f"{free / 1e6:.0f}"
    if free < _LEAST_FREE:
        return found_of("disk", "broken", "disk_full", folder=folder, free=shown)
    if free < _LITTLE_FREE:
        return found_of("disk", "look", "disk_little", folder=folder, free=shown)
    return found_of("disk", "ok", "disk_free", folder=folder, free=shown)


def check_clock(now: datetime, newest: datetime | None, packs: Sequence[Pack]) -> Checked:
    """Whether the clock can be right at `now` (aware), by what the database stored last and by the days of the packs."""
    shown = f"{now:%Y-%m-%d %H:%M %z}"
    if newest is not None and now < newest - _BEFORE:
        return found_of(
            "clock",
            "broken",
            "clock_back",
            now=shown,
            newest=f"{newest.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
        )
    published = [pack.facts.published for pack in packs if pack.facts.published is not None]
    if published and now.date() < min(published):
        return found_of("clock", "broken", "clock_early", now=shown, published=min(published))
    last = [milestone.day for pack in packs for milestone in pack.facts.milestones.values()]
    if last and now.date() > max(last) + _LONG_AFTER:
        return found_of("clock", "look", "clock_late", now=shown, last=max(last))
    return found_of("clock", "ok", "clock_right", now=shown)


def check_desk(settings: Settings) -> Checked:
    """Whether the desk, which speaks plain HTTP, listens to other machines."""
    if settings.desk_bind is None:
        return found_of("desk", "ok", "desk_off")
    host, port = settings.desk_bind
    with suppress(ValueError):
        if not ipaddress.ip_address(host).is_loopback:
            return found_of("desk", "look", "desk_open", place=f"{host}:{port}")
    return found_of("desk", "ok", "desk_near", place=f"{host}:{port}")


def check_proxies(settings: Settings, environment: Mapping[str, str]) -> Checked:
    """Whose word on a client's address is taken, and whether the environment names a proxy, which nothing here uses."""
    if "*" in settings.trusted_proxies:
        return found_of("proxies", "look", "proxies_all")
    named = [name for name in _PROXIES if environment.get(name) or environment.get(name.lower())]
    if named:
        return found_of("proxies", "look", "proxies_unused", names=" ".join(named))
    return found_of("proxies", "ok", "proxies_trusted", proxies=settings.trusted_proxies)
