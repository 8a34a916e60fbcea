"""A draft of a pack before it is written: what was found in the notice, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.finding.address_finder import AddressFound
from bot.pack.drafting.finding.contact_finder import ContactFound
from bot.pack.drafting.finding.day_finder import SpanFound
from bot.pack.drafting.finding.document_finder import DocumentFound
from bot.pack.drafting.finding.list_finder import ListFound
from bot.pack.drafting.finding.value_finder import AmountFound

Record = dict[str, object]
"""A mapping as it is written into a file: texts, lists of texts, and mappings in turn."""


@dataclass(frozen=True)
class ClauseFindings:
    """What one clause states."""

    clause: CutClause
    spans: tuple[SpanFound, ...]
    times: tuple[tuple[int, int, str], ...]
    amounts: tuple[AmountFound, ...]
    addresses: tuple[AddressFound, ...]
    contacts: tuple[ContactFound, ...]
    documents: tuple[DocumentFound, ...]
    titles: tuple[str, ...]
    lists: tuple[ListFound, ...]


@dataclass(frozen=True)
class NoticeHead:
    """What the notice is: its title and short title, its year, the day on which it was signed and printed, who issued it.

    `guessed` are the names of the messages that say what of this was guessed.
    """

    title: str
    short_title: str
    year: int
    act: str
    issuers: tuple[str, ...] = ()
    signed: date | None = None
    signed_quote: str = ""
    printed: date | None = None
    printed_quote: str = ""
    number: str = ""
    year_stated: bool = True
    title_found: bool = True


@dataclass
class DraftMilestone:
    """A day that the notice sets: what ends or begins on it, with its quote; `doubt` says why it is undecided."""

    id: str
    name: str
    role: str
    day: date
    clause: str
    quote: str
    closes: str = ""
    time: str = ""
    hour: str = ""
    """The time of day as the notice prints it."""
    opens: date | None = None
    opens_hour: str = ""
    """The time of day from which it is open, as the notice prints it."""
    begins: bool = False
    label: str = ""
    words: tuple[str, ...] = ()
    doubt: str = ""


@dataclass
class DraftEntry:
    """An entry of the draft with its phrasings; `extra` holds further keys."""

    id: str
    title: str
    answer: str
    clauses: tuple[str, ...] = ()
    quote: str = ""
    kind: str = "answer"
    topic: str = ""
    aspects: tuple[str, ...] = ()
    phrasings: list[str] = field(default_factory=list)
    extra: Record = field(default_factory=dict)
    doubt: str = ""
    unnamed: bool = False
    """Its clause has no title: its topic is only its first words."""


@dataclass
class Draft:
    """Everything that is written into the files of a draft pack.

    `notice`, `milestones` … are the sections of notice.yaml; `questions` are open questions that take nothing out. `together`
    are groups of entries that say the same.
    """

    clauses: tuple[CutClause, ...]
    findings: tuple[ClauseFindings, ...]
    head: NoticeHead
    notice: Record
    milestones: list[DraftMilestone] = field(default_factory=list)
    days: dict[str, Record] = field(default_factory=dict)
    values: dict[str, Record] = field(default_factory=dict)
    documents: dict[str, Record] = field(default_factory=dict)
    links: dict[str, Record] = field(default_factory=dict)
    emails: dict[str, Record] = field(default_factory=dict)
    contacts: list[Record] = field(default_factory=list)
    kinds: list[Record] = field(default_factory=list)
    kinds_name: str = ""
    beside_kinds: str = ""
    looks: dict[str, str] = field(default_factory=dict)
    entries: list[DraftEntry] = field(default_factory=list)
    together: dict[str, list[str]] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    """The shared silent points of which the notice says something."""
    most_asked: list[str] = field(default_factory=list)
    rules: Record = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
