"""Reckons with the numbers and dates that a question tells: 课时总共84个够不够, 中级是2020年11月评的，破格够不够."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from bot.interview.engine.assessment import Assessor
from bot.interview.engine.day_of_asking import day_of_asking
from bot.interview.engine.full_amounts import full_amounts, reckoned
from bot.interview.reading.free_reply import ReplyReader
from bot.language.amounts import amounts_in, read_quantity
from bot.language.clauses import clauses
from bot.language.dates import find_dates, read_span
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number
from bot.language.question_words import claims, may_ask
from bot.language.word_finder import finder
from bot.language.words import words
from bot.messages import message
from bot.pack.interview_model import Interview
from bot.pack.model import Entry, Facts, Judged
from bot.pack.spoken import spoken_date

TOLD = 0.4
"""The chance from which a number in a question is taken for that of a fact."""
_NUMBER_AND_NAME, _LONGEST_COUNTED = 2, 6
"""A number and its name; characters of the name of what is counted."""
_TO_THE_MONTH = len("2020-11")
_TO_THE_DAY = len("2020-11-30")


class Reckoning:
    """Reckons by the rules of one interview; `reader` gives what reads its answers when it is first needed."""

    def __init__(self, interview: Interview, facts: Facts, reader: Callable[[], ReplyReader]) -> None:
        self._interview = interview
        self._facts = facts
        self._reader = reader

    def __call__(self, question: str, entries: Sequence[Entry], now: datetime, *, leans: bool = False) -> str:
        """What the numbers and dates that a question asked at `now` (aware) tells come to for the entries that answer it.

        Empty if it tells none. `leans`: it follows an answer of these entries, and what it asks need not be said: 那80呢.
        """
        said = normalize(question)
        if not from_first_number(said):
            return ""
        reckoned_with = dict.fromkeys(fact for entry in entries for fact in entry.reckons)
        lines = [self._missing([*reckoned_with], said, now, leans)]
        lines += [self._judged(entry.judged, said, now) for entry in entries if entry.judged]
        lines += [self._until(entry.until, said, now) for entry in entries if entry.until]
        return "\n".join(dict.fromkeys(filter(None, lines)))

    @cached_property
    def _assessor(self) -> Assessor:
        return Assessor(self._interview)

    def _missing(self, facts: Sequence[str], said: str, now: datetime, leans: bool) -> str:
        """What is missing of the numbers of some facts."""
        said = ",".join(clause for clause in clauses(said) if not _lacks(clause))
        if not facts or not from_first_number(said):
            return ""
        spoken = list(map(_statement, clauses(said)))
        values = self._told(facts, ",".join(spoken), now)
        swapped = [turned for clause in spoken for turned in _number_last(clause)]
        if swapped != spoken and len(turned := self._told(facts, ",".join(swapped), now)) > 1:
            values = turned
        parted = [piece for clause in spoken for piece in _at_numbers(clause)]
        lacks = finder("amount", "short", "shortly").stands_in(said)
        if (
            parted != spoken
            and not lacks
            and len(turned := self._told(facts, ",".join(parted), now)) > len(values)
        ):
            values = turned
        others = words("figures", "counts_others")  # 卡3份够不够 tells no 3 of what the card counts
        values = {
            id: value
            for id, value in values.items()
            if value != 1 and not any(f"{value}{one}" in said for one in others)  # 一个报名的 counts nothing
        }
        if self._only_names_the_rule(values, said):
            return ""
        values = values or self._of_the_whole(facts, said, leans)
        values.update(self._with_the_rest(values, said))
        if finder("amount", "nothing_else").stands_in(said):
            values.update(self._nothing_else(values))
        return reckoned(self._interview, values, values)

    def _told(self, facts: Sequence[str], said: str, now: datetime) -> dict[str, object]:
        """The numbers of some facts that a text tells."""
        told = self._reader().told(said, now, TOLD)
        values = {id: told[id].value for id in facts if id in told and isinstance(told[id].value, int)}
        others = words("figures", "counts_others")  # 卡3份够不够 tells no 3 of what the card counts
        return {
            id: value for id, value in values.items() if not any(f"{value}{one}" in said for one in others)
        }

    def _of_the_whole(self, facts: Sequence[str], said: str, leans: bool) -> dict[str, object]:
        """The only number of a text that asks whether it is enough and names no part is about the total: 一共73个够不够."""
        asks = leans or any(
            finder(*one).stands_in(said) for one in (("question", "enough"), ("amount", "short"))
        )
        wholes = [self._interview.facts[id] for id in facts if self._interview.facts[id].parts]
        told = _told_in(said)
        if not asks or len(wholes) != 1 or len(told) != 1:
            return {}
        (value, text), whole = told[0], wholes[0]
        counted = text.lstrip("0123456789")
        for each in words("figures", "each"):
            counted = counted.removeprefix(each)
        if value is None or not float(value).is_integer() or counted not in whole.question:
            return {}
        return {whole.id: int(value)}

    def _only_names_the_rule(self, values: dict[str, object], said: str) -> bool:
        """Whether a text asks something of the very number that the rules ask for: 必修60里面网课顶多占几个."""
        full = full_amounts(self._interview)
        is_full = len(values) == 1 and all(full.get(id) == value for id, value in values.items())
        telling = [
            clause for clause in clauses(said) if any(str(value) in clause for value in values.values())
        ]
        return is_full and may_ask(said) and not any(map(_asks_enough, telling))

    def _with_the_rest(self, values: dict[str, object], said: str) -> dict[str, object]:
        """The whole for who tells all its parts and what there is beside them: 必修60，选修18，其他12."""
        rest = next(finder("figures", "rest").found_in(said), None)
        more = read_quantity(from_first_number(said[rest.end :])) if rest else None
        if more is None or more.value is None or not said[rest.end :].startswith(more.text):  # type: ignore[union-attr]
            return {}
        for whole in self._interview.facts.values():
            parts = [value for part in whole.parts if isinstance(value := values.get(part), int)]
            if whole.parts and len(parts) == len(whole.parts) and whole.id not in values:
                return {whole.id: sum(parts) + int(more.value)}
        return {}

    def _nothing_else(self, values: dict[str, object]) -> Iterator[tuple[str, int]]:
        """The whole and the other parts of it for who tells of one part that it is all: 90课时全是必修课."""
        for whole in self._interview.facts.values():
            told = [part for part in whole.parts if part in values]
            if len(told) == 1 and values.get(whole.id, values[told[0]]) == values[told[0]]:
                yield whole.id, values.get(whole.id, values[told[0]])  # type: ignore[misc]
                yield from ((part, 0) for part in whole.parts if part not in values)

    def _judged(self, judged: Judged, said: str, now: datetime) -> str:
        """What a rule says of the dates that a text tells, one for each fact, in their order; or of a number of days."""
        values = self._dates(judged, said, now)
        if len(values) == len(judged.facts):
            return self._decided(judged, values, now)
        if judged.days and not values:
            return self._days(judged.days, said)
        if len(judged.facts) != 1 or not _tells_one_date(said, now):
            return ""
        told = self._reader().told(said, now, TOLD).get(judged.facts[0])
        return self._decided_in(judged, told.value, now) if told and isinstance(told.value, str) else ""

    def _decided_in(self, judged: Judged, value: str, now: datetime) -> str:
        """What a rule says of a date, of a year alone only if it says the same of its first month and of its last."""
        values = [value] if len(value) >= _TO_THE_MONTH else [f"{value}-01", f"{value}-12"]
        said = {self._decided(judged, [one], now) for one in values}
        return said.pop() if len(said) == 1 else ""

    def _decided(self, judged: Judged, values: Sequence[str], now: datetime) -> str:
        """What a rule says of the dates of its facts; empty if it says nothing."""
        answers = {**judged.given, **dict(zip(judged.facts, values, strict=True))}
        reasons = self._assessor.reasons(answers, day_of_asking(self._interview, now))
        decided = next((one for one in reasons if one.rule == judged.rule and not one.open), None)
        if decided is None:
            return ""
        # What was computed from the answers says by itself that it was.
        computed = decided.plain not in ("", decided.text)
        return decided.text if computed else message("reckoned_by_rule", text=decided.text)

    def _dates(self, judged: Judged, said: str, now: datetime) -> Sequence[str]:
        """The dates that a text tells, or the first and the last day between which something lies."""
        past = all(self._interview.facts[fact].past for fact in judged.facts)
        found = find_dates(said, now, "past" if past else "future")
        values = [one.reading.value for one in found if len(one.reading.value or "") >= _TO_THE_MONTH]
        spans = (read_span(_statement(clause), now) for clause in clauses(said))
        return next(filter(None, spans), ()) if not values else [value for value in values if value]

    def _days(self, value: str, said: str) -> str:
        """What is missing of a number of working days; nothing of calendar days that may hold enough of them."""
        full = int(self._facts.substitutions[f"value.{value}"])
        for clause in clauses(said):
            statement = _statement(clause)
            number = from_first_number(statement)
            before = statement.removesuffix(number) if number else ""
            if before.endswith(words("figures", "ordinal")):
                continue  # 当天算第1天吗
            told = read_quantity(number)
            days = told.value
            if told.unit not in ("day", "working_day") or days is None or not float(days).is_integer():
                continue
            if days < full:
                return message("reckoned_days_short", value=int(days), full=full, missing=full - int(days))
            if told.unit == "working_day" and (days > full or not may_ask(said) or _asks_enough(said)):
                return message("reckoned_days_enough", value=int(days), full=full)
        return ""

    def _until(self, milestone: str, said: str, now: datetime) -> str:
        """On which side of a milestone the only day lies that a text tells; nothing of the milestone's own day.

        What begins on a day that the notice sets cannot be done before it.
        """
        last, first = self._facts.milestones[milestone].day, self._facts.milestones[milestone].opens
        found = {one.reading.value or "" for one in find_dates(said, now, "future")}
        days = [date.fromisoformat(value) for value in found if len(value) == _TO_THE_DAY]
        days = [day for day in days if day not in (now.date(), last)]
        if len(days) != 1:
            return ""
        if first and days[0] < first:
            return message("reckoned_before", day=spoken_date(days[0]), date=spoken_date(first))
        name = "reckoned_over" if days[0] > last else "reckoned_until"
        return message(name, day=spoken_date(days[0]), date=spoken_date(last))


def _number_last(clause: str) -> Iterator[str]:
    """A clause that tells numbers before what they count, with each of them behind: of 72必修18选修 必修72 and 选修18."""
    parts = ["".join(run) for _, run in groupby(clause, str.isdecimal)]
    names = parts[1::2]
    if not parts or not parts[0].isdecimal() or len(parts) != _NUMBER_AND_NAME * len(names):
        yield clause
    elif all(name.isalpha() and len(name) <= _LONGEST_COUNTED for name in names):
        yield from (f"{name}{number}" for number, name in zip(parts[::2], names, strict=True))
    else:
        yield clause


def _at_numbers(clause: str) -> Iterator[str]:
    """A clause in pieces that end with a number and what it counts in: of 必修82个选修8个 必修82个 and 选修8个."""
    piece = ""
    for run in ("".join(one) for _, one in groupby(clause, str.isdecimal)):
        before = piece[-1:].isdecimal()
        counter = next(filter(run.startswith, words("figures", "counted_in")), "") if before else ""
        rest = run[len(counter) :]
        if before and rest:
            yield piece + counter
            piece = rest
        else:
            piece += run
    yield piece


def _tells_one_date(said: str, now: datetime) -> bool:
    """Whether one date of a text is told in figures: 2020年6月拿的，今年够不够 beside this year."""
    told = [said[one.start : one.end] for one in find_dates(said, now, "past")]
    return sum(any(map(str.isdecimal, one)) for one in told) == 1


def _asks_enough(said: str) -> bool:
    """Whether a text asks whether what it tells is enough, or tells it of itself."""
    return claims(said) or finder("question", "enough", "own").stands_in(said)


def _lacks(clause: str) -> bool:
    """Whether the number of a clause is what somebody lacks, and not what there is: 还差10个课时."""
    number = from_first_number(clause)
    before = clause[: len(clause) - len(number)] if number else ""
    return before.endswith(words("amount", "short", "shortly"))


def _told_in(said: str) -> list[tuple[float | None, str]]:
    """The number of each clause with its words, but of a sum only what it comes to: 六十加十八是七十八.

    Who reckons first and then tells the number means that: 六十加十八七十八，我修到七十八.
    """
    told, sums = list[tuple[float | None, str]](), list[tuple[float | None, str]]()
    for clause in map(_statement, clauses(said)):
        if finder("amount", "plus").stands_in(clause):
            *parts, total = list(amounts_in(clause)) or [0]
            sums += [(total, "")] if len(parts) > 1 and sum(parts) == total else []
        elif (one := read_quantity(from_first_number(clause))).text:
            told.append((one.value, one.text))
    return told or sums


def _statement(clause: str) -> str:
    """A clause without the words at its end that ask whether that is enough or so: 总共84个够不够, 选修18没错吧."""
    asking = (*words("question", "enough"), *words("question", "claim"), *words("question", "how_short"))
    ending = max(filter(clause.endswith, asking), key=len, default="")
    return clause.removesuffix(ending)
