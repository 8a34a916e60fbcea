"""`noticebot doctor`: everything that a server needs, looked at once, with what to do about each thing that is wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.commands.doctor_checks import (
    Checked,
    check_clock,
    check_desk,
    check_env,
    check_folder,
    check_proxies,
    found_of,
)
from bot.commands.exits import FELL_SHORT
from bot.commands.invocation import AsJson, Invocation, words_of
from bot.commands.serve_command import why_not_several
from bot.messages import message

if TYPE_CHECKING:
    from bot.knowledge import Knowledge
    from bot.setting_names import UnknownName
    from bot.settings import Settings
    from bot.store.looking import Seen

_STATE_SIGNS = {"ok": "✓", "look": "·", "broken": "✗"}
_SHORTEST_SECRET = 4
_MANY = 3
"""So many faults of a pack are told; `noticebot check` tells all."""


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Look at everything that a server needs. It changes nothing; exit 1 if something does not work."""
    import asyncio

    from bot.settings import read_settings
    from bot.wrong_setting import SettingsError

    invocation: Invocation = context.obj
    found = [check_env(Path.cwd())]
    secrets: dict[str, str] = {}
    try:
        settings = read_settings()
    except SettingsError as error:
        text = message(error.why, name=error.name, text=error.text)
        found.append(Checked("settings", "broken", text, message("doctor_settings_do")))
        found += [*_misspelled(error.unknown), *_packs(invocation, [])]
    else:
        found += _misspelled(settings.unknown)
        secrets = _secrets_of(settings, invocation.database_url)
        found += asyncio.run(_all(invocation, settings))
    _tell([_hidden(one, secrets) for one in found], as_json)
    if any(one.state == "broken" for one in found):
        raise typer.Exit(FELL_SHORT)


def _misspelled(names: Sequence[UnknownName]) -> list[Checked]:
    """What looks like a setting and is none: it is passed over."""
    return [Checked("settings", "look", words_of(one), message("doctor_misspelled_do")) for one in names]


async def _all(invocation: Invocation, settings: Settings) -> list[Checked]:
    from bot.commands.doctor_public import check_channels

    packs: list[Knowledge] = []
    found = list(check_folder(settings.data_dir))
    cache = settings.cache_dir
    found += _packs(invocation, packs, cache if cache.is_dir() else None)
    now = invocation.clock_without_pack(packs[0].pack.facts.zone if packs else None)
    seen: list[Seen] = []
    found += [one async for one in _database(invocation.database_url, settings, seen)]
    newest = seen[0].newest if seen else None
    found.append(check_clock(now, newest, [one.pack for one in packs]))
    found.append(check_proxies(settings, os.environ))
    found.append(check_desk(settings))
    found.append(_workers(settings, invocation.database_url))
    # Only a database as this program knows it is opened: that migrates no other.
    usable = seen and seen[0].revision and not seen[0].behind
    url = invocation.database_url if usable else None
    found += [one async for one in check_channels(settings, url, now)]
    return found


def _workers(settings: Settings, url: str) -> Checked:
    """Whether as many processes as are set can serve with these settings."""
    if settings.workers > 1 and (refusal := why_not_several(settings.workers, settings, url)):
        return Checked("workers", "broken", refusal, message("doctor_settings_do"))
    return found_of("workers", "ok", "workers_right", count=settings.workers)


def _connections(left: int, workers: int) -> Checked:
    """Whether the PostgreSQL server permits as many connections as so many processes may open in a rush."""
    from bot.store.engines.postgres import MOST_CONNECTIONS

    wanted = MOST_CONNECTIONS * workers
    if wanted <= left:
        return found_of("connections", "ok", "connections_right", left=left, wanted=wanted)
    return found_of("connections", "look", "connections_few", left=left, wanted=wanted)


async def _database(url: str, settings: Settings, seen: list[Seen]) -> AsyncIterator[Checked]:
    """What is found of the database; what was seen of it goes into `seen`."""
    from bot.store.looking import look_at
    from bot.store.model.errors import StoreError

    try:
        one = await look_at(url)
    except StoreError as error:
        yield Checked("database", "broken", str(error), message("doctor_database_do"))
        return
    seen.append(one)
    if one.connections is not None:
        yield _connections(one.connections, settings.workers)
    if not one.revision:
        yield found_of("database", "look", "no_database", place=one.place)
        return
    size, most = one.size / 1e6, settings.database_mb
    shown = {"place": one.place, "size": f"{size:.1f}", "most": f"{most:.0f}"}
    if most and size > most:
        yield found_of("database", "broken", "database_large", **shown)
    else:
        yield found_of("database", "ok", "database_there", **shown)
    if one.behind:
        yield found_of("migrations", "look", "migrations_behind", found=one.revision, count=one.behind)
    else:
        yield found_of("migrations", "ok", "migrations_done", found=one.revision)


def _packs(invocation: Invocation, packs: list[Knowledge], cache: Path | None = None) -> Iterator[Checked]:
    """What is found of each pack; those that can be used go into `packs`. `cache` holds compiled ones."""
    from bot.knowledge import open_knowledge
    from bot.pack.faults import PackError

    for folder in invocation.folders:
        try:
            knowledge = open_knowledge(folder, cache, draft=invocation.draft)
        except PackError as error:
            faults = message("between_sentences").join(str(fault) for fault in error.faults[:_MANY])
            yield found_of("pack", "broken", "pack_broken", folder=folder, faults=faults)
        else:
            packs.append(knowledge)
            yield found_of("pack", "ok", "pack_there", title=knowledge.pack.facts.short_title)


def _secrets_of(settings: object, url: str) -> dict[str, str]:
    """Every secret of the settings by its name, also the password of the database: what their fields keep out of their repr."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    found: dict[str, str] = {}

    def collect(holder: Any) -> None:
        for one in fields(holder):
            value = getattr(holder, one.name)
            if is_dataclass(value):
                collect(value)
            elif not one.repr and isinstance(value, str) and len(value) >= _SHORTEST_SECRET:
                found[one.name] = value

    collect(settings)
    try:
        password = make_url(url).password
    except ArgumentError:
        password = None
    if password and len(password) >= _SHORTEST_SECRET:
        found["password"] = password
    # The longest first: one may be a part of another, as a token is of an address.
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _hidden(one: Checked, secrets: dict[str, str]) -> Checked:
    from bot.commands.doctor_public import without_secrets

    return Checked(one.name, one.state, without_secrets(one.text, secrets), without_secrets(one.do, secrets))


def _tell(found: list[Checked], as_json: bool) -> None:
    """Write what was found, as JSON or in words with a line that sums it up."""
    broken = sum(one.state == "broken" for one in found)
    looks = sum(one.state == "look" for one in found)
    if as_json:
        plain = {"well": not broken, "checks": [one.to_plain() for one in found]}
        typer.echo(json.dumps(plain, ensure_ascii=False))
        return
    for one in found:
        sys.stdout.write(f"{_STATE_SIGNS[one.state]} {one.text}\n")
        if one.do:
            sys.stdout.write(f"    → {one.do}\n")
    whole = "doctor_broken" if broken else "doctor_look" if looks else "doctor_well"
    sys.stdout.write(message(whole, broken=broken, looks=looks) + "\n")
