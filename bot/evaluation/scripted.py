"""Conversations written in advance, as `noticebot talk` reads them: what is said, picked, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from bot.clock import parse_moment
from bot.interview.engine.answers import can_be_answer
from bot.messages import message
from bot.pack.interview_model import Interview

_MOST_TURNS = 60


class ScriptError(ValueError):
    """A written conversation is invalid; the text says how."""


@dataclass(frozen=True)
class Say:
    """The person writes `text`."""

    text: str


@dataclass(frozen=True)
class Pick:
    """The person taps the choice with this id or label."""

    choice: str


@dataclass(frozen=True)
class Wait:
    """Nothing is said until `until` (aware)."""

    until: datetime


Step = Say | Pick | Wait


@dataclass(frozen=True)
class Start:
    """An interview that is already under way: its answers, and what it asks (None: whatever comes next)."""

    facts: Mapping[str, Any]
    asking: str | None


@dataclass(frozen=True)
class Script:
    """One conversation. It begins at `now` (aware); `pushes`: the channel can send reminders.

    After `steps` at most `most` turns are taken by themselves, while the interview asks: the text in `answers` by fact, and
    对 or 不对 to what awaits confirmation, by the value in `values`.
    """

    id: object
    now: datetime
    steps: tuple[Step, ...]
    pushes: bool = False
    start: Start | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    most: int = _MOST_TURNS
    notice: str = ""
    """The notice of which it begins; empty: none is named, as where there is one."""


def read_script(plain: Mapping[str, Any], interview: Interview | None, now: datetime, zone: tzinfo) -> Script:
    """Parse a conversation. `now` is when it begins unless it says so itself. Raises ScriptError if it is invalid."""
    begins = _aware(plain["now"], zone) if plain.get("now") is not None else now
    turns = plain.get("turns")
    if not isinstance(turns, list):
        raise ScriptError(message("line_needs", keys="turns"))
    most = plain.get("most", _MOST_TURNS)
    if isinstance(most, bool) or not isinstance(most, int) or most < 0:
        raise ScriptError(message("talk_bad", part="most"))
    pushes = plain.get("pushes", False)
    if not isinstance(pushes, bool):
        raise ScriptError(message("talk_bad", part="pushes"))
    answers = _object(plain, "answers")
    if not all(isinstance(text, str) for text in answers.values()):
        raise ScriptError(message("talk_bad", part="answers"))
    return Script(
        plain.get("id"),
        begins,
        tuple(_step(turn, zone) for turn in turns),
        pushes,
        _start(plain, interview, begins, zone),
        answers,
        _object(plain, "values"),
        most,
        str(plain.get("notice") or ""),
    )


def _step(turn: object, zone: tzinfo) -> Step:
    if isinstance(turn, str):
        return Say(turn)
    if isinstance(turn, dict) and len(turn) == 1:
        if isinstance(turn.get("say"), str):
            return Say(turn["say"])
        if isinstance(turn.get("choice"), str):
            return Pick(turn["choice"])
        if "now" in turn:
            return Wait(_aware(turn["now"], zone))
    raise ScriptError(message("talk_bad", part="turns"))


def _start(
    plain: Mapping[str, Any], interview: Interview | None, now: datetime, zone: tzinfo
) -> Start | None:
    if plain.get("interview") is None:
        return None
    if interview is None:
        raise ScriptError(message("no_interview"))
    wanted = _object(plain, "interview")
    facts, asking = _object(wanted, "facts"), wanted.get("asking")
    for id, value in facts.items():
        if not can_be_answer(interview.facts.get(id), value, now.astimezone(zone).date()):
            raise ScriptError(message("talk_bad_fact", fact=id))
    if asking is not None and not (isinstance(asking, str) and asking in interview.facts):
        raise ScriptError(message("unknown_fact", key=asking))
    return Start(facts, asking)


def _object(plain: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = plain.get(name)
    if value is not None and not isinstance(value, dict):
        raise ScriptError(message("talk_bad", part=name))
    return value or {}


def _aware(text: object, zone: tzinfo) -> datetime:
    try:
        if isinstance(text, str):
            return parse_moment(text, zone)
    except ValueError:
        pass
    raise ScriptError(message("bad_now", text=text))
