"""Whom a notice says to phone: each phone with the person and the office that it stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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


def contacts_in(lines: Sequence[str]) -> list[ContactFound]:
    """Whom to phone by the lines of a clause."""
    found: list[ContactFound] = []
    office, persons = "", ()  # type: tuple[str, tuple[str, ...]]
    for line in lines:
        groups = list(_phone_groups(line))
        if not groups:
            words = _words(line)
            office = next((word for word in reversed(words) if _is_office(word)), office)
            persons = _trailing_names(words) if sign("contacts", "label").search(one_width(line)) else persons
            continue
        for group in groups:
            office = group.office or office
            found += _paired(group, office, persons)
            persons = ()
    return found


@dataclass(frozen=True)
class _Group:
    """Phones side by side, with the names, the office and the label before them."""

    phones: tuple[AddressFound, ...]
    names: tuple[str, ...]
    office: str
    label: str


def _phone_groups(line: str) -> Iterator[_Group]:
    phones = [one for one in addresses_in(line) if one.kind in ("phone", "mobile", "fax")]
    end = 0
    held: list[AddressFound] = []
    words: list[str] = []
    for phone in phones:
        before = _words(_of_its_sentence(line[end : phone.start]))
        if held and (before or phone.kind == "fax"):
            group, parted = (
                _group(held, words),
                bool(sign("contacts", "stop").search(line[end : phone.start])),
            )
            behind = () if group.names or not parted else _name_behind(line[end : phone.start])
            yield replace(group, names=group.names or behind)
            held, words = [], []
            before = _words(sign("contacts", "stop").split(line[end : phone.start])[-1]) if behind else before
        words = words or before
        held.append(phone)
        end = phone.end
        noted = sign("contacts", "note").match(line, end)
        office = next(filter(_is_office, _words(noted["note"])), "") if noted else ""
        if noted and office and not _group(held, words).office:
            yield replace(_group(held, words), office=office)
            held, words, end = [], [], noted.end()
    if held:
        group = _group(held, words)
        yield replace(group, names=group.names or _name_behind(line[end:]))


def _of_its_sentence(before: str) -> str:
    """What stands before a phone in its own sentence, if that names it at all."""
    last = sign("contacts", "full_stop").split(before)[-1]
    return last if _words(last) else before


def _name_behind(rest: str) -> tuple[str, ...]:
    """The name behind the last phone of a line that has none before it: 0600-5550118（周老师）."""
    words = _words(sign("contacts", "stop").split(rest)[0])
    return (words[0],) if words and is_name(words[0]) else ()


def _group(phones: Sequence[AddressFound], words: Sequence[str]) -> _Group:
    names = _trailing_names(words)
    office = next((word for word in reversed(words) if _is_office(word)), "")
    labels = [word for word in words if word not in names and not _is_office(word)]
    specific = [word for word in labels if not sign("contacts", "plain_label").fullmatch(word)]
    label = (specific or labels or [""])[-1]
    return _Group(tuple(phones), names, office, label if len(label) <= _LONGEST_OFFICE else "")


def _words(before: str) -> list[str]:
    """The words of a text between its signs, without blanks inside names: 陈 明 → 陈明."""
    joined = sign("contacts", "spaced_name").sub(lambda match: match[1] + match[2], before)
    return [word for word in sign("contacts", "between").split(joined) if word]


def _trailing_names(words: Sequence[str]) -> tuple[str, ...]:
    """The names at the end of some words, labels left out: 联系人：张老师、李老师，电话."""
    names: list[str] = []
    for word in reversed(words):
        if is_name(word):
            names.insert(0, word)
        elif names or not sign("contacts", "plain_label").fullmatch(word):
            break
    return tuple(names)


def _paired(group: _Group, office: str, persons: tuple[str, ...]) -> Iterator[ContactFound]:
    """Each phone of a group with its person: one by one if there are as many, else all of them."""
    names = group.names or persons
    between = characters("clause_names", "between")
    for place, phone in enumerate(group.phones):
        person = names[place] if len(names) == len(group.phones) else between.join(names)
        label = group.label
        own = group.office or (label if not sign("contacts", "plain_label").fullmatch(label) else "")
        named = "" if phone.kind == "fax" else person
        yield ContactFound(own or office or label, named, phone.value, phone.kind, phone.words)


def is_name(word: str) -> bool:
    """Whether a word is a person's name, or one with a title: 黄犇, 张老师."""
    if sign("contacts", "titled").fullmatch(word):
        return True
    if any(other in word for other in listing("signs")["contacts"]["not_names"]):
        return False
    if _is_office(word):
        return False
    return bool(sign("contacts", "bare_name").fullmatch(word)) and word[0] in characters(
        "contacts", "surnames"
    )


def _is_office(words: str) -> bool:
    fits = _SHORTEST_OFFICE <= len(words) <= _LONGEST_OFFICE
    return fits and bool(sign("contacts", "office_end").search(one_width(words)))
