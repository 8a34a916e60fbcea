"""The kinds of a pack against the enumerations of its notice, and the choices of its questions against both."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.finding.list_finder import ListFound, lists_in
from bot.pack.faults import Fault, fault_of
from bot.pack.layout import LEXICON, RULES
from bot.pack.model import Pack

_SAME_LIST = 0.5
"""The share of a list's members that must be among others for both to be one list."""
_FEWEST_SHARED = 2
_SHOWN_HEAD = 12


def enumeration_faults(pack: Pack) -> Iterator[Fault]:
    """Kinds that the notice does not name, members of its lists that are no kinds, choices that leave out a kind."""
    listed = [one for one in pack.members if one.listed]
    names = {squeeze(one.name) for one in listed}
    notice = squeeze(pack.notice)
    for one in listed:
        if squeeze(one.name) not in notice and not any(squeeze(word) in notice for word in one.words):
            yield fault_of(LEXICON, one.line, "kind_not_in_notice", kind=one.name)
    known = {*names, *(squeeze(word) for one in pack.members for word in one.words)}
    for clause, found in _lists_of(pack):
        members = [squeeze(member) for member in found.members]
        if _are_one(members, known):
            for member, text in zip(members, found.members, strict=True):
                if member not in known:
                    line = pack.line_of(clause, text)
                    yield fault_of(
                        pack.file_of(clause), line, "kind_left_out", kind=text, list=found.head[-_SHOWN_HEAD:]
                    )
    for kind in pack.kinds:
        yield from _choices(pack, {squeeze(one.name): one.name for one in listed if one.kind == kind})


def _lists_of(pack: Pack) -> Iterator[tuple[str, ListFound]]:
    for clause in pack.clauses.values():
        for one in lists_in(clause.text):
            yield clause.id, one


def _are_one(members: list[str], known: set[str]) -> bool:
    """Whether most members of a list are kinds."""
    shared = sum(member in known for member in members)
    return shared >= _FEWEST_SHARED and shared > _SAME_LIST * len(members)


def _choices(pack: Pack, names: dict[str, str]) -> Iterator[Fault]:
    """A question of which most choices are kinds must offer each of them."""
    for fact in pack.interview.facts.values() if pack.interview else ():
        labels = {squeeze(option.label) for option in fact.options}
        shared = labels & names.keys()
        if len(shared) >= _FEWEST_SHARED and len(shared) > _SAME_LIST * len(labels):
            for name in sorted(names.keys() - labels):
                yield fault_of(RULES, fact.line, "choices_differ_from_kinds", fact=fact.id, kind=names[name])
