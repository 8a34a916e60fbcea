"""Whom a notice says to phone: each phone with the person and the office that it stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pack.drafting.finding.address_finder import AddressFound, addresses_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, listing, sign

_LONGEST_OFFICE = 30
_SHORTEST_OFFICE = 2


@dataclass(frozen=True)
class ContactFound:
    """A phone with what stands beside it: `office` and `person` as the notice prints them, empty if it names none."""

    office: str
    person: str
    phone: str
    kind: str
    quote: str


def contacts_in(lines: Sequence[str], heading: str = "") -> list[ContactFound]:
    """Whom to phone by the lines of a clause; `heading` is that of the clause."""
    found: list[ContactFound] = []
    office, persons = "", ()  # type: tuple[str, tuple[str, ...]]
    for line in lines:
        phones = [one for one in addresses_in(line) if one.kind in ("phone", "mobile", "fax")]
        here = _persons_named(line)
        if not phones:
            office = _office_alone(line) or office
            persons = here or persons
            continue
        found += _of_line(line, phones, office, here or persons)
        persons = ()
    return found


def _of_line(
    line: str, phones: Sequence[AddressFound], office: str, persons: tuple[str, ...]
) -> list[ContactFound]:
    calls = [one for one in phones if one.kind != "fax"]
    found: list[ContactFound] = []
    end = 0
    for place, phone in enumerate(phones):
        before = line[end : phone.start]
        person = _person_before(before)
        if not person and phone.kind != "fax" and persons:
            person = _person_of(place, persons, len(calls))
        found.append(
            ContactFound(_office(before, found, office), person, phone.value, phone.kind, phone.words)
        )
        end = phone.end
    return found


def _person_of(place: int, persons: tuple[str, ...], calls: int) -> str:
    """The person of the phone at a place where the names stand before all phones."""
    if len(persons) == calls:
        return persons[place] if place < calls else ""
    return characters("clause_names", "between").join(persons)


def _office(before: str, found: Sequence[ContactFound], office: str) -> str:
    """The office of a phone: in the words before it, else that of the phone before, else what the phone is called."""
    own, label = _office_in(before), _label(before)
    if own:
        return own
    if label and not sign("contacts", "plain_label").fullmatch(label) and not is_name(label):
        return label
    return (found[-1].office if found else "") or office or (label if not is_name(label) else "")


def _label(before: str) -> str:
    """What a phone is called where neither an office nor a person is named: 咨询电话."""
    words = sign("contacts", "labels").split(one_width(before.strip(_edges())))[-1].strip(_edges())
    return words if len(words) <= _LONGEST_OFFICE else ""


def _persons_named(line: str) -> tuple[str, ...]:
    """The names behind 联系人：."""
    plain = one_width(line)
    match = sign("contacts", "label").search(plain)
    if match is None:
        return ()
    rest = sign("contacts", "persons_end").split(plain[match.end() :])[0]
    names = sign("contacts", "names_between").split(rest.strip(_edges()))
    return tuple(name for name in (one.replace(" ", "") for one in names) if is_name(name))


def _person_before(before: str) -> str:
    """The name right before a phone: 黄犇 0571-…, 张老师，电话：…."""
    plain = sign("contacts", "person_tail").sub("", one_width(before))
    last = sign("contacts", "person_cut").split(plain.strip(_edges()))[-1]
    return next((word for word in (last.replace(" ", ""), last.split(" ")[-1]) if is_name(word)), "")


def is_name(word: str) -> bool:
    """Whether a word is a person's name, or one with a title: 黄犇, 张老师."""
    if sign("contacts", "titled").fullmatch(word):
        return True
    if any(other in word for other in listing("signs")["contacts"]["not_names"]):
        return False
    return bool(sign("contacts", "bare_name").fullmatch(word)) and word[0] in characters(
        "contacts", "surnames"
    )


def _office_in(before: str) -> str:
    """The office before a phone: 省技术创新服务中心：黄犇 …."""
    plain = one_width(before)
    for match in reversed(list(sign("contacts", "office_before").finditer(plain))):
        words = before[match.start(1) : match.end(1)].strip(_edges())
        if _is_office(words):
            return words
    bare = before.strip(_edges())
    first = sign("contacts", "office_first").split(one_width(bare))[0]
    return bare[: len(first)] if _is_office(first) else ""


def _office_alone(line: str) -> str:
    """The office that a line without a phone names: 联系单位：省技术创新服务中心."""
    match = sign("contacts", "office_named").search(one_width(line))
    words = (line[match.start(1) : match.end(1)] if match else line).strip(_edges())
    return words if _is_office(words) else ""


def _is_office(words: str) -> bool:
    fits = _SHORTEST_OFFICE <= len(words) <= _LONGEST_OFFICE
    return fits and bool(sign("contacts", "office_end").search(one_width(words)))


def _edges() -> str:
    return characters("contacts", "edges")
