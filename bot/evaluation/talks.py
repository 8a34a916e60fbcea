"""Whole conversations, and what must be said in each turn of them. Regular expressions decide what is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from bot.evaluation.lines import Record
from bot.evaluation.scripted import Script, ScriptError, read_script
from bot.evaluation.shares import Share, together
from bot.pack.faults import Fault
from bot.pack.interview_model import Interview

Pattern = re.Pattern[str]
_STEPS = ("say", "choice", "now")
"""The keys of a turn that are part of the conversation; the others are what is expected."""


@dataclass(frozen=True)
class Manners:
    """What holds of every turn: at most `longest` characters while no interview is open (0: any number), and what says that a
    reminder was set (`claims`, but not `disclaims`) is only said if one is."""

    longest: int = 0
    claims: Pattern | None = None
    disclaims: Pattern | None = None


@dataclass(frozen=True)
class Expected:
    """What the text of one turn must and must not match."""

    must: tuple[Pattern, ...]
    must_not: tuple[Pattern, ...]


@dataclass(frozen=True)
class Talk:
    """One conversation of a `kind`, with what is expected of each of its turns."""

    kind: str
    script: Script
    turns: tuple[Expected, ...]
    record: Record


@dataclass(frozen=True)
class Answered:
    """What came of one turn: its whole text, whether an interview is open, and whether any reminder is set."""

    text: str
    interview: bool
    reminders: bool


def read_talks(
    records: Iterable[Record], interview: Interview | None, now: datetime, zone: tzinfo, faults: list[Fault]
) -> list[Talk]:
    """The conversations of a file; `now` is when those begin that do not say so."""
    talks = []
    for record in records:
        try:
            talks.append(_talk(record, interview, now, zone))
        except (KeyError, TypeError, ScriptError, re.error) as error:
            faults.append(record.fault("bad_talk", kind=type(error).__name__, reason=error))
    return talks


def right_turns(talk: Talk, answered: Iterable[Answered], manners: Manners) -> list[bool]:
    """Whether each turn went as it should; one that was not answered did not."""
    found = list(answered)[: len(talk.turns)]
    right = [_is_right(one, expected, manners) for one, expected in zip(found, talk.turns, strict=False)]
    return right + [False] * (len(talk.turns) - len(right))


def shares_of_talks(judged: Iterable[tuple[str, list[bool]]]) -> dict[str, Share]:
    """The figures of one file, from the kind of each conversation and whether each of its turns was right."""
    talks = list(judged)
    kinds = dict.fromkeys(kind for kind, _ in talks)

    def whole(*kinds: str) -> Share:
        found = [all(right) for kind, right in talks if kind in kinds]
        return Share(sum(found), len(found))

    turns = together(Share(sum(right), len(right)) for _, right in talks)
    return {"turns": turns, "whole": whole(*kinds), **{f"whole {kind}": whole(kind) for kind in kinds}}


def _is_right(answered: Answered, expected: Expected, manners: Manners) -> bool:
    text = answered.text
    too_long = manners.longest and len(text) > manners.longest and not answered.interview
    return bool(
        text
        and not too_long
        and (answered.reminders or not _claims(text, manners))
        and all(pattern.search(text) for pattern in expected.must)
        and not any(pattern.search(text) for pattern in expected.must_not)
    )


def _claims(text: str, manners: Manners) -> bool:
    """Whether a text says that a reminder was set."""
    if manners.claims is None or not manners.claims.search(text):
        return False
    return manners.disclaims is None or not manners.disclaims.search(text)


def _talk(record: Record, interview: Interview | None, now: datetime, zone: tzinfo) -> Talk:
    plain = record.plain
    steps = [{key: turn[key] for key in _STEPS if key in turn} for turn in plain["turns"]]
    script = read_script({"pushes": True, "most": 0, **plain, "turns": steps}, interview, now, zone)
    return Talk(str(plain["kind"]), script, tuple(map(_expected, plain["turns"])), record)


def _expected(turn: Mapping[str, Any]) -> Expected:
    must, must_not = (tuple(map(re.compile, turn.get(key, ()))) for key in ("must", "must_not"))
    return Expected(must, must_not)
