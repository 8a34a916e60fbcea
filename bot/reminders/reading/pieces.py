"""Pieces of a time that come one by one, and bound each other: 下周, 周三, 下午, 三点."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

from bot.reminders.reading.days import Stretch
from bot.reminders.reading.hours import FoundHour, in_part
from bot.reminders.reading.said import Said


@dataclass(frozen=True)
class Pieces:
    """What was said of a time just before: a week or a month, a part of the day without its hour, an hour of either half."""

    within: Stretch | None = None
    part: time | None = None
    hour: time | None = None


NO_PIECES = Pieces()


def pieces_of(said: Said, before: Pieces) -> Pieces:
    """The pieces of a message, with those that came before it and still bound what comes next."""
    if said.talk or said.places or said.deadlines or said.leads:
        before = NO_PIECES
    within = said.stretches[-1].stretch if said.stretches and not said.days else None
    parts = [one.likely for one in said.hours if one.usual]
    parts += [one.part for one in said.days if one.part is not None and not one.timed]
    exact = any(not one.usual for one in said.hours) or any(one.timed for one in said.days)
    bare = [one.times[0] for one in said.hours if one.bare]
    if not (parts or exact):
        return Pieces(within or (None if said.days else before.within), before.part, before.hour)
    return Pieces(
        within or (None if said.days else before.within),
        parts[0] if parts and not exact else None,
        bare[0] if len(bare) == 1 and not parts else None,
    )


def bounded(said: Said, before: Pieces) -> Said:
    """A message whose hours are in the part of the day that came before, or are the hour that awaited it."""
    if said.talk or any(one.timed or one.part for one in said.days):
        return said
    usual = [one for one in said.hours if one.usual]
    if before.part is not None and not usual:
        return replace(said, hours=tuple(in_part(one, before.part) for one in said.hours))
    if before.hour is not None and len(usual) == len(said.hours) == 1:
        waited = FoundHour(usual[0].start, usual[0].end, (before.hour,), bare=True)
        return replace(said, hours=(in_part(waited, usual[0].likely),))
    return said
