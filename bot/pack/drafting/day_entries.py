"""Entries for the days of a notice: one for each, one for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.clause_parts import row_said
from bot.pack.drafting.draft_model import ClauseFindings, Draft, DraftEntry, DraftMilestone
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.notice_head import SUBMIT
from bot.pack.drafting.notice_points import shared_phrasings
from bot.pack.drafting.phrasing_frames import aspects_in
from bot.pack.drafting.signs import listing, sign, wording_of
from bot.pack.spoken import spoken_date

_ANSWER = MAX_ANSWER - 5
_MOST_DAYS = 6
_LAST_DAYS = ("unit", "lower")
"""What closes for those who handle applications: asked for as what ends, and said as what is done before a day."""
_RECKONED = "seniority"
"""A day that only a reckoning needs: told behind those on which something happens."""
_OPENING, _HOUR = "opening_date", "closing_hour"
"""Shared silent points."""


def day_entries(draft: Draft, ids: OwnIds) -> Iterator[DraftEntry]:
    """An entry for each day, and one for all of them."""
    sure = [one for one in draft.milestones if not one.doubt]
    if len(sure) > 1:
        sure.sort(key=lambda one: one.closes == _RECKONED)
        rows = _rows_that_fit(sure)
        yield DraftEntry(
            id=ids.of("all_days"),
            title=wording_of("all_days_title", "texts"),
            answer="；\n".join(rows) + "。",
            clauses=tuple(dict.fromkeys(one.clause for one in sure[: len(rows)])),
            quote=sure[0].quote,
            topic=wording_of("all_days_title", "texts"),
            aspects=("when", "deadline", "which", "how_many", "how_long"),
            phrasings=list(listing("frames")["days"]["all"]),
        )
    for group in windows(draft.milestones):
        yield _day_entry(group, draft, ids)


def windows(days: Sequence[DraftMilestone]) -> Iterator[list[DraftMilestone]]:
    """The days that one sentence names together, such as the first and the last of a window."""
    done: set[str] = set()
    for one in days:
        if one.id not in done:
            group = [one, *(other for other in days if other is not one and _one_window(one, other))]
            done.update(other.id for other in group)
            yield group


def _rows_that_fit(days: Sequence[DraftMilestone]) -> list[str]:
    """A row for each day, as many as an answer holds."""
    rows: list[str] = []
    length = 0
    for one in days:
        length += len(_day_row(one).replace(f"{{date.{one.id}}}", f"{spoken_date(one.day)}{one.hour}")) + 2
        if length <= _ANSWER and len(rows) < _MOST_DAYS:
            rows.append(_day_row(one))
    return rows


def _one_window(one: DraftMilestone, other: DraftMilestone) -> bool:
    return one.quote == other.quote and one.clause == other.clause and one.label == other.label


def _day_entry(group: Sequence[DraftMilestone], draft: Draft, ids: OwnIds) -> DraftEntry:
    frames, act = listing("frames")["days"], draft.head.act
    one = group[-1]
    answer = "；\n".join(map(_day_row, group)) + "。"
    sentence = _sentence_of(one, draft.findings)
    if sentence and len(answer) + len(sentence) < _ANSWER - 40:
        answer += f"\n{safe(sentence)}"
    names = dict.fromkeys((one.label, *one.words))
    phrasings: list[str] = []
    for other in group:
        is_last = other.name != other.label or other.closes in _LAST_DAYS
        kind = "begins" if other.begins else "closing" if is_last else "happens"
        phrasings += [frame.replace("{name}", other.label) for frame in frames[kind]]
        phrasings += _asked_of_turns(other.label)
    phrasings += shared_phrasings(shared_points_of(group))
    if one.closes == SUBMIT:
        phrasings = [frame.replace("{act}", act) for frame in frames["submit"]] + phrasings
    return DraftEntry(
        id=ids.of(f"day_{one.id}"),
        title=wording_of("day_title", "texts").replace("{name}", one.label),
        answer=answer,
        clauses=(one.clause,),
        quote=one.quote,
        topic=wording_of("day_title", "texts").replace("{name}", one.label),
        aspects=tuple(dict.fromkeys(("when", "deadline", "how_long", "too_late", *aspects_in(answer)))),
        phrasings=[*phrasings, *names],
        doubt=one.doubt,
        extra={"until": one.id} if one.closes == SUBMIT else {},
    )


def _asked_of_turns(label: str) -> Iterator[str]:
    """How people ask for what opens, shuts or is paid on a day."""
    frames = listing("frames")["days"]
    for name, kind in (("opened", "opens"), ("shut", "shuts")):
        match = sign("milestones", name).match(label)
        if match:
            yield from (frame.replace("{subject}", match["subject"]) for frame in frames[kind])
    if sign("milestones", "paid").search(label):
        yield from frames["paid"]


def shared_points_of(days: Sequence[DraftMilestone]) -> list[str]:
    """The shared silent points that the days of one window answer: when it begins, and at which hour it ends."""
    if not any(one.closes == SUBMIT for one in days):
        return []
    begins = [_OPENING for one in days if one.begins]
    return begins + [_HOUR for one in days if one.closes == SUBMIT and one.time]


def _day_row(one: DraftMilestone) -> str:
    row = wording_of("day_before" if one.closes and one.name == one.label else "day", "texts")
    row = row.replace("{name}", one.name)
    return row.replace("{date}", f"{{date.{one.id}}}").replace("{state}", f"{{state.{one.id}}}")


def _sentence_of(one: DraftMilestone, findings: Sequence[ClauseFindings]) -> str:
    """The line of the notice that sets a day."""
    clause = next((found.clause for found in findings if found.clause.id == one.clause), None)
    if clause is None:
        return ""
    line = next((line for line in clause.lines if one.quote in line.text), None)
    if line is None:
        return ""
    head = next((row.cells for row in clause.lines if row.table == line.table), ())
    return row_said(line, head)
