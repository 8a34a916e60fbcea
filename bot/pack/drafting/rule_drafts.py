"""The conditions that a notice states (须, 应, 不得, 满…年, …以上) → questions and rules, each in the notice's own words.

No condition is interpreted: people are asked whether what the notice says holds for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.naming import title_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import Draft, Record
from bot.pack.drafting.notice_head import SUBMIT
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.point_sentences import whole_sentences
from bot.pack.drafting.signs import listing, pattern_of, sign, wording_of
from bot.pack.faults import wording

_SHORTEST_CONDITION, _LONGEST_CONDITION = 6, 90
_MOST_ASKED_FOR = 10
"""Conditions that the interview asks for; more are undecided, so that nobody must answer thirty questions."""
_MOST_DOUBTED = 12
_LONGEST_LABEL = 40
_FEWEST_WAYS = 2


@dataclass(frozen=True)
class Condition:
    """A condition in the notice's words; `forbids`: whoever it holds for may not apply. `ways`: one of them is enough."""

    clause: str
    words: str
    forbids: bool
    sure: bool
    ways: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    headed: bool = True
    """Whether it stands below a heading on conditions."""
    conduct: bool = False
    """It tells what may not be done, or what is not given, and not whom that shuts out."""


def conditions_in(clauses: Sequence[CutClause], title: str) -> list[Condition]:
    """The conditions of a notice in order, each once; what its `title` names is what is applied for."""
    found: dict[str, Condition] = {}
    used: set[str] = set()
    for clause in clauses:
        if clause.id and clause.zone == "body" and clause.id not in used:
            items = [one for one in clauses if one.id and one.parent == clause.id]
            for one in (_judged(one, title) for one in _of(clause, items)):
                used.update(one.also)
                found.setdefault(one.words, one)
    return list(found.values())


def _judged(one: Condition, title: str) -> Condition:
    """A condition that forbids is only sure if it shuts out: 不予减免 and 不得转租 do not."""
    plain = one_width(one.words)
    shuts_out = _shuts_out(plain, title) and not pattern_of("interview", "penalty").search(plain)
    if not one.forbids or shuts_out:
        return one
    return replace(one, sure=False, conduct=True)


def _shuts_out(plain: str, title: str) -> bool:
    """Whether words forbid to apply, or refuse the very thing that is applied for."""
    if pattern_of("interview", "bars").search(plain):
        return True
    match = pattern_of("interview", "refuses").search(plain)
    return bool(
        match
        and match["what"] in title
        and not pattern_of("interview", "of_sums").search(plain[: match.start()])
    )


def _of(clause: CutClause, items: Sequence[CutClause]) -> Iterator[Condition]:
    headed = _is_headed(clause)
    intro = clause.lines[0].text
    if items and headed and pattern_of("interview", "any_of").search(intro):
        ways = tuple(_without_marker(one.lines[0].text) for one in items)
        forbids = bool(pattern_of("interview", "forbids").search(one_width(intro)))
        # Cases of which nothing says that they shut out, and none that they let in, are left to the author.
        sure = forbids or not pattern_of("interview", "cases").search(intro)
        if len(ways) >= _FEWEST_WAYS and all(len(way) <= _LONGEST_CONDITION for way in ways):
            ids = (clause.id, *(one.id for one in items))
            words = _without_marker(intro).rstrip("：:")
            yield Condition(clause.id, words, forbids, sure, ways, ids)
            return
    for line in clause.lines:
        if line.table:
            continue
        for sentence in whole_sentences(_without_marker(line.text)):
            cases = _cases_of(sentence, clause) if headed else None
            if cases is not None:
                yield cases
                continue
            for match in sign("parts", "sentences").finditer(sentence):
                condition = _condition(match[0].strip().rstrip("。；;"), clause, headed)
                if condition is not None and not (items and _opens_list(condition.words)):
                    yield condition


def _cases_of(sentence: str, clause: CutClause) -> Condition | None:
    """A sentence that lists its cases behind a colon: 有下列情形之一的，不予补贴：…；…；…。"""
    intro, colon, rest = one_width(sentence).partition(":")
    ways = tuple(_without_marker(one) for one in sign("parts", "cases").split(rest) if one.strip())
    opens = pattern_of("interview", "any_of").search(intro) or pattern_of(
        "interview", "refused_head"
    ).fullmatch(_without_marker(intro))
    if not colon or len(ways) < _FEWEST_WAYS or not opens:
        return None
    if not all(len(way) <= _LONGEST_CONDITION for way in ways):
        return None
    forbids = bool(pattern_of("interview", "forbids").search(intro))
    sure = forbids or not pattern_of("interview", "cases").search(intro)
    return Condition(clause.id, _without_marker(sentence[: len(intro)]), forbids, sure, ways)


def _is_headed(clause: CutClause) -> bool:
    """Whether a clause stands below a heading on conditions."""
    titles = [
        title
        for title in (*clause.above, title_of(_without_marker(clause.lines[0].text)), clause.name)
        if title
    ]
    never = any(pattern_of("interview", "never_heads").search(title) for title in titles[-2:])
    return not never and any(pattern_of("interview", "heads").search(title) for title in titles)


def _condition(words: str, clause: CutClause, headed: bool) -> Condition | None:
    plain = one_width(words)
    if not _SHORTEST_CONDITION <= len(words) <= _LONGEST_CONDITION or pattern_of(
        "interview", "not_applicant"
    ).search(plain):
        return None
    forbids = bool(pattern_of("interview", "forbids").search(plain))
    if not forbids and not (headed and pattern_of("interview", "condition").search(plain)):
        return None
    sure = headed and (forbids or _is_general(plain) or _is_one_of_the_conditions(plain, clause))
    return None if _opens_list(plain) else Condition(clause.id, words, forbids, sure, headed=headed)


def _is_general(plain: str) -> bool:
    """Whether a condition is meant for everybody who applies, and for no special case."""
    conditional = pattern_of("interview", "conditional").search(plain)
    return not conditional and bool(pattern_of("interview", "general").search(plain))


def _is_one_of_the_conditions(plain: str, clause: CutClause) -> bool:
    """Whether it is an item of a section that bears the name of the conditions, and speaks of no special case."""
    titles = [title for title in clause.above[-1:] if title]
    named = any(pattern_of("interview", "named_conditions").search(title) for title in titles)
    return (
        named
        and marker_of(clause.lines[0].text) is not None
        and not pattern_of("interview", "conditional").search(plain)
    )


def _opens_list(words: str) -> bool:
    return bool(pattern_of("interview", "one_by_one").search(one_width(words))) or words[-1:] in ":："


def _without_marker(text: str) -> str:
    marker = marker_of(text)
    return (text[marker.end :] if marker and not marker.title else text).strip().rstrip("。；;")


def rules_of(draft: Draft) -> tuple[Record, list[str]]:
    """What stands in rules.yaml (nothing if no condition is sure enough), and the open questions about it."""
    conditions = conditions_in(draft.clauses, draft.head.title)
    sure = [one for one in conditions if one.sure]
    if not sure:
        return {}, []
    facts, rules = _late(draft)
    questions = []
    if len(sure) > _MOST_ASKED_FOR:
        questions.append(wording_of("rule_many", "undecided").replace("{most}", str(_MOST_ASKED_FOR)))
    doubted = [*sure[_MOST_ASKED_FOR:], *(one for one in conditions if not one.sure)][:_MOST_DOUBTED]
    for number, one in enumerate((*sure[:_MOST_ASKED_FOR], *doubted), 1):
        fact, rule = _asked(one, number)
        if one in doubted:
            why = _why_doubted(one)
            doubt = _filled(wording_of(why, "undecided"), words=one.words[:20], act=draft.head.act)
            fact = {wording("undecided"): doubt, **fact}
        facts.append(fact)
        rules.append(rule)
    return _whole(draft, facts, rules), questions


def _why_doubted(one: Condition) -> str:
    """The name of the message that says why a condition is undecided."""
    if one.sure:
        return "rule_more"
    if not one.headed:
        return "rule"
    return "rule_conduct" if one.conduct else "rule_case"


def _asked(one: Condition, number: int) -> tuple[Record, Record]:
    """The question for a condition, and the rule that it decides."""
    id, words, texts = f"condition_{number}", safe(one.words), listing("frames")["interview"]
    ending = f"{'_any' if one.ways else ''}{'_not' if one.forbids else ''}"
    fact: Record = {
        "id": id,
        "name": one.words[:12],
        "type": "choice" if one.ways else "yes_no",
        "decides": "verdict",
        "clauses": [one.clause],
        "question": texts[f"question{ending}"].replace("{words}", words),
        "help": texts["help"],
        "choices": _choices(one, texts),
    }
    bad: object = "true" if one.forbids else "false"
    if one.ways:
        bad = [f"way_{number}" for number in range(1, len(one.ways) + 1)] if one.forbids else "none_of"
    said = {
        name: texts.get(f"{name}{ending}", texts[name]).replace("{words}", words)
        for name in ("block", "pass", "todo")
    }
    rule: Record = {
        "id": f"R{number}",
        "name": one.words[:12],
        "clauses": [one.clause],
        "quote": one.words,
        "cases": [{"if": {id: bad}, "effect": "block", "text": said["block"]}],
        "pass": said["pass"],
        "unknown": {
            "text": texts["unknown"].replace("{words}", words),
            "todo": said["todo"],
            "where": "phone",
        },
    }
    return fact, rule


def _choices(one: Condition, texts: Record) -> list[Record]:
    if one.ways:
        ways: list[Record] = [
            {"value": f"way_{number}", "label": safe(way[:_LONGEST_LABEL])}
            for number, way in enumerate(one.ways, 1)
        ]
        none = texts[f"none_of{'_not' if one.forbids else ''}"]
        return [*ways, {"value": "none_of", "label": none, "words": [none]}]
    ending = "_not" if one.forbids else ""
    return [
        {"value": "true", "label": texts[f"yes{ending}"], "words": texts[f"yes{ending}_words"]},
        {"value": "false", "label": texts[f"no{ending}"], "words": texts[f"no{ending}_words"]},
    ]


def _late(draft: Draft) -> tuple[list[Record], list[Record]]:
    """Whether it is too late, if the notice says when."""
    submission = next((one for one in draft.milestones if one.closes == SUBMIT and not one.doubt), None)
    if submission is None:
        return [], []
    texts, act = listing("frames")["interview"], draft.head.act
    clauses, after = [submission.clause], {"after": f"date.{submission.id}"}
    facts: list[Record] = [
        {"id": "ask_date", "name": texts["day_name"], "type": "date", "decides": "verdict", "from_clock": "true",
         "clauses": clauses, "question": texts["day_question"], "help": texts["day_help"]},
        {"id": "sent", "name": texts["sent_name"], "type": "yes_no", "decides": "verdict", "progress": "true",
         "clauses": clauses, "asked_when": {"ask_date": after},
         "question": texts["sent_question"].replace("{act}", act), "help": texts["sent_help"],
         "choices": [
             {"value": "true", "label": texts["sent_yes"], "words": [texts["sent_yes"]]},
             {"value": "false", "label": texts["sent_no"], "words": [texts["sent_no"]]},
         ]},
    ]  # fmt: skip
    late = _filled(texts["late"], name=submission.name, date=f"{{date.{submission.id}}}")
    rule: Record = {
        "id": "R_late",
        "name": texts["late_rule"].replace("{act}", act),
        "clauses": clauses,
        "cases": [{"if": {"sent": "false", "ask_date": after}, "effect": "late", "text": late}],
        "pass": texts["in_time"].replace("{act}", act),
        "unknown": {"text": texts["unknown"].replace("{words}", texts["sent_name"]),
                    "todo": texts["todo_sent"], "where": "phone"},
    }  # fmt: skip
    return facts, [rule]


def _whole(draft: Draft, facts: list[Record], rules: list[Record]) -> Record:
    texts, act = listing("frames")["interview"], draft.head.act
    names = [("eligible", "eligible"), ("not_eligible", "not"), ("needs_more", "needs")]
    if any(rule["id"] == "R_late" for rule in rules):
        names.append(("late", "late"))
    verdicts: Record = {
        id: {
            "name": texts[f"{name}_name"].replace("{act}", act),
            "text": _filled(texts[f"{name}_text"], act=act, place="{place.phone}"),
        }
        for id, name in names
    }
    return {
        "places": {"phone": draft.looks.get("ask") or draft.head.title},
        "again": {"text": texts["again"]},
        "verdicts": verdicts,
        "facts": facts,
        "rules": rules,
        "checklist": {"marks": {name: texts[f"marks_{name}"] for name in ("missing", "have", "maybe")}},
    }


def _filled(text: str, **values: str) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
