"""Reads the roles of notice.yaml: who has days of their own, what people call them, and which days mean something to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.pack.faults import listed, wording
from bot.pack.model import Milestone, Role
from bot.pack.reading.fields import Fields


def read_roles(top: Fields, milestones: Mapping[str, Milestone]) -> dict[str, Role]:
    """The roles that the milestones have, each with what `roles` says of it; what is wrong there goes to the faults.

    Every role is called by its own name, and its days are those that are its own unless `needs` says otherwise.
    """
    known = dict.fromkeys(one.role for one in milestones.values())
    roles = {role: Role(role, (role,), (role,), _days_of(role, milestones)) for role in known}
    said: dict[str, str] = {}
    for role, fields in top.named("roles", wording("role")):
        fields.only({"name", "words", "says", "needs"})
        if role not in roles:
            fields.fault(fields.line, "role_without_milestones", role=role, known=listed(known))
            continue
        name = fields.text("name", role)
        says = tuple(dict.fromkeys((role, name, *fields.texts("says", ()))))
        _check_said(fields, role, says, said)
        needs = _needs(fields, milestones) if "needs" in fields else roles[role].needs
        roles[role] = Role(name, (role, *fields.texts("words")), says, needs)
    return roles


def _days_of(role: str, milestones: Mapping[str, Milestone]) -> tuple[str, ...]:
    """The days of a role of which it is reminded unasked."""
    return _in_order(
        (one.id for one in milestones.values() if one.role == role and not one.on_request), milestones
    )


def _needs(fields: Fields, milestones: Mapping[str, Milestone]) -> tuple[str, ...]:
    """The days that a role needs by its own list."""
    ids = fields.texts("needs")
    for id in ids:
        if id not in milestones:
            fields.fault(fields.line_of("needs"), "unknown_milestone_needed", id=id, known=listed(milestones))
    return _in_order((id for id in ids if id in milestones), milestones)


def _check_said(fields: Fields, role: str, says: tuple[str, ...], said: dict[str, str]) -> None:
    """Whoever says who they are must not be two."""
    for word in says:
        other = said.setdefault(word.lower(), role)
        if other != role:
            fields.fault(fields.line, "two_roles_say", word=word, first=other, second=role)


def _in_order(ids: Iterable[str], milestones: Mapping[str, Milestone]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(ids), key=lambda id: (milestones[id].day, milestones[id].derived, id)))
