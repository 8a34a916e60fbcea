"""Whose value a number is, and of whom a bound speaks: the applicant, or somebody beside him (帮工, 合伙人, 孩子).

A value is only judged by a bound that speaks of the same person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.faq.bounds.bound_patterns import bound_pattern, pattern_of_person, person_patterns

APPLICANT = ""
"""Whoever applies, for himself or through somebody who asks in his place."""
_HELPER, _ASKER = "helper", "self"
_CLOSE = 3
"""Characters between 我 and whom it owns: 我家的娃."""


@dataclass(frozen=True)
class _Mention:
    """Somebody who is named at a place of a text: the asker, or one of a group; `role`: by what he does, and no relative."""

    place: int
    group: str
    role: bool


def person_of_bound(before: str) -> str:
    """Of whom a bound speaks, by the words of its sentence before it."""
    if bound_pattern("persons", "applicant").search(before):
        return APPLICANT
    named = [one for one in _mentions(before) if one.group not in (_ASKER, "kin")]
    return named[-1].group if named else APPLICANT


def persons_told(text: str, start: int, *, near: bool = False) -> frozenset[str]:
    """Of whom a bound may speak that judges the number at a place of a normalised question; `near`: named in the same part.

    Nobody where it is open whether the asker applies or helps.
    """
    first = start - len(bound_pattern("persons", "cut").split(text[:start])[-1]) if near else 0
    whose = _said_of(text[start:]) or _last_of(text[first:start])
    helps = bool(bound_pattern("persons", "helps").search(text))
    if whose is None or whose.group == _ASKER:
        engaged = _engaged_as(text)
        if engaged:
            return frozenset({engaged})
        if helps and not near and whose is None:
            return frozenset({_HELPER})
        if helps and not near and not _is_helped(text):
            return frozenset()
        return frozenset({APPLICANT})
    if whose.role:
        return frozenset({whose.group, *((APPLICANT,) if _applies(text, whose.group) else ())})
    engaged = _engaged_as(text) or (_HELPER if helps else "")
    if engaged:
        return frozenset({engaged})
    beside = bound_pattern("persons", "beside").search(text)
    in_place = bound_pattern("persons", "in_place").search(text)
    return frozenset({whose.group} if beside and not in_place else {whose.group, APPLICANT})


def _mentions(text: str) -> Iterator[_Mention]:
    """All who are named in a text, in order; 我 of 我侄子 names nobody by itself."""
    found = [
        _Mention(match.start(), group, role)
        for role, kind in ((True, "roles"), (False, "relatives"))
        for group, pattern in person_patterns(kind).items()
        for match in pattern.finditer(text)
    ]
    places = [one.place for one in found]
    for match in bound_pattern("persons", "self").finditer(text):
        if not any(0 <= place - match.end() <= _CLOSE for place in places):
            found.append(_Mention(match.start(), _ASKER, role=False))
    return iter(sorted(found, key=lambda one: one.place))


def _last_of(text: str) -> _Mention | None:
    named = list(_mentions(text))
    is_so = bound_pattern("persons", "is_so")
    if named and named[-1].role and is_so.search(text[: named[-1].place]):  # 我是店员
        return _Mention(named[-1].place, _ASKER, role=False)
    return named[-1] if named else None


def _said_of(text: str) -> _Mention | None:
    """Of whom a number is said that stands at the beginning of a text: 17岁的帮工."""
    match = bound_pattern("persons", "said_of").match(text)
    named = list(_mentions(match["who"])) if match else []
    return named[0] if named and named[0].group != _ASKER else None


def _engaged_as(text: str) -> str:
    """The role in which a question engages somebody who is not named by it: 17岁能当帮工吗, 帮工是我侄子."""
    groups = person_patterns("roles")
    return next((group for group in groups if pattern_of_person("becomes", group).search(text)), "")


def _is_helped(text: str) -> bool:
    """Whether somebody else is named who helps the asker, and not the asker who helps."""
    others = [one for one in _mentions(text) if one.group != _ASKER]
    return bool(others) and not bound_pattern("persons", "in_place").search(text)


def _applies(text: str, group: str) -> bool:
    """Whether somebody named by his role is the one who applies: 我店员也想报名."""
    return bool(pattern_of_person("applies", group).search(text))
