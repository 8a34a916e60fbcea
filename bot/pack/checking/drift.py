"""The drift check: what the bot can say against what the notice says, both ways.

Every quote stands in its clauses. Every date, number, phone, URL, document number and 《title》 that the bot can say
is in the notice or declared derived; every one in the notice can be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.pack.checking.quotes import misquotes, squeeze, unsaid_in
from bot.pack.checking.stated_days import stated_days
from bot.pack.checking.tokens import Token, tokens
from bot.pack.faults import Fault, fault_of
from bot.pack.layout import FAQ, LEXICON, NOTICE
from bot.pack.model import Entry, Pack
from bot.pack.outdated import outdated_in
from bot.pack.spoken import fill, spoken_date

_NAMED = re.compile(r"《([^》]+)》")
_WORDS = re.compile(r"“([^”]+)”")


def drift(pack: Pack) -> Iterator[Fault]:
    """Find every difference between the pack and its notice."""
    yield from misquotes(pack)
    said = set(allowed(pack))
    for entry in _worth_reading(pack):
        yield from _entry(entry, pack, said)
    yield from _steps(pack, said)
    yield from _terms(pack, said)
    yield from _issuers(pack)
    yield from _unsaid(pack)


def _worth_reading(pack: Pack) -> Iterator[Entry]:
    """The pack's own entries; of those that came with the program one for each look that no own entry has."""
    looks = {entry.look for entry in pack.own_entries}
    yield from pack.own_entries
    for entry in pack.entries.values():
        if entry.look not in looks:
            looks.add(entry.look)
            yield entry


def allowed(pack: Pack) -> Iterator[Token]:
    """The facts that may be said: those of the notice, and derived ones (recomputed when notice.yaml was read)."""
    yield from tokens(pack.notice)
    days = {spoken_date(day) for day in stated_days(pack.facts)}
    for name, text in pack.facts.substitutions.items():
        prefix, _, id = name.partition(".")
        if prefix == "value" and id in pack.facts.derived_values:
            yield Token("number", text)
        if prefix in ("issued", "from") and text in days:
            yield from tokens(text)
    for milestone in pack.facts.milestones.values():
        if milestone.derived or spoken_date(milestone.day) in days:
            yield from tokens(spoken_date(milestone.day))
    for contact in pack.facts.contacts.values():  # with the area code that two phones share
        yield from tokens(contact.phone)


def _spoken(entry: Entry, pack: Pack) -> Iterator[str]:
    """The texts of an entry with every placeholder filled but the days left, which are counted, not quoted."""
    for template in (entry.title, entry.answer, entry.short, *(text for _, text in entry.answer_until)):
        yield fill(template, {**pack.facts.substitutions, **_no_states(pack)})


def _no_states(pack: Pack) -> dict[str, str]:
    return {f"state.{id}": "" for id in pack.facts.milestones}


def _entry(entry: Entry, pack: Pack, allowed: set[Token]) -> Iterator[Fault]:
    shown = tuple(clause.shown for clause in pack.clauses.values())
    notice = squeeze(pack.notice)
    for text in _spoken(entry, pack):
        for token in tokens(text, shown):
            if token not in allowed:
                yield fault_of(
                    FAQ,
                    entry.line,
                    "entry_says_what_notice_does_not",
                    entry=entry.id,
                    token=token,
                )
        for title in _NAMED.findall(text):
            if squeeze(title) not in notice:
                yield fault_of(FAQ, entry.line, "entry_names_unknown_title", entry=entry.id, title=title)
        if entry.kind in ("answer", "not_said"):
            for words in _WORDS.findall(text):
                if "{" not in words and squeeze(words) not in notice:
                    yield fault_of(
                        FAQ,
                        entry.line,
                        "entry_misquotes",
                        entry=entry.id,
                        words=words,
                    )


def _steps(pack: Pack, allowed: set[Token]) -> Iterator[Fault]:
    """The texts in which reminders say what is to be done."""
    for milestone in pack.facts.milestones.values():
        for what in _not_in_notice(fill(milestone.step, pack.facts.substitutions), pack, allowed):
            yield fault_of(
                NOTICE, milestone.line, "step_says_what_notice_does_not", milestone=milestone.id, what=what
            )


def _terms(pack: Pack, allowed: set[Token]) -> Iterator[Fault]:
    """What words are said to mean."""
    for term in pack.terms:
        for what in _not_in_notice(term.meaning, pack, allowed):
            yield fault_of(LEXICON, term.line, "term_says_what_notice_does_not", term=term.word, what=what)


def _not_in_notice(text: str, pack: Pack, allowed: set[Token]) -> Iterator[str]:
    """The facts and the 《titles》 of a text that are not the notice's."""
    shown = tuple(clause.shown for clause in pack.clauses.values())
    notice = squeeze(pack.notice)
    yield from (str(token) for token in tokens(text, shown) if token not in allowed)
    yield from (f"《{title}》" for title in _NAMED.findall(text) if squeeze(title) not in notice)


def _issuers(pack: Pack) -> Iterator[Fault]:
    """The offices that the notice is said to come from are named in it."""
    notice = squeeze(pack.notice)
    for issuer in pack.facts.issuers:
        if squeeze(issuer) not in notice:
            yield fault_of(NOTICE, pack.facts.issuers_line, "unknown_issuer", issuer=issuer)


def _unsaid(pack: Pack) -> Iterator[Fault]:
    """Find facts of the notice that no answer can say."""
    sayable: set[Token] = set()
    for entry in pack.entries.values():
        if entry.kind == "answer":
            for text in _spoken(entry, pack):
                sayable |= set(tokens(text))
    # A day that the notice prints without its year is said with it.
    sayable |= {Token("date", f"-{one.value[4:]}") for one in sayable if one.kind == "date"}
    old = {token for one in outdated_in(pack.facts).values() for token in one.tokens}
    changing = {own for one in pack.facts.amended.documents for own in one.changes.values()}
    for clause in pack.clauses.values():
        if clause.document and clause.id not in changing:
            continue
        for token in sorted(set(tokens(clause.text)) - sayable - old):
            line = _line_of(token, clause.id, pack)
            yield fault_of(pack.file_of(clause.id), line, "unsaid_fact", clause=clause.id, token=token).on(
                token, unsaid_in(clause.id)
            )


def _line_of(token: Token, clause: str, pack: Pack) -> int:
    """The line of a clause that states a fact."""
    own = [line for line in pack.lines if line.clause == clause]
    stating = [line.number for line in own if token in set(tokens(line.text))]
    return next(iter((*stating, *(line.number for line in own))), 0)
