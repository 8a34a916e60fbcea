"""A pack as plain data and back, for the compiled form. Phrasings are left out: the index holds what they say.

The interview is left out too: it has a compiled form of its own, which a plain question does without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from bot.pack.model import Clause, Contact, Craft, Entry, Facts, Milestone, Pack


def pack_to_plain(pack: Pack) -> dict[str, Any]:
    """The pack as JSON can hold it."""
    entries = [asdict(replace(entry, variants=(), variant_lines=())) for entry in pack.entries.values()]
    facts = {
        key: value for key, value in asdict(pack.facts).items() if key not in ("quotes", "derived_values")
    }
    for milestone in facts["milestones"].values():
        milestone["day"] = milestone["day"].isoformat()
    facts["published"] = facts["published"] and facts["published"].isoformat()
    return {
        "facts": facts,
        "clauses": [asdict(clause) for clause in pack.clauses.values()],
        "notice": pack.notice,
        "entries": entries,
        "beside_craft": list(pack.beside_craft),
        "most_asked": list(pack.most_asked),
        "crafts": [asdict(craft) for craft in pack.crafts],
    }


def pack_from_plain(plain: Mapping[str, Any]) -> Pack:
    """A pack out of what `pack_to_plain` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return Pack(
        facts=_facts(plain["facts"]),
        clauses={clause["id"]: Clause(**clause) for clause in plain["clauses"]},
        notice=plain["notice"],
        entries={entry["id"]: Entry(**_tuples(entry)) for entry in plain["entries"]},
        crafts=tuple(Craft(**_tuples(craft)) for craft in plain["crafts"]),
        craft_template=None,
        names={},
        concepts={},
        beside_craft=tuple(plain["beside_craft"]),
        most_asked=tuple(plain["most_asked"]),
    )


def _facts(plain: dict[str, Any]) -> Facts:
    milestones = {
        id: Milestone(**{**_tuples(milestone), "day": date.fromisoformat(milestone["day"])})
        for id, milestone in plain["milestones"].items()
    }
    contacts = {id: Contact(**_tuples(contact)) for id, contact in plain["contacts"].items()}
    published = plain["published"] and date.fromisoformat(plain["published"])
    read = {"milestones": milestones, "contacts": contacts, "published": published}
    return Facts(**{**plain, **read, "roles": _tuples(plain["roles"])})


def _tuples(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples, two levels deep, as the frozen classes hold them."""
    return {
        key: tuple(tuple(item) if isinstance(item, list) else item for item in value)
        if isinstance(value, list)
        else value
        for key, value in plain.items()
    }
