"""The days that a notice sets → milestones with what closes on them; other days are dates that it merely names."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.day_labels import label_above, label_edges, label_of
from bot.pack.drafting.draft_model import ClauseFindings, DraftMilestone, NoticeHead
from bot.pack.drafting.finding.day_finder import DayFound, SpanFound
from bot.pack.drafting.notice_head import SUBMIT
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import listing, sign, signs_of, wording_of

_BEFORE_ISSUE = timedelta(days=7)
_LONG_BEFORE = timedelta(days=180)
"""A window that began so long before the notice is one of which a condition speaks."""
_LONGEST_QUOTE = 60
_MOST_NAMED = 4
"""Days that an open question names."""
_OF_OFFICES = ("unit", "lower", "other")
"""What closes for those who handle applications, or for nobody."""
_RANKS = ("own", "apply", "hand_in")
"""By which words a day closes the applicant's own application, the surest first."""


@dataclass(frozen=True)
class _Day:
    """A day with the words around it in its clause."""

    found: SpanFound
    clause: CutClause
    label: str
    sentence: str
    behind: str
    start: int
    end: int


def milestones_of(
    findings: Sequence[ClauseFindings], head: NoticeHead
) -> tuple[list[DraftMilestone], list[str]]:
    """The milestones of a notice, and the open questions about them."""
    questions: list[str] = []
    made: list[DraftMilestone] = []
    for day in _days_told(findings):
        if _is_milestone(day, head):
            made += _milestones(day, head)
    made = _each_once(made)
    questions += _settle_submission(made)
    _name_ids(made)
    return made, questions


def other_days(findings: Sequence[ClauseFindings], head: NoticeHead) -> Iterator[tuple[date, str, str]]:
    """Days that the notice names and that are no milestones: each with its clause and its words."""
    for day in _days_told(findings):
        if not _is_milestone(day, head) and not day.found.day.whole_month:
            found = day.found.day.on(head.year) if day.found.day.year else None
            if found and day.clause.zone not in ("tail", "imprint"):
                text = day.clause.text
                yield found, day.clause.id, text[day.start : day.end].strip()


def _days_told(findings: Sequence[ClauseFindings]) -> Iterator[_Day]:
    for one in findings:
        text = one.clause.text
        plain = one_width(text)
        for span in one.spans:
            start = (
                max(
                    match.end()
                    for match in sign("milestones", "sentence").finditer("\n" + plain[: span.start])
                )
                - 1
            )
            stop = sign("milestones", "sentence").search(plain, span.end)
            sentence = text[start : stop.start() if stop else len(text)]
            behind = plain[span.end : span.end + 12]
            label, begin = label_of(text, start, span, one.clause)
            end = span.end + len(behind) - len(sign("days", "behind_day").sub("", behind, count=1))
            yield _Day(span, one.clause, label, sentence, behind, begin, end)


def _is_milestone(day: _Day, head: NoticeHead) -> bool:
    """Whether a day lies ahead of whoever reads the notice, and is no condition, no date of a document."""
    if day.clause.zone in ("front", "tail", "imprint"):
        return False
    found = day.found.day
    if found.year and found.year < head.year - 1:
        return False
    if sign("milestones", "condition").search(day.behind) or sign("milestones", "no_label").search(day.label):
        return False
    issued = head.signed or head.printed
    on = found.on(head.year) if found.year else None
    begin = day.found.begin.on(head.year) if day.found.begin and day.found.begin.year else None
    if begin and issued and begin < issued - _LONG_BEFORE:
        return False
    return not (on and issued and not day.found.is_window and on < issued - _BEFORE_ISSUE)


def _milestones(day: _Day, head: NoticeHead) -> Iterator[DraftMilestone]:
    """One milestone for a day; two for a window."""
    text = day.clause.text
    quote = text[day.start : day.end].strip()
    if len(quote) > _LONGEST_QUOTE:
        quote = text[day.found.start : day.end].strip()
    closing = day.found.is_window or _closes_by_words(day)
    closes = _closing_of(day) if closing else ""
    name = _bare_label(day.label) or _bare_label(label_above(day.clause)) or day.clause.shown
    if day.found.begin is not None:
        yield _made(day.found.begin, day, head, quote, "", name, begins=True)
    yield _made(day.found.day, day, head, quote, closes, name)


def _made(
    found: DayFound, day: _Day, head: NoticeHead, quote: str, closes: str, name: str, *, begins: bool = False
) -> DraftMilestone:
    year, doubt = _year(found, head)
    if begins and not found.year and day.found.day.year:
        year, doubt = day.found.day.year, ""
    on = found.on(year) or date(year, found.month, 28)
    if found.whole_month:
        on = on.replace(day=calendar.monthrange(on.year, on.month)[1])
        doubt = wording_of("whole_month", "undecided")
    time, printed = (
        (found.until, found.printed_until) if closes and found.until else (found.time, found.printed_time)
    )
    wording = "begin" if begins else "close" if closes and _ends(day, closes) else ""
    shown = wording_of(wording, "texts").replace("{name}", name) if wording else name
    return DraftMilestone(
        id="",
        name=shown,
        role=_role(closes),
        day=on,
        clause=day.clause.id,
        quote=quote,
        closes=closes,
        time=time,
        hour=printed if time else "",
        opens=_window_begin(day, head) if not begins else None,
        opens_hour=day.found.begin.printed_time
        if day.found.begin and day.found.begin.time and not begins
        else "",
        begins=begins,
        label=name,
        words=tuple(dict.fromkeys((name, shown))),
        doubt=doubt,
    )


def _window_begin(day: _Day, head: NoticeHead) -> date | None:
    """The day on which the window begins that closes on a day; None if it is none, or begins at once."""
    begin = day.found.begin
    if begin is None:
        return None
    return begin.on(begin.year or day.found.day.year or _year(begin, head)[0])


def _year(found: DayFound, head: NoticeHead) -> tuple[int, str]:
    """The year of a day, and why it is in doubt if the notice leaves it out and nothing else tells it."""
    if found.year:
        return found.year, ""
    issued = head.signed or head.printed
    if issued:
        here = found.on(issued.year)
        return issued.year + bool(here and here < issued - _BEFORE_ISSUE), ""
    if head.year_stated:
        return head.year, ""
    return head.year, wording_of("no_year", "undecided").replace("{year}", str(head.year))


def _closes_by_words(day: _Day) -> bool:
    before = one_width(day.sentence)
    return bool(
        sign("days", "behind_day").match(day.behind)
        or sign("days", "closing").search(day.label)
        or sign("milestones", "until").search(one_width(day.clause.text[day.start : day.found.start]))
        or (sign("days", "closing").search(before) and not sign("milestones", "event").search(day.label))
    )


def _ends(day: _Day, closes: str) -> bool:
    """Whether something ends on a day for who applies; what an office does by then (于6月30日前发放) has no last day to keep."""
    words = one_width(f"{day.label} {day.sentence}")
    own = closes not in _OF_OFFICES
    return own or day.found.is_window or bool(sign("days", "closing").search(words))


def _closing_of(day: _Day) -> str:
    """What closes on a day: by its label, else by the title of its clause, else by its sentence."""
    titles = " ".join((day.clause.name, *day.clause.above[-1:]))
    for words in (day.label, titles, day.sentence):
        for closes, pattern in signs_of("closes").items():
            if pattern.search(one_width(words)):
                return closes
    return "other"


def _bare_label(label: str) -> str:
    """What a label names, without 时间 and 截止."""
    return sign("milestones", "end").sub("", label).strip(label_edges())


def _role(closes: str) -> str:
    roles: dict[str, str] = listing("signs")["roles"]
    return roles.get(closes, roles["submit"])


def _each_once(made: Sequence[DraftMilestone]) -> list[DraftMilestone]:
    """Milestones of one name and day once; of one name and several days each with a name of its own."""
    kept: list[DraftMilestone] = []
    for one in made:
        same = [
            other
            for other in kept
            if (other.day, other.closes, other.begins) == (one.day, one.closes, one.begins)
        ]
        alike = next(
            (
                other
                for other in same
                if other.label == one.label or one.closes == SUBMIT or _same_label(other, one)
            ),
            None,
        )
        if alike is not None and one.closes == SUBMIT and _rank(one) < _rank(alike):
            _tell_more(one, alike)
            kept[kept.index(alike)] = one
            continue
        if alike is not None:
            _tell_more(alike, one)
            continue
        if any(other.name == one.name for other in kept):
            above = one.clause
            one = replace(one, name=f"{one.name}（{above}）", words=(f"{one.label}（{above}）",))
        kept.append(one)
    return kept


def _tell_more(one: DraftMilestone, again: DraftMilestone) -> None:
    """Take over what a day told again tells besides: its time of day, or when its window begins."""
    if not one.time and again.time and again.clause == one.clause:
        one.time, one.hour = again.time, again.hour
    if one.opens is None and again.opens is not None:
        one.opens, one.opens_hour = again.opens, again.opens_hour


def _same_label(one: DraftMilestone, other: DraftMilestone) -> bool:
    return one.label in other.label or other.label in one.label


def _settle_submission(made: list[DraftMilestone]) -> list[str]:
    """Let one day alone close the application: the one whose words say so most clearly. Returns open questions."""
    candidates = [one for one in made if one.closes == SUBMIT]
    if not candidates:
        return [wording_of("no_submit", "undecided")]
    ranked = sorted(candidates, key=lambda one: (_rank(one), one.opens is None))
    best = ranked[0]
    alike = [one for one in ranked if _rank(one) == _rank(best)]
    for one in candidates:
        if one is not best:
            one.closes = "other"
    if len(alike) < 2:
        return _doubts_of(best)
    days = "、".join(f"{one.name} {one.day.isoformat()}" for one in alike[:_MOST_NAMED])
    question = wording_of("two_submit", "undecided").replace("{days}", days)
    return [question.replace("{day}", best.day.isoformat())]


def _doubts_of(best: DraftMilestone) -> list[str]:
    """An open question if no word of a day says that it closes the application."""
    if _rank(best) < len(_RANKS):
        return []
    question = wording_of("guessed_submit", "undecided").replace("{name}", best.name)
    return [question.replace("{day}", best.day.isoformat())]


def _rank(one: DraftMilestone) -> int:
    patterns = [listing("signs")["submitting"][name] for name in _RANKS]
    for place, name in enumerate(_RANKS):
        if patterns and sign("submitting", name).search(one.label):
            return place + (len(_RANKS) if one.doubt else 0)
    return 2 * len(_RANKS)


def _name_ids(made: Sequence[DraftMilestone]) -> None:
    """Give each milestone an id: what closes on it, numbered if there are several."""
    taken: set[str] = set()
    for one in made:
        base = one.closes if one.closes not in ("", "other") else "start" if one.begins else "set"
        id, count = base, 2
        while id in taken:
            id, count = f"{base}_{count}", count + 1
        taken.add(id)
        one.id = id
