"""What the words around a day call it: 网上个人申报, 缴费, 岗前培训."""

from __future__ import annotations

from bot.pack.drafting.clause_topics import named_of
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.finding.day_finder import SpanFound, spans_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import listing, sign, wording_of

_NEAR = 60
"""Characters behind a day in which it may be told what happens."""
_LONGEST_LABEL = 20


_LONGEST_BEHIND = 12


def label_of(text: str, start: int, span: SpanFound, clause: CutClause) -> tuple[str, int]:
    """What the words around a day call it, and where those before it begin.

    The first cell of its row; the words before it, unless they only name who is to act; what is told behind it; else the title of
    its clause.
    """
    line = text.rfind("\n", 0, span.start) + 1
    row = next((one for one in clause.lines if one.table and text[line:].startswith(one.text)), None)
    if row is not None and row.cells and not spans_in(row.cells[0]):
        return row.cells[0][:_LONGEST_LABEL], span.start
    begin = max(start, line)
    marker = marker_of(text[begin : span.start]) if begin == line else None
    begin += marker.end if marker else 0
    before = one_width(text[begin : span.start])
    turning = _turning(text, before, span)
    if turning:
        return turning, begin
    cuts = [match.end() for match in sign("milestones", "comma").finditer(before)]
    done = _done_on(text, before[max(cuts, default=0) :], span, named_of(clause))
    if done:
        return done, begin + max(cuts, default=0)
    days = [one.end for one in spans_in(before)]
    for place in sorted({0, *cuts, *days}, reverse=True):
        words = sign("milestones", "joint").sub("", before[place:])
        words = sign("milestones", "end").sub("", words).strip(label_edges())
        label = sign("milestones", "lead").sub("", _out_of_brackets(words))
        if len(label) > 1 and not _only_acts(label):
            return label[-_LONGEST_LABEL:], begin + place
        if words:
            break
    named = named_of(clause)
    titled = "" if "\n" in clause.text or sign("milestones", "dated").search(named) else named
    return titled or _label_behind(text, span) or label_above(clause), begin


def _done_on(text: str, near: str, span: SpanFound, title: str) -> str:
    """What is done on a day of which the words right before it name nothing, or only who does it.

    其余材料不齐的,须于8月25日前补齐 → 补齐; 比例确定人选,9月16日进行 → the title of the clause.
    """
    named = sign("milestones", "joint").sub("", near).strip(label_edges())
    if named and not _only_acts(named):
        return ""
    segment = sign("milestones", "comma").split(one_width(text[span.end :]))[0]
    behind = sign("milestones", "sentence").split(segment)[0]
    match = sign("milestones", "done").search(behind)
    if match:
        return match["done"] or match["taken"]
    return title if not named and sign("milestones", "held").match(behind) else ""


def _turning(text: str, before: str, span: SpanFound) -> str:
    """What begins or ends right on a day, with what it is said of: 系统5月6日8:00开放，5月9日关闭 → 系统关闭."""
    verb = sign("milestones", "turning").match(one_width(text[span.end :]))
    if verb is None or span.is_window:
        return ""
    plain = before
    for one in reversed(spans_in(before)):
        plain = plain[: one.start] + plain[one.end :]
    segments = sign("milestones", "comma").split(plain)
    named = (sign("milestones", "turning").sub("", one).strip(label_edges()) for one in reversed(segments))
    subject = next((one for one in named if one), "")
    return f"{subject}{verb['verb']}"[-_LONGEST_LABEL:]


def _out_of_brackets(words: str) -> str:
    """The words in a bracket that is still open; with those before it if they say nothing by themselves."""
    opened = words.rfind("(")
    if opened < 0 or ")" in words[opened:]:
        return words
    outside = sign("milestones", "comma").split(words[:opened])[-1]
    inside = words[opened + 1 :]
    return f"{outside}{inside}" if sign("milestones", "bare").fullmatch(inside) else inside


def _only_acts(label: str) -> bool:
    """Whether words only name who is to act: 报考人员, 图书馆."""
    office = sign("contacts", "office_end").search(label) and not sign("milestones", "event").search(label)
    return bool(sign("milestones", "actor").fullmatch(label) or office)


def _label_behind(text: str, span: SpanFound) -> str:
    """What is told behind a day: 于6月28日在报告厅进行岗前培训 → 岗前培训."""
    plain = one_width(text)
    stop = sign("milestones", "sentence").search(plain, span.end)
    behind = plain[span.end : stop.start() if stop else len(plain)]
    event = sign("milestones", "event_named").search(behind[:_NEAR])
    if event:
        return event[0]
    words = sign("milestones", "verb").sub(
        "", sign("days", "behind_day").sub("", behind).strip(label_edges())
    )
    words = sign("milestones", "comma").split(words)[0].strip(label_edges())
    return words[:_LONGEST_BEHIND] if len(words) > 1 and sign("milestones", "verb").search(behind) else ""


def label_above(clause: CutClause) -> str:
    """The first title above a day that names something: 时间 below 报名办法 is 报名."""
    titles = [named_of(clause), *reversed(clause.above), clause.name]
    for title in titles:
        if title and not title.endswith(wording_of("cut")):
            label = sign("milestones", "end").sub("", title)
            label = sign("milestones", "of_doing").sub("", label) or label
            if len(label) > 1:
                return label[:_LONGEST_LABEL]
    return ""


def label_edges() -> str:
    edges: str = listing("signs")["milestones"]["edges"]
    return edges
