"""The tests of a pack, carried over: days moved with the milestones, numbers with the limits, clauses with their ids."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.pack.layout import RULES, TESTS
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.day_shift import DayShift, in_other_year
from bot.pack.renewal.next_year.pack_text import text_of
from bot.pack.renewal.next_year.renewal_words import worded
from bot.pack.renewal.next_year.rule_limits import YEAR_LIMIT, counted_of, limits_of

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(.*)", re.DOTALL)
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_SPOKEN_KEYS = ("q", "text", "say", "said", "gold")
_PATTERNS = ("must", "must_not")
_EXPECTED = frozenset(
    ("verdict", "effects", "reasons", "reasons_only", "reasons_not", "has", "has_not", "open", "open_not", "lines", "lines_only",
     "lines_not", "missing", "missing_not", "have", "have_not", "maybe", "maybe_not", "route", "says", "says_not", "list_says",
     "list_says_not", "route_says", "route_says_not", "ask", "ask_checklist")
)  # fmt: skip
_WORDS_OF = frozenset(("says", "says_not", "list_says", "list_says_not", "route_says", "route_says_not"))
_MONTHLY = " month"
"""Behind the name of a fact of which only the month is known."""
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")


def carry_tests(work: Carried) -> None:
    """Rewrite every file of tests. A test of what is gone is dropped."""
    carrier = _Carrier(work)
    for name in sorted(work.pack.files):
        if not name.startswith(f"{TESTS}/"):
            continue
        if name.endswith(".jsonl"):
            kind = name.split("/")[1]
            work.pack.files[name] = carrier.lines(work.pack.files[name], kind)
        elif name.endswith(".yaml"):
            work.pack.change_lines(name, carrier.setting)


class _Carrier:
    """Carries over single tests."""

    def __init__(self, work: Carried) -> None:
        self._work = work
        self._shift = DayShift(work.milestones, work.literals.shift, work.literals.days)
        self._gone = {id for section, ids in work.gone_ids.items() for id in ids}
        self._gone_facts = set(work.gone("facts"))
        self._limits = dict(limits_of(work))
        self._counted = counted_of(work)
        self._years = {id for id, node in work.pack.items(RULES, "facts") if text_of(node, "type") == "year"}
        self._ids = {old: new[0] for old, new in work.notices.ids.items() if new}

    def setting(self, line: str) -> str:
        """A line of tests.yaml, whose days move by whole years."""
        years = self._work.literals.shift
        line = re.sub(
            r'"(\d{4})-(\d\d)-(\d\d)',
            lambda match: f'"{in_other_year(_day_of(match), years).isoformat()}',
            line,
        )
        fact = line.strip().partition(":")[0]
        if fact in self._gone_facts:
            return ""
        return re.sub("|".join(rf"{one}: [^,}}]+,? ?" for one in self._gone_facts) or "(?!)", "", line)

    def lines(self, text: str, kind: str) -> str:
        """A file of tests."""
        kept: list[str] = []
        for line in text.split("\n"):
            try:
                test = json.loads(line) if line.strip() else None
            except ValueError:
                kept.append(line)
                continue
            if not isinstance(test, dict):
                kept.append(line)
                continue
            new = self._applicant(test) if kind == "applicants" else self._spoken(test, kind)
            if new is None:
                self._work.dropped_tests += 1
            else:
                kept.append(json.dumps(new, ensure_ascii=False))
        return "\n".join(kept)

    def _spoken(self, test: dict[str, Any], kind: str) -> dict[str, Any] | None:
        clause = test.get("clause")
        if isinstance(clause, str) and clause:
            joint = worded("read", "list_joint")
            ids = [
                self._ids.get(id, "") if id in self._work.notices.old else id for id in clause.split(joint)
            ]
            if not any(ids):
                return None
            test["clause"] = joint.join(dict.fromkeys(id for id in ids if id))
        if {test.get("asking"), test.get("fact")} & self._gone_facts:
            return None
        if self._mentions_gone(test):
            return None
        found = _rewritten(test, "", self._word, lambda day, _: in_other_year(day, self._work.literals.shift))
        assert isinstance(found, dict)
        for key in ("known", "facts", "also", "maybe", "sets", "answers", "values"):
            if isinstance(found.get(key), dict):
                found[key] = {id: one for id, one in found[key].items() if id not in self._gone_facts}
        return found

    def _mentions_gone(self, test: dict[str, Any]) -> bool:
        asked = [str(one) for key in _PATTERNS for one in test.get(key) or ()]
        return any(word in text for word in self._work.gone_words for text in asked)

    def _word(self, key: str, text: str) -> str:
        if key in _PATTERNS or key == "says":
            return self._work.literals.pattern(text)
        return self._work.literals.asked(text) if key in _SPOKEN_KEYS else text

    def _applicant(self, test: dict[str, Any]) -> dict[str, Any] | None:
        facts = test.get("facts")
        if isinstance(facts, dict) and self._is_of_gone(facts) and "from" in test:
            return None
        new: Any = _rewritten(test, "", self._said, self._moved)
        assert isinstance(new, dict)
        if isinstance(facts, dict):
            new["facts"] |= self._in_order(facts, new["facts"])
        new["name"] = test.get("name")
        if "from" in test:
            new["from"] = test["from"]
        if isinstance(new.get("facts"), dict):
            new["facts"] = {
                id: self._number(id, one) for id, one in new["facts"].items() if id not in self._gone_facts
            }
        stripped = {key: self._without(key, one) for key, one in new.items()}
        lost = [
            key
            for key, one in stripped.items()
            if key in _EXPECTED and one in ([], {}) and new[key] not in ([], {})
        ]
        for key in lost:
            del stripped[key]
        return stripped if "from" not in test or set(stripped) & _EXPECTED else None

    def _moved(self, day: date, fact: str) -> date:
        """A day of a fact: by working days to the milestone up to which they are counted, if that is how it is judged."""
        whole_month = fact.endswith(_MONTHLY)
        milestone, value = self._counted.get(fact.removesuffix(_MONTHLY), ("", ""))
        if whole_month:
            return self._shift.moved_month(day, milestone)
        old, new = self._work.moved_values.get(value, (0, 0))
        return self._shift.moved(day, milestone, new - old)

    def _is_of_gone(self, facts: dict[str, Any]) -> bool:
        """Whether an applicant was made for a question or a kind that is gone."""
        kinds = set(self._work.gone("members"))
        return bool(set(facts) & self._gone_facts) or any(
            isinstance(one, str) and one in kinds for one in facts.values()
        )

    def _in_order(self, old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
        """The days that are counted from, moved plainly where the change of what is counted would turn their order round."""
        days = {id: _iso_day(old[id]) for id in self._counted if isinstance(old.get(id), str)}
        held = {id: day for id, day in days.items() if day is not None}
        moved = {id: _iso_day(new[id]) for id in held}
        first, last = (
            sorted(held, key=lambda id: held[id]),
            sorted(held, key=lambda id: (moved[id], held[id])),
        )
        if first == last:
            return {}
        return {id: self._shift.moved(day, self._counted[id][0]).isoformat() for id, day in held.items()}

    def _said(self, key: str, text: str) -> str:
        return self._work.literals.asked(text) if key in _WORDS_OF else text

    def _number(self, id: str, value: object) -> object:
        """A number moved by as much as the limit that it is held against."""
        limit = self._limits.get(id)
        years = self._work.literals.shift
        if isinstance(value, str) and _WHOLE_YEAR.fullmatch(value) and id not in self._years:
            return str(int(value) + years)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        if limit is None:
            return value + years if id in self._years and value > self._work.literals.year else value
        if limit == YEAR_LIMIT:
            return value + self._work.literals.shift
        old, new = self._work.moved_values.get(limit, (0, 0))
        moves = 0 < value <= 2 * old and value + new - old > 0
        return value + new - old if moves else value

    def _without(self, key: str, value: object) -> object:
        """An expectation without what is gone, its clauses under their new ids."""
        if key not in _EXPECTED:
            return value
        if isinstance(value, dict):
            kept = {id: one for id, one in value.items() if id not in self._gone}
            return {id: self._without_words(one) for id, one in kept.items()} if key in _WORDS_OF else kept
        if isinstance(value, list):
            left = [one for one in value if not (isinstance(one, str) and one in self._gone)]
            return [one for one in map(self._pair, left) if one is not None]
        return value

    def _without_words(self, words: object) -> object:
        """Words that must be said, without those of what is gone."""
        if not isinstance(words, list):
            return words
        return [one for one in words if not any(word in str(one) for word in self._work.gone_words)]

    def _pair(self, one: object) -> object:
        if isinstance(one, list) and len(one) == 2 and one[1] in self._work.notices.old:
            return [one[0], self._ids[one[1]]] if one[1] in self._ids else None
        return one


def _rewritten(
    value: Any, key: str, word: Callable[[str, str], str], moved: Callable[[date, str], date]
) -> Any:
    """A value with its days moved and its texts changed by `word(key, text)`."""
    if isinstance(value, dict):
        return {
            own: _rewritten(one, key if key in _WORDS_OF else own, word, moved) for own, one in value.items()
        }
    if isinstance(value, list):
        return [_rewritten(one, key, word, moved) for one in value]
    if not isinstance(value, str):
        return value
    match = _ISO_DAY.fullmatch(value)
    if match:
        try:
            return moved(_day_of(match), key).isoformat() + match[4]
        except ValueError:
            return value
    month = _MONTH.fullmatch(value)
    if month:
        try:
            return moved(date(int(month[1]), int(month[2]), 1), f"{key}{_MONTHLY}").isoformat()[:7]
        except ValueError:
            return value
    return word(key, value)


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_of(match: re.Match[str]) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))
