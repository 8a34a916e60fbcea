"""The types of a loaded pack: frozen, checked, free of YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.messages import message
from bot.pack.amendments import Amended
from bot.pack.interview_model import Interview, Sayings
from bot.pack.layout import CLAUSES

EACH = "each"
"""What an entry that is spoken for each member of a kind has as its kind in faq.yaml."""
UNLISTED = "unlisted"
"""The role of the entry for what might be a member of a kind and is none that anybody listed."""
UNLIKE = "unlike"
"""The role of the entry for what is asked for as members of a kind are and is hardly one."""
ENOUGH_PHRASINGS = 6000
"""Phrasings of a whole pack that need no help from other words, however few of them an entry has."""
OTHER_YEAR = "other_year"
"""The role of the entry for who asks of another year than the notice's."""
EntryKind = Literal["answer", "not_said", "action", "smalltalk", "off_topic"]
Closes = Literal["submit", "unit", "lower", "payment", "seniority", "other"]
"""What can end on a day: the applicant's own application, the unit's and the lower body's recommendation, the
payment, the counting of seniority, or something else."""

Aspect = Literal[
    "who", "when", "deadline", "where", "how", "how_many", "how_long", "cost", "form", "needed", "which", "why",
    "too_late", "example",
]  # fmt: skip
"""What can be asked of a topic that was just spoken of; named as the acts are in the sayings of follow-ups."""


@dataclass(frozen=True)
class Clause:
    """One clause: its id, how people are shown it (附件1第7条), its name, and the notice's words.

    `document` is the id of the amendment that it belongs to (empty: the notice's own); `changed_by` is the clause of a later
    document that holds in its place.
    """

    id: str
    shown: str
    name: str
    text: str
    document: str = ""
    changed_by: str = ""


@dataclass(frozen=True)
class NoticeLine:
    """A line of the notice as it is printed; `clause` is the clause it belongs to, empty for a heading.

    `number` is its line in notice.md, from 1.
    """

    clause: str
    text: str
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class StatedFact:
    """A number, or else a day, of notice.yaml, with the quote that must state it and the line where it stands."""

    id: str
    number: str
    day: date | None
    quote: str
    line: int


@dataclass(frozen=True)
class Term:
    """A word of the notice that not everybody knows, and what it means, with the clauses that say so."""

    word: str
    meaning: str
    clauses: tuple[str, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Milestone:
    """A milestone (时间节点): a day that the notice sets, or one derived from it. The day itself is still in time.

    `step` is what is to be done by then, with placeholders, from `step_clauses`. Of one `on_request` people are reminded
    only if they ask for it by name. `words` are what people call it. `closes` is what ends on that day ("" if
    something begins, or only happens), `hour` the time of day at which it does, as it is spoken (下午5点), and `closes_at` that
    as a time; without it the whole day is in time. `opens` is the day on which what it closes begins, if the notice sets one, and
    `opens_at` the time of that day. Of one that a later document moved, `was` and `was_hour` are the day and the
    hour that the notice had set, and `moved_by` is that document.
    """

    id: str
    name: str
    role: str
    day: date
    clauses: tuple[str, ...]
    quote: str = ""
    derived: bool = False
    step: str = ""
    step_clauses: tuple[str, ...] = ()
    on_request: bool = False
    words: tuple[str, ...] = ()
    line: int = 0
    closes: Closes | Literal[""] = ""
    hour: str = ""
    closes_at: time | None = None
    opens: date | None = None
    opens_at: time | None = None
    was: date | None = None
    was_hour: str = ""
    moved_by: str = ""

    def over_at(self, zone: ZoneInfo) -> datetime:
        """The moment from which it is over: the end of its day, or its hour."""
        if self.closes_at is not None:
            return datetime.combine(self.day, self.closes_at, zone)
        return datetime.combine(self.day + timedelta(days=1), time(), zone)

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it is over at `now` (aware)."""
        over = self.over_at(zone)
        return now > over if self.closes_at is not None else now >= over

    def is_open(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether what it closes has begun at `now` (aware); so it has where the notice sets no beginning."""
        return self.opens is None or now >= datetime.combine(self.opens, self.opens_at or time(), zone)


@dataclass(frozen=True)
class Role:
    """A role of the notice: somebody who has days of their own (申报人, 单位).

    `name` is how people are shown it, `words` are what people call it, `says` what those say who have it (我是单位人事).
    `needs` are the milestones that mean something to them, in the order of their days.
    """

    name: str
    words: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """A person or an office to ask (五), by phone, e-mail or both; `person` is empty if the notice names none."""

    id: str
    office: str
    person: str
    phone: str
    clauses: tuple[str, ...]
    email: str = ""


@dataclass(frozen=True)
class Member:
    """A member of a kind with the words that people use for it.

    `entry` is the entry that answers for it ("" until the kind's template is read); `listed` tells whether the notice names
    it; `kind` is the id of its kind.
    """

    id: str
    name: str
    words: tuple[str, ...]
    entry: str
    listed: bool = True
    line: int = field(default=0, compare=False)
    kind: str = ""


@dataclass(frozen=True)
class KindList:
    """A list of the notice, of whose members one can ask (the specialties, the subsidies, the countries): its id, and what
    people are told that it is called.

    `beside` are words that beside a member's name still only ask whether it is covered. `template` is the entry that is
    spoken for each member, under whose id the phrasings with `{kind}` are matched; `unlisted` is the entry for what might
    be a member and is none that anybody listed, `unlike` the one for what hardly is: 身体不好能报吗. Beside one of `apart`
    a member is not meant, but what else one does with it: 卖茶叶. `outside` are words for what plainly is none: 保险公司.
    """

    id: str
    name: str
    beside: tuple[str, ...] = ()
    template: Entry | None = None
    unlisted: str = ""
    unlike: str = ""
    apart: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Judged:
    """A rule of the interview that judges the dates of some facts, if a question tells them; `given` are the facts that the
    subject of the entry implies, and `days` is the value of which a number of days that a question tells must be."""

    rule: str
    facts: tuple[str, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    days: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry (问答条目): the answer, its clauses, and the phrasings (问法) that ask for it.

    `answer` has placeholders. `answer_until` gives other answers that hold up to and on a milestone's day,
    earliest first; `until` is the milestone up to which what it speaks of can be done. `offers` names an action that is
    offered under the answer. `covers` names the entries whose facts this one's answer holds too.

    Concepts bind it: a question must name one of `needs` and none of `unless`, or it counts for less; with `only_for` it
    answers nothing that names none of those. An entry whose `role` is "other_year" answers who asks of another year than
    the notice's, one whose role is "unlisted" who asks for what might be a member of a kind (`of`) and is none, one whose
    role is "unlike" who asks for what hardly is. Whoever
    names one of `tells` is told of it beside an entry near by: an age beside 没单位. Whoever names one of `instead_for` is
    told of it instead of what the notice says: another title, which it is not about. `reckons` are the facts of the
    interview by whose numbers, if the question tells them, it is reckoned what is missing; `judged` is the rule that judges
    its dates.

    `topic` is what it is about in a few words (选修科目), `aspects` what it states of that (or says that the notice does not).
    What helps with follow-ups: `items` are the entries of the things that its answer lists, in order; `then` is that of the
    next step; `short` is the answer to somebody who finds it too long. One that is `shared` came with the program: a point
    of which most notices say nothing. `member` is the member of a kind for which it is spoken.
    """

    id: str
    title: str
    kind: EntryKind
    answer: str
    clauses: tuple[str, ...] = ()
    answer_until: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    variants: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    instead_for: tuple[str, ...] = ()
    reckons: tuple[str, ...] = ()
    judged: Judged | None = None
    until: str = ""
    role: str = ""
    of: str = ""
    look: str = ""
    action: str = ""
    offers: str = ""
    member: str = ""
    covers: tuple[str, ...] = ()
    topic: str = ""
    aspects: tuple[Aspect, ...] = ()
    items: tuple[str, ...] = ()
    then: str = ""
    short: str = ""
    shared: bool = False
    line: int = 0
    variant_lines: tuple[int, ...] = field(default=(), compare=False)
    phrasings_file: str = field(default="", compare=False)


@dataclass(frozen=True)
class Facts:
    """The facts in notice.yaml: name, days, numbers, contacts.

    `published` is the day on which it came out, if the pack says so; `issuers` are the offices that it came from, and
    `checked` is the day on which somebody last compared the pack with it. `roles` are those who have days of their own.
    `phone` is the id of the contact to phone if the bot has no answer.
    """

    id: str
    series: str
    year: int
    title: str
    short_title: str
    time_zone: str
    milestones: dict[str, Milestone]
    contacts: dict[str, Contact]
    substitutions: dict[str, str]
    derived_values: frozenset[str] = frozenset()
    quotes: tuple[tuple[str, tuple[str, ...], int], ...] = ()
    stated: tuple[StatedFact, ...] = ()
    published: date | None = None
    issuers: tuple[str, ...] = ()
    issuers_line: int = 0
    checked: date | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    phone: str = ""
    region: str = ""
    """The province that the notice is for; empty if it is for all."""
    called: tuple[str, ...] = ()
    """What people call this notice, where a bot speaks of several; its title counts anyway."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The pack's own words for the lists of `bot.pack.layout.WORD_LISTS`."""
    amended: Amended = field(default_factory=Amended)
    """The later documents that change the notice."""

    @property
    def submission(self) -> Milestone | None:
        """The day on which the applicant's own application closes; None if the notice sets none."""
        return next((one for one in self.milestones.values() if one.closes == "submit"), None)

    @property
    def hand_off(self) -> Contact:
        """Whom to ask if the bot has no answer; of a notice without a contact, the office that it came from, with its e-mail."""
        if self.phone in self.contacts:
            return self.contacts[self.phone]
        emails = (text for name, text in self.substitutions.items() if name.startswith("email."))
        office = self.issuers[0] if self.issuers else message("issuing_office")
        return Contact("", office, "", "", (), next(emails, ""))

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the notice's days begin and end."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True)
class Pack:
    """One knowledge folder, read and checked.

    `telling` are words like `concepts` that change what a question is answered with; in the interview they mean nothing more.
    `lines` are the notice from its first line to its last; `terms` are the words that are explained where they stand.
    """

    facts: Facts
    clauses: dict[str, Clause]
    notice: str
    entries: dict[str, Entry]
    kinds: dict[str, KindList]
    members: tuple[Member, ...]
    names: dict[str, tuple[str, ...]]
    concepts: dict[str, tuple[str, ...]]
    interview: Interview | None = None

    sayings: Sayings = field(default_factory=Sayings)
    most_asked: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    """Questions as people put them, for the texts that say how the bot is used."""
    telling: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[NoticeLine, ...] = ()
    terms: tuple[Term, ...] = ()
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What people ask for beyond what notices write (文件格式, 盖章 …), each with the words that ask for it or state it."""

    @property
    def templates(self) -> dict[str, Entry]:
        """The entries that are spoken for each member of a kind, by the id of the kind."""
        return {kind.id: kind.template for kind in self.kinds.values() if kind.template is not None}

    @property
    def own_entries(self) -> tuple[Entry, ...]:
        """The entries that the pack itself wrote, without those that came with the program."""
        return tuple(entry for entry in self.entries.values() if not entry.shared)

    def phrasings_of(self, action: str, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The phrasings that ask for `action`, and up to `most` of each entry that states something."""
        entries = self.entries.values()
        wanted = tuple(text for entry in entries if entry.action == action for text in entry.variants)
        others = (entry for entry in entries if entry.kind in ("answer", "not_said"))
        return wanted, tuple(text for entry in others for text in entry.variants[:most])

    def shown(self, clause: str) -> str:
        """The clause id in the form shown to people: 附1.7 → 附件1第7条. Raises KeyError for an unknown id."""
        return self.clauses[clause].shown

    def file_of(self, clause: str) -> str:
        """The file in which a clause stands. Raises KeyError for an unknown id."""
        document = self.clauses[clause].document
        return self.facts.amended.document(document).file if document else CLAUSES

    def line_of(self, clause: str, words: str = "") -> int:
        """The line of its file where a clause, or the first of its lines that holds some words, begins; 0 if there is none."""
        own = [line for line in self.lines if line.clause == clause]
        holding = [line for line in own if words and words in line.text]
        return next((line.number for line in (*holding, *own)), 0)
