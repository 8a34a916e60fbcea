"""What of a pack still rests on what later documents changed: entries, rules, lines of the checklist, tests, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.pack.checking.tokens import Token
from bot.pack.faults import Fault, fault_of, wording
from bot.pack.layout import FAQ, NOTICE, RULES, TESTS
from bot.pack.model import Entry, Facts, Pack
from bot.pack.outdated import Outdated, outdated_in, spoken_token, unmistakable
from bot.pack.spoken import spoken_date

_PATTERN_SIGNS = re.compile(r"\\+s\*?|\\+|\(\?[^)]*\)|0\?")
"""What may stand inside a date that a test writes as a pattern."""


def superseded(pack: Pack) -> Iterator[Fault]:
    """Texts that say an old value by themselves, or rest on a clause whose wording was changed.

    `pack` is as its author wrote it. What cites the later clause as well was looked at, and is none.
    """
    facts = pack.facts
    if not facts.amended.documents:
        return
    outdated = outdated_in(facts)
    everywhere = unmistakable(outdated, facts)
    own = {clause: by for clause, (_, by) in facts.amended.by_clause().items()}
    names = tuple(clause.shown for clause in pack.clauses.values())
    for file, line, what, id, clauses, texts, states in _speaking(pack):
        if set(own.values()) & set(clauses):
            continue
        changed = [clause for clause in clauses if clause in own]
        values = {"what": what, "id": id}
        for clause in changed:
            old = _first(outdated[clause], texts, names)
            if old:
                yield fault_of(file, line, "says_outdated", **values, old=old, clause=clause, by=own[clause])
                break
            if states and not outdated[clause]:
                yield fault_of(file, line, "cites_reworded", **values, clause=clause, by=own[clause])
                break
        else:
            old = _first(everywhere, texts, names)
            clause = next((one for one in own if old in map(spoken_token, outdated[one].tokens)), "")
            if clause:
                yield fault_of(file, line, "says_outdated", **values, old=old, clause=clause, by=own[clause])


_Speaking = tuple[str, int, str, str, tuple[str, ...], tuple[str, ...], bool]


def _speaking(pack: Pack) -> Iterator[_Speaking]:
    """What speaks: file, line, what it is called, id, clauses, texts, and whether it states what the clauses say."""
    for entry in (*_without_members(pack), *pack.templates.values()):
        texts = (entry.answer, entry.short, *(text for _, text in entry.answer_until))
        yield FAQ, entry.line, wording("entry"), entry.id, entry.clauses, texts, entry.kind == "answer"
    if pack.interview is None:
        return
    for fact in pack.interview.facts.values():
        yield (
            RULES,
            fact.line,
            wording("fact"),
            fact.id,
            fact.clauses,
            (fact.question, fact.help),
            not fact.from_clock,
        )
    for rule in pack.interview.rules.values():
        outcomes = [case.outcome for case in (*rule.cases, *rule.notes)]
        outcomes += [one for one in (rule.passed, rule.unknown) if one is not None]
        said = tuple(text for one in outcomes for text in (one.text, one.todo))
        yield RULES, rule.line, wording("rule"), rule.id, rule.clauses, said, True
    for what, things in (("item", pack.interview.items), ("route", pack.interview.routes)):
        for thing in things.values():
            said = (thing.text, thing.where, thing.obtain)
            yield RULES, thing.line, wording(what), thing.id, thing.clauses, said, True


def _without_members(pack: Pack) -> Iterator[Entry]:
    return (entry for entry in pack.own_entries if not entry.member)


def _first(old: Outdated, texts: tuple[str, ...], names: tuple[str, ...]) -> str:
    return next(filter(None, (old.found_in(text, names) for text in texts)), "")


def superseded_tests(folder: Path, facts: Facts) -> Iterator[Fault]:
    """Lines of the pack's own tests that still expect an old day or phone."""
    everywhere = unmistakable(outdated_in(facts), facts)
    signs = [(token, _sign(token)) for token in sorted(everywhere.tokens)]
    for path in sorted((folder / TESTS).rglob("*.jsonl")) if signs else ():
        name = path.relative_to(folder).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            must = _PATTERN_SIGNS.sub("", _expected(line))
            token = next((token for token, sign in signs if sign.search(must)), None)
            if token is not None:
                yield fault_of(name, number, "test_says_outdated", old=spoken_token(token))


def _expected(line: str) -> str:
    """What a line of a test expects: from its first `must` on; of a line without any nothing."""
    return "".join(re.findall(r'"must": \[[^\]]*\]', line))


def _sign(token: Token) -> re.Pattern[str]:
    if token.kind != "date":
        return re.compile(re.escape(token.value))
    month, day = (int(part) for part in token.value.split("-")[-2:])
    return re.compile(rf"(?<!\d)0?{month}{wording('month')}0?{day}(?!\d)")


def advice_on_amendments(pack: Pack) -> Iterator[Fault]:
    """Clauses that two documents change, and facts of a changed clause that stayed as they were."""
    amended = pack.facts.amended
    seen: dict[str, int] = {}
    for number, one in enumerate(amended.documents):
        for clause in one.changes:
            if clause in seen:
                first = amended.documents[seen[clause]]
                yield fault_of(
                    NOTICE, one.line, "advice_amended_twice", clause=clause, first=first.id, second=one.id,
                    first_day=spoken_date(first.day), second_day=spoken_date(one.day),
                )  # fmt: skip
            seen[clause] = number
    now = {f"date.{id}": one for id, one in pack.facts.milestones.items()}
    for clause, (one, _) in amended.by_clause().items():
        for name, milestone in now.items():
            if clause in milestone.clauses and name not in amended.was and not milestone.derived:
                values = {
                    "id": milestone.id,
                    "clause": clause,
                    "by": one.id,
                    "value": spoken_date(milestone.day),
                }
                yield fault_of(NOTICE, milestone.line, "advice_not_amended", **values)
        for quote in pack.facts.stated:
            value = f"value.{quote.id}"
            cited = next((clauses for text, clauses, _ in pack.facts.quotes if text == quote.quote), ())
            if quote.number and clause in cited and value not in amended.was:
                values = {"id": quote.id, "clause": clause, "by": one.id, "value": quote.number}
                yield fault_of(NOTICE, quote.line, "advice_not_amended", **values)
