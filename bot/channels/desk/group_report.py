"""What a group of the office sees of those who share with it: by what they still have to do, and as a text to pass on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation.people_list import Person, deadline_of
from bot.conversation.shared_states import STAGES, SharedState, Stage
from bot.messages import message
from bot.pack.spoken import spoken_date


@dataclass(frozen=True)
class GroupRow:
    """One person as they are shown. `source` is who gave them, if that is somebody else."""

    name: str
    source: str
    verdict: str
    missing: tuple[str, ...]
    unclear: tuple[str, ...]
    day: str
    done: tuple[str, ...]


@dataclass(frozen=True)
class GroupReport:
    """People by what they have to do, in the order of `STAGES`; things to do, and coming days, each with whose they are."""

    stages: tuple[tuple[Stage, tuple[GroupRow, ...]], ...]
    to_do: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[tuple[str, tuple[str, ...]], ...]
    count: int


def group_report(states: Sequence[SharedState]) -> GroupReport:
    """The report on these people."""
    by_stage = [(stage, tuple(_row(one) for one in states if one.stage == stage)) for stage in STAGES]
    to_do = _whose((item, one) for one in states for item in one.to_do)
    ahead = sorted((one for one in states if one.to_do and _next_day(one) < date.max), key=_next_day)
    days = _whose((_day_of(one.person, one.person.deadline), one) for one in ahead if one.person is not None)
    return GroupReport(
        stages=tuple((stage, rows) for stage, rows in by_stage if rows),
        to_do=tuple(sorted(to_do, key=lambda one: -len(one[1]))),
        days=tuple(days),
        count=len(states),
    )


def group_text(report: GroupReport, group: str, notice: str, at: str, *, with_names: bool) -> str:
    """A text for the group of the units: counts, and names only where they are wanted."""

    def whose(names: Sequence[str]) -> str:
        told = message("between_words").join(names)
        return message("desk_group_text_named", names=told) if with_names and names else ""

    counts = [
        message("desk_group_text_stage", stage=message(f"desk_group_stage_{stage}"), count=len(rows))
        + whose([row.name for row in rows])
        for stage, rows in report.stages
    ]
    to_do = [
        message("desk_group_text_item", number=number, item=item, count=len(names)) + whose(names)
        for number, (item, names) in enumerate(report.to_do, 1)
    ]
    days = [
        message("desk_group_text_day", day=day, count=len(names)) + whose(names) for day, names in report.days
    ]
    return "\n".join(
        (
            message("desk_group_text_head", notice=notice, group=group, at=at, count=report.count),
            *counts,
            *([message("desk_group_text_to_do"), *to_do] if to_do else []),
            *([message("desk_group_text_days"), *days] if days else []),
            message("desk_group_text_foot"),
        )
    )


def _row(state: SharedState) -> GroupRow:
    shared, one = state.shared, state.person
    source = shared.source if shared.source != shared.shown else ""
    if one is None:
        return GroupRow(shared.shown, source, message("desk_group_not_begun"), (), (), "", state.done)
    ahead = one.day is not None and state.stage not in ("handed_in", "refused")
    return GroupRow(
        shared.shown,
        source,
        one.standing,
        one.missing,
        one.unclear,
        _day_of(one, deadline_of(one)) if ahead else "",
        state.done,
    )


def _day_of(one: Person, deadline: str) -> str:
    assert one.day is not None
    return message("desk_group_day", date=spoken_date(one.day), deadline=deadline)


def _next_day(state: SharedState) -> date:
    """The day by which somebody has to do something; the last of all days if there is none."""
    return (state.person and state.person.day) or date.max


def _whose(pairs: Iterable[tuple[str, SharedState]]) -> list[tuple[str, tuple[str, ...]]]:
    """Things with the names of those whose they are."""
    found: dict[str, list[str]] = {}
    for thing, one in pairs:
        found.setdefault(thing, []).append(one.shared.shown)
    return [(thing, tuple(names)) for thing, names in found.items()]
