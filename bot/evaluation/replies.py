"""What people say in an interview, and what it means: answers to a question, openings, corrections of earlier answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.evaluation.lines import Record
from bot.pack.faults import Fault, listed
from bot.pack.interview_model import Interview

Values = Mapping[str, Any]
"""Values by fact, as answers hold them; None where nothing may be guessed."""
_FORMS = {
    "reply": ("asking", "text", "value"),
    "open": ("text", "opens", "facts"),
    "revise": ("asking", "text", "known", "sets"),
    "": ("fact", "said", "want"),
}
"""What a line must have, by its kind; one that names none is a reply in the short form."""
_ASKED, _VALUES = ("asking", "fact"), ("known", "also", "maybe", "facts", "sets", "answers")
"""The keys that name a fact, and those that hold values by fact."""
_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("text", "said"), str),
    **dict.fromkeys(("opens", "ordinal"), bool),
    **dict.fromkeys(_VALUES, dict),
    "accept": list,
}


@dataclass(frozen=True)
class Reply:
    """What is said to the question about `asking` while `known` is known. Each of `wants` is right.

    `beside` are the other facts that it may tell. `picks`: it picks an option by its place in the list.
    """

    text: str
    asking: str
    known: Values
    wants: tuple[object, ...]
    beside: frozenset[str]
    picks: bool
    record: Record


@dataclass(frozen=True)
class Opening:
    """What is said while no interview is open: whether it `opens` one, the facts that it tells, and those that it may tell."""

    text: str
    opens: bool
    facts: Values
    beside: frozenset[str]
    record: Record


@dataclass(frozen=True)
class Revision:
    """What is said to the question about `asking` (None: whatever comes next) and gives facts in `known` the values `sets`.

    It may also tell the facts `beside`.
    """

    text: str
    asking: str | None
    known: Values
    sets: Values
    beside: frozenset[str]
    record: Record


Remark = Reply | Opening | Revision


def read_remarks(
    records: Iterable[Record], interview: Interview, known: Mapping[str, Values], faults: list[Fault]
) -> list[Remark]:
    """The remarks of a file. `known` is what is known when a fact is asked, unless the line says so itself."""
    remarks = []
    for record in records:
        wrong = list(_wrong(record.plain, interview))
        if wrong:
            faults.append(record.fault("bad_reply", needs=listed(wrong)))
        else:
            remarks.append(_remark(record, known))
    return remarks


def _wrong(plain: Values, interview: Interview) -> Iterator[str]:
    """The keys of a line that are missing, or do not hold what they must."""
    form = _FORMS.get(plain.get("kind", ""))
    if form is None:
        yield "kind"
        return
    yield from (key for key in form if key not in plain)
    for key, value in plain.items():
        if not isinstance(value, _TYPES.get(key, object)):
            yield key
        else:
            unknown = [fact for fact in _facts_named(plain, key, value) if fact not in interview.facts]
            yield from (f"{key} {fact}" for fact in unknown)


def _facts_named(plain: Values, key: str, value: Any) -> list[object]:
    if key in _VALUES:
        return list(value)
    nothing_asked = value is None and plain.get("kind") == "revise"
    return [value] if key in _ASKED and not nothing_asked else []


def _remark(record: Record, known: Mapping[str, Values]) -> Remark:
    plain = record.plain
    beside = frozenset(fact for key in ("also", "maybe", "answers") for fact in plain.get(key, ()))
    if plain.get("kind") == "open":
        return Opening(plain["text"], plain["opens"], plain["facts"], beside, record)
    if plain.get("kind") == "revise":
        return Revision(
            plain["text"],
            plain["asking"],
            plain["known"],
            plain["sets"],
            beside | {plain["asking"] or ""},
            record,
        )
    asking = plain["asking" if "asking" in plain else "fact"]
    return Reply(
        plain["text" if "text" in plain else "said"],
        asking,
        plain.get("known", known.get(asking, {})),
        (plain["value" if "value" in plain else "want"], *plain.get("accept", ())),
        beside,
        plain.get("ordinal", False),
        record,
    )
