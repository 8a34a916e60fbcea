"""Changes of a pack that are laid over its folder, which stays as it is: phrasings more, entries more."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from bot.language.dates import find_dates
from bot.language.normalize import normalize
from bot.pack.checking.quotes import squeeze
from bot.pack.checking.unstated_numbers import unstated_numbers
from bot.pack.drafting.writing.yaml_text import block
from bot.pack.layout import FAQ
from bot.pack.model import Entry, Pack
from bot.pack.reading import located
from bot.pack.reading.faq_reader import MIN_VARIANTS, placeholders_of
from bot.pack.reading.shared_reader import PHONE
from bot.pack.renewal.next_year.pack_text import PackText
from bot.pack.renewal.next_year.phrasing_text import add_phrasings
from bot.pack.spoken import PLACEHOLDER

LAID_PHRASINGS = "desk.txt"
"""The file of the phrasings of entries that had none."""
LONGEST_HEADING, _HEADING_ENDS = 20, "\u3002\uff1a:\n"
"""Characters of the heading of a clause, and what ends it."""
LONGEST_PHRASING, LONGEST_ANSWER, LONGEST_TITLE = 60, 600, 40
MOST_PHRASINGS = 60
_LEAST_LETTERS = 2
_DAY_LONG = len("2022-12-06")
_JOINING = "、，·"
_SHOWN_INSTEAD = "□"
"""What is shown for a character that cannot be seen."""


class PhrasingChange(msgspec.Struct, frozen=True, tag="phrasings"):
    """More ways of asking for an entry; for one of kind off_topic: what is not about the notice."""

    entry: str
    phrasings: tuple[str, ...]


class EntryChange(msgspec.Struct, frozen=True, tag="entry"):
    """An entry of its own, from clauses, one of which it quotes; a `silent` one says that the notice does not say."""

    id: str
    title: str
    clauses: tuple[str, ...]
    quote: str
    answer: str
    phrasings: tuple[str, ...]
    topic: str = ""
    aspects: tuple[str, ...] = ()
    silent: bool = False


Change: TypeAlias = PhrasingChange | EntryChange


class Undo(msgspec.Struct, frozen=True, tag="undo"):
    """Takes the revision of this number back; that of an undo brings back what it took."""

    number: int


def read_change(text: str) -> Change | Undo:
    """A change as it is stored. Raises ValueError for another text."""
    decoded: Change | Undo = msgspec.json.decode(text, type=Change | Undo)
    return decoded


def written_change(change: Change | Undo) -> str:
    """The form in which a change is stored."""
    return msgspec.json.encode(change).decode()


def holding(revisions: Iterable[tuple[int, Change | Undo]]) -> frozenset[int]:
    """The numbers of those of `revisions` (number and change, in order) that hold: no undo that holds takes them back."""
    undone: set[int] = set()
    holds: set[int] = set()
    for number, change in reversed(list(revisions)):
        if number not in undone:
            holds.add(number)
            if isinstance(change, Undo):
                undone.add(change.number)
    return frozenset(holds)


def standing(revisions: Iterable[tuple[int, Change | Undo]]) -> dict[int, Change]:
    """The changes that hold after `revisions` (number and change, in order), by number."""
    rows = list(revisions)
    holds = holding(rows)
    return {number: one for number, one in rows if number in holds and not isinstance(one, Undo)}


def new_id(title: str, taken: Mapping[str, object]) -> str:
    """An id for an entry of this title that the pack does not have."""
    made = hashlib.sha256(title.encode()).hexdigest()
    return next(id for length in range(8, 64) if (id := f"desk_{made[:length]}") not in taken)


Misfit = Literal[
    "entry",
    "clause",
    "quote",
    "heading",
    "id",
    "phrasing",
    "few",
    "answer",
    "title",
    "topic",
    "odd",
    "brace",
    "nothing",
    "day",
    "number",
    "undone",
]
"""What does not fit; `undone`: it was taken back already."""


def misfits(change: Change, pack: Pack) -> Iterator[tuple[Misfit, str]]:
    """Why a change does not fit a pack, each with the words that it is about; nothing if it fits."""
    if isinstance(change, PhrasingChange):
        entry = pack.entries.get(change.entry)
        if entry is None or entry.member:
            yield "entry", change.entry
    else:
        yield from _of_entry(change, pack)
    for text in change.phrasings:
        odd = text.startswith(("#", "[")) or not text.isprintable() or text != text.strip()
        if odd or not _LEAST_LETTERS <= len(text) <= LONGEST_PHRASING:
            yield "phrasing", text
    if not change.phrasings or len(change.phrasings) > MOST_PHRASINGS:
        yield "nothing", ""


def _of_entry(change: EntryChange, pack: Pack) -> Iterator[tuple[Misfit, str]]:
    if change.id in pack.entries:
        yield "id", change.id
    if not 0 < len(change.title) <= LONGEST_TITLE:
        yield "title", change.title
    if not 0 < len(change.answer) <= LONGEST_ANSWER:
        yield "answer", change.answer
    if not all(_is_topical(one) for one in change.topic) or len(change.topic) > LONGEST_TITLE:
        yield "topic", change.topic
    for text in (change.title, change.answer):
        if not text.isprintable():
            yield "odd", "".join(one if one.isprintable() else _SHOWN_INSTEAD for one in text)
    known = placeholders_of(pack.facts)
    yield from (
        ("brace", one.group()) for one in PLACEHOLDER.finditer(change.answer) if one.group(1) not in known
    )
    unknown = [id for id in change.clauses if id not in pack.clauses]
    if unknown or not change.clauses:
        yield "clause", unknown[0] if unknown else ""
        return
    wanted = squeeze(change.quote)
    texts = [pack.clauses[id].text for id in change.clauses]
    if not wanted or not any(wanted in squeeze(text) for text in texts):
        yield "quote", change.quote
    elif all(wanted not in squeeze(text) or _is_heading(wanted, text) for text in texts):
        yield "heading", change.quote
    if len(set(change.phrasings)) < MIN_VARIANTS:
        yield "few", str(MIN_VARIANTS)
    said, now = PLACEHOLDER.sub(" ", change.answer), datetime(pack.facts.year, 1, 1, tzinfo=pack.facts.zone)
    stated = {day for text in texts for day in _days_named(text, now)}
    days = [words for day, words in _days_named(said, now).items() if day not in stated]
    yield from (("day", words) for words in days)
    numbers = unstated_numbers(f"{change.title}\n{said}", texts)
    yield from (("number", words) for words in numbers if not any(words in day for day in days))


def _is_heading(quote: str, text: str) -> bool:
    """Whether a quote, without its blanks, is no more than the heading with which the text of a clause begins."""
    heading = min((end for end in _HEADING_ENDS if end in text[:LONGEST_HEADING]), key=text.index, default="")
    before, _, behind = text.partition(heading) if heading else ("", "", "")
    return bool(before and behind.strip()) and quote.rstrip(_HEADING_ENDS) in squeeze(before)


def _days_named(text: str, now: datetime) -> dict[str, str]:
    """The days that a text names, each with its words."""
    said = normalize(text)
    found = find_dates(said, now, "future")
    days = ((one.reading.value or "", said[one.start : one.end]) for one in found)
    return {day: words for day, words in days if len(day) >= _DAY_LONG}


def _is_topical(character: str) -> bool:
    """Whether a character may stand in a topic, which is a few words: no sign but what joins and encloses them."""
    return (
        character.isalnum()
        or unicodedata.category(character) in ("Ps", "Pe", "Pi", "Pf", "Zs", "Pd")
        or character in _JOINING
    )


def off_topic_entry(pack: Pack) -> Entry | None:
    """The entry under which stands what is not about the notice."""
    found = [entry for entry in pack.entries.values() if entry.kind == "off_topic"]
    return next((entry for entry in found if entry.id == "off_topic"), found[-1] if found else None)


def laid_over(text: PackText, changes: Sequence[Change]) -> PackText:
    """The texts of a pack with changes in them, each of which must fit. Order, comments and form of the rest stay."""
    for change in changes:
        if isinstance(change, EntryChange):
            _add_entry(text, change)
        id = change.id if isinstance(change, EntryChange) else change.entry
        add_phrasings(text, id, list(dict.fromkeys(change.phrasings)), LAID_PHRASINGS)
    return text


def _add_entry(text: PackText, change: EntryChange) -> None:
    """Put an entry behind the last one, indented as that is."""
    _, last = text.items(FAQ, "entries")[-1]
    start, end = text.extent(FAQ, last)
    first = text.files[FAQ].split("\n")[start]
    indent = len(first) - len(first.lstrip())
    look = _look(text) if change.silent else ""
    fields = {
        "id": change.id,
        "title": change.title,
        **({"kind": "not_said", "look": look} if look else {}),
        **({"topic": change.topic} if change.topic else {}),
        **({"aspects": list(change.aspects)} if change.aspects else {}),
        "clauses": list(change.clauses),
        "answer": change.answer,
        "quote": change.quote,
    }
    text.insert(FAQ, end, ["", *block([fields], indent)])


def _look(text: PackText) -> str:
    """The name under which the pack says whom to ask; empty if it says that nowhere, and then an entry must do so itself."""
    looks = text.root(FAQ).items.get("looks")
    names = list(looks.items) if isinstance(looks, located.Mapping) else []
    return PHONE if PHONE in names else next(iter(names), "")


def fitting(changes: Mapping[int, Change], pack: Pack) -> tuple[dict[int, Change], dict[int, Misfit]]:
    """The changes by number that fit a pack, an entry that an earlier one adds included; and why the others do not."""
    fits: dict[int, Change] = {}
    others: dict[int, Misfit] = {}
    added: set[str] = set()
    for number, change in changes.items():
        why = next(
            (why for why, words in misfits(change, pack) if why != "entry" or words not in added), None
        )
        if why is None:
            fits[number] = change
            added |= {change.id} if isinstance(change, EntryChange) else set()
        else:
            others[number] = why
    return fits, others
