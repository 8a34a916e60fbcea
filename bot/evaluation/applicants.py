"""Applicants whose outcome is known: facts → verdict, reasons, checklist and route, as the pack's author expects them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.evaluation.lines import Record
from bot.interview.engine.assessment import Assessment, Assessor
from bot.pack.faults import Fault, listed, wording

STATES = ("missing", "have", "maybe")


@dataclass(frozen=True)
class Applicant:
    """One applicant: all facts, the day of asking if it is not among them, and the record with what must come out."""

    name: str
    facts: Mapping[str, object]
    now: date | None
    record: Record


def read_applicants(records: Iterable[Record], faults: list[Fault]) -> list[Applicant]:
    """Read the applicants. `from` names one whose facts are copied; a fact that is null is removed."""
    by_name: dict[str, Record] = {}
    for record in records:
        name = str(record.plain.get("name", ""))
        if not name or name in by_name:
            faults.append(record.fault("nameless_applicant", name=name))
            continue
        faults += _mistakes(record)
        by_name[name] = record
    return [
        Applicant(name, facts, _day(record, faults), record)
        for name, record in by_name.items()
        if (facts := _facts(record, by_name, faults)) is not None
    ]


def _mistakes(record: Record) -> Iterator[Fault]:
    for key in record.plain.keys() - {"name", "why", "from", "facts", "now", *CHECKS}:
        yield record.fault("unknown_test_key", key=key, known=listed(sorted(CHECKS)))
    if not record.plain.keys() & CHECKS.keys():
        yield record.fault("nothing_expected")


def _facts(record: Record, by_name: Mapping[str, Record], faults: list[Fault]) -> Mapping[str, object] | None:
    plain: dict[str, object] = {}
    seen: list[Record] = []
    current: Record | None = record
    while current is not None and current not in seen:
        seen.append(current)
        plain = {**current.plain.get("facts", {}), **plain}
        origin = current.plain.get("from")
        if origin is not None and origin not in by_name:
            faults.append(record.fault("unknown_origin", origin=origin))
            return None
        current = by_name[origin] if origin is not None else None
    return {fact: value for fact, value in plain.items() if value is not None}


def _day(record: Record, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(record.plain["now"]) if "now" in record.plain else None
    except (TypeError, ValueError):
        faults.append(record.fault("bad_test_day", text=record.plain["now"]))
        return None


def shortfalls(applicant: Applicant, assessor: Assessor) -> Iterator[str]:
    """The differences between the outcome and what was expected, one line each."""
    assessment = assessor.assess(applicant.facts, applicant.now)
    for key, expected in applicant.record.plain.items():
        if key in CHECKS:
            yield from (
                wording("check_result", key=key, words=words) for words in CHECKS[key](assessment, expected)
            )


Check = Callable[[Assessment, Any], Iterable[str]]


def _exactly(found: Callable[[Assessment], Any]) -> Check:
    def check(assessment: Assessment, expected: Any) -> Iterator[str]:
        result = found(assessment)
        wanted = set(expected) if isinstance(result, set) else expected
        if result != wanted:
            shown = sorted(result) if isinstance(result, set) else result
            yield wording("found_expected", found=shown, expected=expected)

    return check


def _among(found: Callable[[Assessment], set[Any]]) -> Check:
    def check(assessment: Assessment, expected: Any) -> Iterator[str]:
        missing = [one for one in map(_hashable, expected) if one not in found(assessment)]
        if missing:
            yield wording("lacks", what=missing)

    return check


def _not_among(found: Callable[[Assessment], set[Any]]) -> Check:
    def check(assessment: Assessment, expected: Any) -> Iterator[str]:
        present = [one for one in map(_hashable, expected) if one in found(assessment)]
        if present:
            yield wording("has_too_much", what=present)

    return check


Texts = Callable[[Assessment], Iterable[tuple[tuple[str, ...], str]]]
"""The texts that are said, each with the names by which a test may speak of it."""


def _says(texts: Texts) -> Check:
    def check(assessment: Assessment, expected: Any) -> Iterator[str]:
        for name, words in expected.items():
            said = _said(texts(assessment), name)
            yield from (wording("does_not_say", name=name, words=one) for one in words if one not in said)

    return check


def _says_not(texts: Texts) -> Check:
    def check(assessment: Assessment, expected: Any) -> Iterator[str]:
        for name, words in expected.items():
            said = _said(texts(assessment), name)
            yield from (wording("must_not_say", name=name, words=one) for one in words if one in said)

    return check


def _said(texts: Iterable[tuple[tuple[str, ...], str]], name: str) -> str:
    return "\n".join(text for names, text in texts if name == "any" or name in names)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _effects(assessment: Assessment, expected: Any) -> Iterator[str]:
    """The effects of each rule and its parts (R17 → R17.1 …), in order."""
    for rule, effects in expected.items():
        found = [r.effect for r in assessment.reasons if r.rule == rule or r.rule.startswith(f"{rule}.")]
        if found != effects:
            yield wording("rule_found_expected", rule=rule, found=found, expected=effects)


def _pairs(assessment: Assessment) -> set[tuple[str, str]]:
    return {(reason.effect, clause) for reason in assessment.reasons for clause in reason.clauses}


def _kinds(assessment: Assessment) -> set[str]:
    return {reason.effect for reason in assessment.reasons}


def _open(assessment: Assessment) -> set[str]:
    """The rules with a reason because an answer is missing."""
    return {reason.rule for reason in assessment.reasons if reason.open}


def _lines(assessment: Assessment) -> set[str]:
    return {line.id for line in assessment.checklist}


def _marked(state: str) -> Callable[[Assessment], set[str]]:
    return lambda assessment: {line.id for line in assessment.checklist if line.state == state}


def _reasons(assessment: Assessment) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from (((reason.effect, reason.rule), reason.text) for reason in assessment.reasons)


def _list(assessment: Assessment) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from (((line.id,), f"{line.text} {line.where}") for line in assessment.checklist)


def _route(assessment: Assessment) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from (((line.id,), line.text) for line in assessment.route)


CHECKS: Mapping[str, Check] = {
    "verdict": _exactly(lambda assessment: assessment.verdict),
    "ask": _exactly(lambda assessment: set(assessment.ask)),
    "ask_checklist": _exactly(lambda assessment: set(assessment.ask_checklist)),
    "reasons": _among(_kinds),
    "reasons_only": _exactly(_kinds),
    "reasons_not": _not_among(_kinds),
    "effects": _effects,
    "open": _among(_open),
    "open_not": _not_among(_open),
    "has": _among(_pairs),
    "has_not": _not_among(_pairs),
    "lines_only": _exactly(_lines),
    "lines": _among(_lines),
    "lines_not": _not_among(_lines),
    **{state: _among(_marked(state)) for state in STATES},
    **{f"{state}_not": _not_among(_marked(state)) for state in STATES},
    "route": _exactly(lambda assessment: [line.id for line in assessment.route]),
    "says": _says(_reasons),
    "says_not": _says_not(_reasons),
    "list_says": _says(_list),
    "list_says_not": _says_not(_list),
    "route_says": _says(_route),
    "route_says_not": _says_not(_route),
}
"""What a test may say of the outcome (docs/pack.md): the key, and how it is held against the assessment."""
