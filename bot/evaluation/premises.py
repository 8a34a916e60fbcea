"""What holds for all tests of a pack: their moment, what is known when a question is asked, what every turn must keep to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from bot.clock import parse_moment
from bot.evaluation.replies import Values
from bot.evaluation.talks import Manners, Pattern
from bot.interview.engine.answers import can_be_answer
from bot.pack.faults import Fault, PackError
from bot.pack.interview_model import Fact, Interview
from bot.pack.layout import TESTS
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import read_yaml

SETTINGS = "tests.yaml"
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True)
class Premises:
    """`now` is the moment (aware) of tests that name none. `known` is by the fact that is asked. `tuned` names the sets, as
    `replies/dev`, to which the bot was fitted: they tell nothing of how it does on others."""

    now: datetime
    known: Mapping[str, Values] = field(default_factory=dict)
    manners: Manners = field(default_factory=Manners)
    tuned: frozenset[str] = frozenset()


def read_premises(folder: Path, zone: tzinfo, interview: Interview | None) -> Premises:
    """Read tests.yaml of the pack in `folder`. Raises PackError with every fault."""
    file = f"{TESTS}/{SETTINGS}"
    faults: list[Fault] = []
    top = Fields(file, read_yaml(folder / TESTS / SETTINGS), faults, file)
    top.only({"now", "known", "talks", "tuned"})
    premises = Premises(
        _now(top, zone),
        {} if interview is None else _known(top, interview),
        _manners(top.fields("talks", required=False)),
        frozenset(top.texts("tuned", ())),
    )
    if faults:
        raise PackError(faults)
    return premises


def _now(top: Fields, zone: tzinfo) -> datetime:
    text = top.text("now")
    try:
        return parse_moment(text, zone)
    except ValueError:
        if text:
            top.fault(top.line_of("now"), "bad_test_moment", text=text)
        return datetime.min.replace(tzinfo=zone)


def _known(top: Fields, interview: Interview) -> dict[str, Values]:
    known: dict[str, Values] = {}
    for asked, fields in top.named("known", "known"):
        texts = {id: fields.text(id) for id in fields.names()}
        values = {id: _value(interview.facts.get(id), text) for id, text in texts.items()}
        for id, value in values.items():
            if asked not in interview.facts or not can_be_answer(interview.facts.get(id), value):
                fields.fault(fields.line_of(id), "bad_known", asked=asked, fact=id, value=texts[id])
        known[asked] = values
    return known


def _value(fact: Fact | None, text: str) -> object:
    if fact is not None and fact.type == "yes_no":
        return _TRUTHS.get(text, text)
    numeric = fact is not None and fact.type in ("number", "year") and text.isdecimal()
    return int(text) if numeric else text


def _manners(fields: Fields | None) -> Manners:
    if fields is None:
        return Manners()
    fields.only({"longest", "claims", "disclaims"})
    return Manners(fields.number("longest", 0), _pattern(fields, "claims"), _pattern(fields, "disclaims"))


def _pattern(fields: Fields, key: str) -> Pattern | None:
    text = fields.text(key, "")
    try:
        return re.compile(text) if text else None
    except re.error as error:
        fields.fault(fields.line_of(key), "bad_test_pattern", text=text, reason=error)
        return None
