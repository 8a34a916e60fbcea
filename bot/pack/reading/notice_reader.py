"""Reads notice.yaml: the notice's name, days, numbers, documents, links and contacts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Literal, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.pack.drafting.finding.day_finder import times_in
from bot.pack.faults import Fault, listed, wording
from bot.pack.layout import NOTICE
from bot.pack.model import Closes, Contact, Facts, Milestone, StatedFact
from bot.pack.reading.derived import derived_day, derived_number
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.role_reader import read_roles
from bot.pack.spoken import spoken_date, spoken_day

CLOSES = get_args(Closes)
_END_OF_DAY = "24"
_MOST_DIGITS = 9
_LOCAL_DIGITS = 7
"""Digits of a phone without its area code, at the least."""
LONGEST_NOTICE_ID = 100
_NOTICE_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_NOTICE_ID}}}")
_NO_DAY = date(1970, 1, 1)
Quote = tuple[str, tuple[str, ...], int]


def read_facts(
    root: LocatedMapping,
    counts: dict[str, int],
    faults: list[Fault],
    undecided: Collection[str] = (),
    *,
    follow: bool = False,
) -> Facts:
    """What notice.yaml says. `counts` gives the sizes that derived numbers may count, by their kinds.

    `undecided` are the sections of which something was taken out, and which may lack what they must have. With `follow` what is
    derived is what comes out anew, whatever stands there: what it is derived from was changed by a later document.
    """
    top = Fields(NOTICE, root, faults, NOTICE)
    top.only(
        {
            "format",
            "notice",
            "milestones",
            "values",
            "documents",
            "links",
            "emails",
            "contacts",
            "dates",
            "roles",
            "amendments",
        }
    )
    notice = top.fields("notice") or Fields(NOTICE, LocatedMapping(0, {}, {}), [], "notice")
    notice.only(
        {
            "id", "series", "year", "title", "short_title", "time_zone", "region", "published", "phone", "issuers",
            "checked", "open_ended", "called",
        }
    )  # fmt: skip
    quotes: list[Quote] = []
    stated: list[StatedFact] = []
    milestones = _milestones(top, quotes, follow)
    stated += (
        StatedFact(one.id, "", one.day, one.quote, one.line)
        for one in milestones.values()
        if one.quote and not one.derived
    )
    if "milestones" not in undecided and notice.choice("open_ended", ("true", "false"), "false") == "false":
        _check_closes(top, milestones)
    substitutions: dict[str, str] = {}
    derived_values = _values(top, counts, substitutions, quotes, stated, follow)
    _named_texts(top, substitutions, quotes)
    contacts = _contacts(top, substitutions, quotes)
    if not contacts and "contacts" not in undecided and "contacts" not in top:
        top.fault(top.line, "no_contacts")
    for id, milestone in milestones.items():
        substitutions[f"date.{id}"] = spoken_day(milestone)
        if milestone.opens is not None:
            substitutions[f"from.{id}"] = spoken_date(milestone.opens)
    for key in ("title", "short_title", "year"):
        substitutions[f"notice.{key}"] = notice.text(key)
    return Facts(
        id=_id(notice),
        series=notice.text("series"),
        year=notice.number("year"),
        title=notice.text("title"),
        short_title=notice.text("short_title"),
        time_zone=_zone(notice),
        region=notice.text("region", ""),
        milestones=milestones,
        contacts=contacts,
        substitutions=substitutions,
        derived_values=derived_values,
        quotes=tuple(quotes),
        stated=tuple(stated),
        roles=read_roles(top, milestones),
        published=_published(notice, Fields(NOTICE, root, [], NOTICE)),
        issuers=notice.texts("issuers", ()),
        issuers_line=notice.line_of("issuers"),
        checked=_day(notice, "checked") if "checked" in notice else None,
        phone=_phone(notice, contacts),
        called=notice.texts("called", ()),
    )


def _id(notice: Fields) -> str:
    """The id of the notice, which stands in addresses and in every row that speaks of it."""
    id = notice.text("id")
    if id and not _NOTICE_ID.fullmatch(id):
        notice.fault(notice.line_of("id"), "bad_notice_id", id=id, most=LONGEST_NOTICE_ID)
    return id


def _published(notice: Fields, top: Fields) -> date | None:
    """The day on which the notice came out: the one of `dates` that it names."""
    name = notice.text("published", "")
    days = {id: fields.text("date", "") for id, fields in top.named("dates", wording("date"))}
    if not name:
        return None
    try:
        return date.fromisoformat(days[name])
    except (KeyError, ValueError):
        notice.fault(notice.line_of("published"), "unknown_date", date=name, known=listed(sorted(days)))
        return None


def _zone(notice: Fields) -> str:
    name = notice.text("time_zone")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        notice.fault(notice.line_of("time_zone"), "unknown_zone", zone=name)
        return "UTC"
    return name


def _day(fields: Fields, key: str) -> date:
    text = fields.text(key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            fields.fault(fields.line_of(key), "not_a_date", where=fields.where, key=key, text=text)
        return _NO_DAY


def _quoted(fields: Fields, quotes: list[Quote]) -> tuple[str, ...]:
    """The clauses of a fact; its quote is kept for the drift check."""
    clauses = fields.texts("clauses")
    if "quote" in fields:
        quotes.append((fields.text("quote"), clauses, fields.line_of("quote")))
    return clauses


def _milestones(top: Fields, quotes: list[Quote], follow: bool) -> dict[str, Milestone]:
    milestones: dict[str, Milestone] = {}
    for fields in top.each("milestones", wording("milestone")):
        fields.only(
            {
                "id",
                "name",
                "role",
                "date",
                "clauses",
                "quote",
                "derived",
                "step",
                "remind",
                "words",
                "closes",
                "time",
            }
            | {"from", "from_time"}
        )
        id = fields.text("id")
        if id in milestones:
            fields.fault(fields.line, "duplicate_milestone", id=id)
        derived = fields.fields("derived", required=False)
        milestone = Milestone(
            id,
            fields.text("name"),
            fields.text("role"),
            _day(fields, "date"),
            _quoted(fields, quotes),
            fields.text("quote", ""),
            derived is not None,
            *_step(fields),
            fields.choice("remind", ("always", "on_request"), "always") == "on_request",
            fields.texts("words", ()),
            fields.line,
            _closes(fields),
            *_hour(fields, "time"),
            *_window_begin(fields),
        )
        if derived is not None:
            given = {id: other for id, other in milestones.items() if other.day != _NO_DAY}
            faulty = derived.text("before", "") in milestones.keys() - given.keys()
            expected = None if faulty or milestone.day == _NO_DAY else derived_day(derived, given)
            if expected is not None and follow:
                milestone = replace(milestone, day=expected)
            elif expected is not None and expected != milestone.day:
                fields.fault(
                    fields.line_of("date"),
                    "derived_value_differs",
                    id=id,
                    expected=expected,
                    text=milestone.day,
                )
        milestones[id] = milestone
    return milestones


def _closes(fields: Fields) -> Closes | Literal[""]:
    """What ends on the day of a milestone; empty if nothing does."""
    return cast("Closes | Literal['']", fields.choice("closes", CLOSES, "")) if "closes" in fields else ""


def _hour(fields: Fields, key: str) -> tuple[str, time | None]:
    """A time of day as it is spoken, and as a time: 18:00, 下午5点. 24:00 is the end of the day, which needs no time."""
    text = fields.text(key, "")
    if not text:
        return "", None
    found = next(iter(times_in(text)), None)
    if found is None or "-" in found[2] or (found[0], found[1]) != (0, len(text)):
        fields.fault(fields.line_of(key), "not_a_time", key=key, text=text)
        return text, None
    return text, None if found[2].startswith(_END_OF_DAY) else time.fromisoformat(found[2])


def _window_begin(fields: Fields) -> tuple[date | None, time | None]:
    """The day on which what a milestone closes begins, and the time of that day."""
    if "from" not in fields:
        return None, None
    opens, closes = _day(fields, "from"), _day(fields, "date")
    if opens > closes:
        fields.fault(fields.line_of("from"), "opens_after_it_closes", opens=opens, closes=closes)
    return opens, _hour(fields, "from_time")[1]


def _check_closes(top: Fields, milestones: Mapping[str, Milestone]) -> None:
    """Exactly one day must close the applicant's own application: until then the call is open."""
    closing = [one for one in milestones.values() if one.closes == "submit"]
    if not closing:
        top.fault(top.line_of("milestones"), "nothing_closes_submission")
    for other in closing[1:]:
        top.fault(
            other.line, "two_close_submission", first=closing[0].id, second=other.id, known=listed(CLOSES[1:])
        )


def _phone(notice: Fields, contacts: Mapping[str, Contact]) -> str:
    """The contact to phone if the bot has no answer: the one that `phone` names, or the only one there is."""
    if len(contacts) == 1 and "phone" not in notice:
        return next(iter(contacts))
    id = notice.text("phone", None if contacts else "")
    if id and id not in contacts:
        notice.fault(notice.line_of("phone"), "unknown_contact", id=id, known=listed(contacts))
    return id


def _step(fields: Fields) -> tuple[str, tuple[str, ...]]:
    """What is to be done until a milestone, and its clauses."""
    step = fields.fields("step", required=False)
    if step is None:
        return "", ()
    step.only({"text", "clauses"})
    return step.text("text"), step.texts("clauses")


def _values(
    top: Fields,
    counts: dict[str, int],
    substitutions: dict[str, str],
    quotes: list[Quote],
    stated: list[StatedFact],
    follow: bool,
) -> frozenset[str]:
    """The numbers and dates of the notice; returns the names of those that are derived."""
    derived_values: set[str] = set()
    numbers: dict[str, int] = dict(counts)
    for id, fields in top.named("values", wording("value")):
        fields.only({"value", "clauses", "quote", "derived"})
        value = fields.text("value")
        _quoted(fields, quotes)
        derived = fields.fields("derived", required=False)
        if derived is None and "quote" in fields:
            stated.append(StatedFact(id, value, None, fields.text("quote"), fields.line_of("value")))
        if derived is not None:
            derived_values.add(id)
            expected = derived_number(derived, numbers)
            if expected is not None and follow:
                value = str(expected)
            elif expected is not None and str(expected) != value:
                fields.fault(
                    fields.line_of("value"), "derived_value_differs", id=id, expected=expected, text=value
                )
        if value.isdecimal() and len(value) <= _MOST_DIGITS:
            numbers[id] = int(value)
        substitutions[f"value.{id}"] = value
    for id, fields in top.named("dates", wording("date")):
        fields.only({"date", "clauses", "quote"})
        _quoted(fields, quotes)
        day = _day(fields, "date")
        if "quote" in fields:
            stated.append(StatedFact(id, "", day, fields.text("quote"), fields.line_of("date")))
        substitutions[f"issued.{id}"] = spoken_date(day)
    return frozenset(derived_values)


def _named_texts(top: Fields, substitutions: dict[str, str], quotes: list[Quote]) -> None:
    """Documents, links and e-mail addresses: each is quoted by itself, for it must stand in the notice letter by letter."""
    for section, prefix, key in (
        ("documents", "document", "text"),
        ("links", "link", "url"),
        ("emails", "email", "email"),
    ):
        for id, fields in top.named(section, section):
            fields.only({key, "clauses"})
            text = fields.text(key)
            quotes.append((text, fields.texts("clauses"), fields.line_of(key)))
            substitutions[f"{prefix}.{id}"] = text


def _printed(fields: Fields) -> str:
    """A phone as the notice prints it, if that is not as people dial it: 0571-88228291、88228292 for the second of them."""
    phone, quote = fields.text("phone"), fields.text("quote", "")
    dialled, groups = "".join(re.findall(r"\d", phone)), re.findall(r"\d+", quote)
    if not quote:
        return phone
    last = groups[-1] if groups else ""
    before = dialled[: -len(last)] if last else dialled
    whole = len(last) >= _LOCAL_DIGITS or before in "".join(groups[:-1])
    if not (last and dialled.endswith(last) and whole):
        fields.fault(fields.line_of("quote"), "phone_not_in_quote", phone=phone, quote=quote)
    return quote


def _contacts(top: Fields, substitutions: dict[str, str], quotes: list[Quote]) -> dict[str, Contact]:
    contacts: dict[str, Contact] = {}
    for fields in top.each("contacts", wording("contact")):
        fields.only({"id", "office", "person", "phone", "email", "quote", "clauses"})
        email = fields.text("email", "")
        contact = Contact(
            fields.text("id"),
            fields.text("office"),
            fields.text("person", ""),
            fields.text("phone", "" if email else None),
            fields.texts("clauses"),
            email,
        )
        if contact.id in contacts:
            fields.fault(fields.line, "duplicate_contact", contact=contact.id)
        contacts[contact.id] = contact
        reached = (contact.person, contact.phone, contact.email)
        substitutions[f"contact.{contact.id}"] = " ".join(filter(None, reached))
        if contact.phone:
            quotes.append((_printed(fields), contact.clauses, fields.line_of("phone")))
        if email:
            quotes.append((email, contact.clauses, fields.line_of("email")))
        quotes.append((contact.office, contact.clauses, fields.line_of("office")))
        # Several persons of one phone stand in the notice one by one.
        people = contact.person.split(wording("between_words"))
        quotes += [(person, contact.clauses, fields.line_of("person")) for person in people if person]
    return contacts
