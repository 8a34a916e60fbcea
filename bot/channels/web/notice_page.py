"""The whole notice as a page: its lines under their clauses, the words an answer rests on marked, numbers to be tapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from bot.messages import message
from bot.pack.checking.quotes import squeeze
from bot.pack.model import NoticeLine, Pack
from bot.pack.spoken import spoken_date

Span = tuple[int, int]

_LIVE = re.compile(
    r"(?P<url>https?://[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]+)|(?P<phone>0\d{2,3}-\d{7,8})"
    r"|(?P<number>\u3014\d+\u3015\s?\d+\s?[\u4e00-\u9fff]|(?:\d[\d.:]*\s?[\u4e00-\u9fff]\s?)+)"
)
"""What is tapped, and what must stand on one line."""
_FITS_ANY_LINE = 6
"""So many signs of a number stand on any line, however large."""
_ENDS_NO_LINE = re.compile(r"[\u3008\u300a\u300c\u300e\u3010\u3014\u201c\u2018\uff08(]*$")
_BEGINS_NO_LINE = re.compile(
    r"[\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300d\u300f\u300b\u201d\u2019,.;:!?)]*"
)
"""What may not end a line, and what may not begin one: it stays with the number beside it."""


@dataclass(frozen=True)
class Block:
    """Lines of one clause that stand together, or one heading (`shown` is empty). `anchor` is the clause's id, once.

    `changed_by` is the clause of a later document that holds instead, `changes` are those that this one changes, each with its
    id and how it is shown.
    """

    anchor: str
    shown: str
    name: str
    lines: tuple[Markup, ...]
    changed_by: tuple[str, str] | None = None
    changes: tuple[tuple[str, str], ...] = ()


def notice_page(pack: Pack, entry: str) -> dict[str, Any]:
    """The variables of the page. The words that the entry `entry` quotes are marked; an unknown one marks nothing."""
    facts = pack.facts
    quote = pack.entries[entry].quote if entry in pack.entries else ""
    checked = facts.checked and message("original_checked_on", date=spoken_date(facts.checked))
    return {
        "blocks": list(_blocks(pack, quote)),
        "clauses": list(pack.clauses.values()),
        "amendments": list(_amendments(pack)),
        "source": message("between_words").join(facts.issuers),
        "source_link": facts.substitutions.get("link.notice"),
        "document": facts.substitutions.get("document.notice"),
        "published": facts.published and spoken_date(facts.published),
        "checked": checked,
        "terms": [(term.word, live(term.meaning)) for term in pack.terms],
    }


def _blocks(pack: Pack, quote: str) -> Iterator[Block]:
    seen: set[str] = set()
    for clause, group in groupby(pack.lines, lambda line: line.clause or line):
        lines = [line.text for line in group]
        if isinstance(clause, NoticeLine):
            yield Block("", "", "", (live(clause.text),))
            continue
        anchor = "" if clause in seen else clause
        seen.add(clause)
        named = pack.clauses[clause]
        by = pack.clauses.get(named.changed_by)
        yield Block(
            anchor,
            named.shown,
            named.name,
            tuple(_marked(lines, quote)),
            changed_by=(by.id, by.shown) if by else None,
            changes=tuple((id, pack.clauses[id].shown) for id in _changed_by(pack, clause)),
        )


def _changed_by(pack: Pack, clause: str) -> Iterator[str]:
    """The clauses that a clause of a later document changes."""
    for one in pack.facts.amended.documents:
        yield from (id for id, own in one.changes.items() if own == clause)


def _amendments(pack: Pack) -> Iterator[tuple[str, str]]:
    """The later documents, the latest first: the id of the first clause of each, and how it is called."""
    for one in reversed(pack.facts.amended.documents):
        first = next(clause.id for clause in pack.clauses.values() if clause.document == one.id)
        title = {"number": one.number, "title": one.title, "date": spoken_date(one.day)}
        yield first, message("amendment_heading", **title)


def _marked(lines: list[str], quote: str) -> Iterator[Markup]:
    """Lines that stand together as markup; `quote` may begin in one and end in another."""
    first, last = span_of("\n".join(lines), quote)
    start = 0
    for line in lines:
        cuts = [min(max(place - start, 0), len(line)) for place in (first, last)]
        before, words, after = line[: cuts[0]], line[cuts[0] : cuts[1]], line[cuts[1] :]
        marked = Markup("<mark>{}</mark>").format(live(words)) if words else Markup()
        yield live(before) + marked + live(after)
        start += len(line) + 1


def span_of(text: str, words: str) -> Span:
    """Where `words` stand in `text`, compared as the checks compare quotes; (0, 0) if they do not."""
    squeezed = [(sign, place) for place, character in enumerate(text) for sign in squeeze(character)]
    wanted = squeeze(words)
    found = "".join(sign for sign, _ in squeezed).find(wanted) if wanted else -1
    if found < 0:
        return 0, 0
    return squeezed[found][1], squeezed[found + len(wanted) - 1][1] + 1


def live(text: str) -> Markup:
    """Text as markup, with its links and phone numbers to be tapped and its numbers whole, with the signs beside them."""
    made, done = Markup(), 0
    for match in _LIVE.finditer(text):
        before, after = text[done : match.start()], ""
        if match["url"]:
            made += escape(before) + _tapped(match)
        else:
            opening, after = (
                _signs(_ENDS_NO_LINE.search(before)),
                _signs(_BEGINS_NO_LINE.match(text, match.end())),
            )
            number = Markup('<span class="kept">{}{}{}</span>').format(opening, _tapped(match), after)
            made += escape(before.removesuffix(opening)) + number
        done = match.end() + len(after)
    return made + escape(text[done:])


def _signs(found: re.Match[str] | None) -> str:
    return found.group() if found else ""


def _tapped(match: re.Match[str]) -> Markup:
    words = match.group()
    if match["url"]:
        return Markup('<a href="{0}" rel="noopener noreferrer" target="_blank">{0}</a>').format(words)
    if match["phone"]:
        return Markup('<a class="phone" href="tel:{0}">{0}</a>').format(words)
    return Markup('<span class="{}">{}</span>').format(
        "whole" if len(words) > _FITS_ANY_LINE else "whole short", words
    )
