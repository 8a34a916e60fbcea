"""What is no fault of a pack and yet worth a look: entries with few phrasings, silent ones whose subject the notice names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.pack.checking.quotes import squeeze
from bot.pack.checking.superseded import advice_on_amendments
from bot.pack.faults import Fault, fault_of, wording
from bot.pack.layout import FAQ
from bot.pack.model import Entry, Pack
from bot.pack.renewal.next_year.renewal_words import reading, worded

ENOUGH = 12
"""Phrasings from which on an entry is found in other words too."""
_SHORTEST_SUBJECT = 3


def advice_on(pack: Pack) -> tuple[Fault, ...]:
    """What an author should look at, in the order of faq.yaml."""
    return tuple(
        sorted(
            (*advice_on_amendments(pack), *_silent_yet_named(pack), *_few_phrasings(pack)),
            key=lambda one: one.line,
        )
    )


def _silent_yet_named(pack: Pack) -> Iterator[Fault]:
    """Silent entries of which the notice names the subject in a clause that they do not cite."""
    told = "".join(
        squeeze(f"{entry.title}{entry.topic}") for entry in pack.own_entries if entry.kind == "answer"
    )
    for entry in pack.own_entries:
        if entry.kind != "not_said":
            continue
        for subject in subjects_of(f"{entry.title},{entry.topic}", _SHORTEST_SUBJECT):
            clause = _naming(pack, subject, entry)
            if clause and subject not in told:
                yield fault_of(
                    FAQ, entry.line, "advice_silent_named", entry=entry.id, clause=clause, words=subject
                )
                break


def subjects_of(titles: str, shortest: int) -> list[str]:
    """What titles are about, without the words that only ask; each of so many characters at least."""
    parts = re.split(worded("read", "split_titles"), titles.replace(",", wording("between_words")))
    bare = [squeeze(reading("question_words").sub("", one)) for one in parts]
    return [one for one in dict.fromkeys(bare) if len(one) >= shortest]


def _naming(pack: Pack, subject: str, entry: Entry) -> str:
    others = (clause for clause in pack.clauses.values() if clause.id not in entry.clauses)
    return next((clause.id for clause in others if subject in squeeze(clause.text)), "")


def _few_phrasings(pack: Pack) -> Iterator[Fault]:
    asked = (entry for entry in pack.own_entries if entry.kind in ("answer", "not_said") and not entry.member)
    items = {id for entry in pack.entries.values() for id in (*entry.items, entry.then)}
    for entry in asked:
        count = len(entry.variants)
        if count < ENOUGH and entry.id not in items:
            yield fault_of(FAQ, entry.line, "advice_few_phrasings", entry=entry.id, count=count, least=ENOUGH)
