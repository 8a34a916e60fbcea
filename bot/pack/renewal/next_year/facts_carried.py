"""notice.yaml: the days, numbers, phones, addresses and document numbers as the new notice states them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from bot.language.numerals import CHINESE
from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.finding.day_finder import DayFound, spans_in
from bot.pack.drafting.writing.yaml_text import block
from bot.pack.faults import wording
from bot.pack.layout import NOTICE
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.contacts_carried import carry_contacts
from bot.pack.renewal.next_year.pack_text import text_of, texts_of
from bot.pack.renewal.next_year.renewal_words import worded

_NUMBER = re.compile(rf"\d+(?:\.\d+)?|[{CHINESE}]+")


_PLACES = {"values": "value", "documents": "document", "links": "link", "emails": "email"}
"""By what name texts speak of the facts of a section."""


def carry_facts(work: Carried) -> None:
    """Bring every fact of notice.yaml to what the new notice states; what it states no more is marked as undecided."""
    _notice(work)
    for id, node in work.pack.items(NOTICE, "milestones"):
        if "derived" not in node.items:
            _milestone(work, id, node)
    for id in work.milestones:
        _window_begin(work, id)
    for value, _ in work.pack.items(NOTICE, "values"):
        _value(work, value)
    for _, node in work.pack.items(NOTICE, "dates"):
        old, found = _dated(work, node)
        if old and found:
            work.literals.days[old] = found[0]
    for section, key in (("documents", "text"), ("links", "url"), ("emails", "email")):
        for id, node in work.pack.items(NOTICE, section):
            _exact(work, section, id, node, key)
    carry_contacts(work)
    if work.times:
        times = wording("between_words").join(
            f"{id} {time or worded('ask', 'no_time')}" for id, (_, time) in work.times.items()
        )
        work.pack.ask(NOTICE, worded("ask", "timed", times=times))


def _notice(work: Carried) -> None:
    pack, head, literals = work.pack, work.draft.head, work.literals
    node = pack.root(NOTICE).items.get("notice")
    assert isinstance(node, Mapping)
    years = str(literals.year), str(literals.new_year)
    for key in ("id", "title", "short_title", "year"):
        old = text_of(node, key)
        new = old.replace(*years)
        if key == "id" and new == old and years[0] != years[1]:
            new = f"{old}-{years[1]}"
        if new != old:
            pack.set(NOTICE, node, key, new)
    missing = [one for one in texts_of(node, "issuers") if squeeze(one) not in squeeze(work.notices.whole)]
    if missing and head.issuers:
        pack.set_list(NOTICE, node, "issuers", list(head.issuers))
    if "checked" in node.items and years[0] != years[1]:
        lines = pack.files[NOTICE].split("\n")
        del lines[node.key_lines["checked"] - 1]
        pack.files[NOTICE] = "\n".join(lines)
        pack.ask(NOTICE, worded("ask", "checked"))
    if not head.year_stated:
        pack.ask(NOTICE, worded("ask", "year", year=head.year))


def _milestone(work: Carried, id: str, node: Mapping) -> None:
    old, found = _dated(work, node)
    if old is None or found is None:
        return
    new, time = found
    work.milestones[id] = (old, new)
    work.literals.days[old] = new
    before = _printed_time(text_of(node, "quote"), old)
    if time != before:
        work.times[id] = (before, time)


def _window_begin(work: Carried, id: str) -> None:
    """The day on which the window of a milestone begins, with its time of day: as the new notice states it, else it goes."""
    node = next(node for own, node in work.pack.items(NOTICE, "milestones") if own == id)
    try:
        opens = date.fromisoformat(text_of(node, "from"))
    except ValueError:
        return
    quote = text_of(node, "quote")
    spans = spans_in(work.notices.recut(quote, texts_of(node, "clauses"))[0])
    place, _ = _place(quote, work.milestones[id][0])
    stated = spans[min(place, len(spans) - 1)].begin if spans else None
    new = stated.on(_day_of(node).year) if stated else work.literals.days.get(opens)
    if new is None or new > _day_of(node):
        for key in ("from_time", "from"):
            if key in node.items:
                work.pack.drop(NOTICE, node, key)
                node = _again(work, node)
        work.pack.ask(NOTICE, worded("ask", "no_begin", id=id))
        return
    work.pack.set(NOTICE, node, "from", new.isoformat())
    node = _again(work, node)
    if stated and stated.printed_time:
        work.pack.put(NOTICE, node, "from_time", stated.printed_time, "from")
    elif stated and "from_time" in node.items:
        work.pack.drop(NOTICE, node, "from_time")


def _day_of(node: Mapping) -> date:
    return date.fromisoformat(text_of(node, "date"))


def _dated(work: Carried, node: Mapping) -> tuple[date | None, tuple[date, str] | None]:
    """The old day of a record, and its new one with the time of day beside it as it is printed; its day is rewritten.

    What begins a window is sought among what begins one: where the new notice names the end alone, the beginning is undecided.
    """
    quote, clauses = text_of(node, "quote"), texts_of(node, "clauses")
    try:
        old = date.fromisoformat(text_of(node, "date"))
    except ValueError:
        return None, None
    words, _ = work.notices.recut(quote, clauses)
    place, begins = _place(quote, old)
    spans = spans_in(words)
    span = spans[min(place, len(spans) - 1)] if spans else None
    found = None if span is None else span.begin if begins else span.day
    if found is None:
        work.pack.mark(NOTICE, _again(work, node), worded("write", "not_found", quote=quote))
        return old, None
    new = _year_of(found, old, work)
    if new is None:
        return old, None
    work.pack.set(NOTICE, _again(work, node), "date", new.isoformat())
    return old, (new, found.printed_time)


def _again(work: Carried, node: Mapping) -> Mapping:
    """An item as it stands now, after lines above it changed."""
    id, name = text_of(node, "id"), node.line
    for section in ("milestones", "values", "dates"):
        for own, one in work.pack.items(NOTICE, section):
            same = id and own == id
            if same or (
                not id and text_of(one, "quote") == text_of(node, "quote") and abs(one.line - name) < 9
            ):
                return one
    return node


def _printed_time(quote: str, day: date) -> str:
    days = [one for span in spans_in(quote) for one in (span.begin, span.day) if one is not None]
    return next((one.printed_time for one in days if (one.month, one.day) == (day.month, day.day)), "")


def _place(quote: str, day: date) -> tuple[int, bool]:
    """Which of the days and windows of a quote a day belongs to, and whether it begins that window."""
    for place, span in enumerate(spans_in(quote)):
        for one in (span.begin, span.day):
            if one is not None and (one.month, one.day) == (day.month, day.day):
                return place, one is span.begin
    return 0, False


def _year_of(found: DayFound, old: date, work: Carried) -> date | None:
    """The new day; where the notice leaves its year out, the one as far from the notice's year as before."""
    return found.on(old.year + work.literals.shift)


def _value(work: Carried, id: str) -> None:
    node = next(one for own, one in work.pack.items(NOTICE, "values") if own == id)
    value, quote = text_of(node, "value"), text_of(node, "quote")
    if not quote:
        return
    words, _ = work.notices.recut(quote, texts_of(node, "clauses"))
    was, now = _numbers(quote), _numbers(words)
    if not words or value not in was or len(now) <= was.index(value):
        _not_found(work, "values", id, node, quote)
        return
    new = now[was.index(value)]
    if new != value:
        work.pack.set(NOTICE, node, "value", new)
        if value.isdecimal() and new.isdecimal():
            work.moved_values[id] = (int(value), int(new))
            work.literals.numbers.setdefault(value, new)


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(unicodedata.normalize("NFKC", text))


def _not_found(work: Carried, section: str, id: str, node: Mapping, quote: str) -> None:
    """A fact that the notice states no more: undecided if a text says it, else it goes."""
    prefix = _PLACES[section]
    used = any(f"{prefix}.{id}" in work.pack.files[name] for name in work.pack.yaml_names)
    held = any(id in texts_of(one.items.get("derived"), "of") for one in work.pack.mappings(NOTICE))
    if used or held:
        work.pack.mark(NOTICE, node, worded("write", "not_found", quote=quote.replace("\n", " ")))
    else:
        work.pack.remove(NOTICE, node)


def _exact(work: Carried, section: str, id: str, node: Mapping, key: str) -> None:
    """A document number, a link or an e-mail address, which stands in the notice by itself."""
    old = text_of(node, key)
    new, _ = work.notices.recut(old, texts_of(node, "clauses"))
    current = next(one for own, one in work.pack.items(NOTICE, section) if own == id)
    if not new:
        _not_found(work, section, id, current, old)
        return
    if new != squeeze(old):
        work.pack.set(NOTICE, current, key, new)
        work.literals.exact[old] = new
        numbers = [re.findall(r"\d+", one)[-1:] for one in (old, new)]
        if section == "documents" and all(numbers) and numbers[0] != numbers[1]:
            work.literals.documents.setdefault(numbers[0][0], numbers[1][0])


def add_milestones(work: Carried) -> None:
    """The days that new clauses set, with their own words. One that would close the application is undecided."""
    taken = {id for id, _ in work.pack.items(NOTICE, "milestones")}
    by_cut, added = work.by_cut, set(work.notices.added)
    for one in work.draft.milestones:
        clause = by_cut.get(one.clause, "")
        if clause not in added:
            continue
        id, count = one.id, 2
        while id in taken:
            id, count = f"{one.id}_{count}", count + 1
        taken.add(id)
        record: dict[str, object] = {"id": id}
        if one.doubt:
            record[wording("undecided")] = one.doubt
        record |= {"name": one.name, "role": one.role, "date": one.day.isoformat()}
        if one.hour:
            record["time"] = one.hour
        if one.opens is not None and one.opens <= one.day:
            record["from"] = one.opens.isoformat()
            record |= {"from_time": one.opens_hour} if one.opens_hour else {}
        if one.closes and one.closes != "submit":
            record["closes"] = one.closes
        record |= {"clauses": [clause], "quote": one.quote}
        if one.words:
            record["words"] = list(one.words)
        nodes = work.pack.items(NOTICE, "milestones")
        if nodes:
            work.pack.insert(NOTICE, work.pack.extent(NOTICE, nodes[-1][1])[1], block([record], 2))
