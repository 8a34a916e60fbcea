"""What a notice is: its title, its number, its year, who issued it and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.language.pinyin import syllables
from bot.language.places import provinces_in
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import ClauseFindings, NoticeHead, Record
from bot.pack.drafting.finding.day_finder import spans_in
from bot.pack.drafting.finding.document_finder import documents_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import listing, sign
from bot.pack.model import Closes

_LONGEST_TITLE = 120
_SHORTEST_TITLE = 6
_LONGEST_SHORT = 40
_LONGEST_ID = 24
TIME_ZONE = "Asia/Shanghai"
ZONE = ZoneInfo(TIME_ZONE)
SUBMIT: Closes = "submit"


def head_of(
    clauses: Sequence[CutClause], findings: Sequence[ClauseFindings], name: str, today: date
) -> NoticeHead:
    """What the notice is. `name` is that of its file; `today` gives the year if the notice gives none."""
    front = [line.text for clause in clauses if clause.zone == "front" for line in clause.lines]
    tail = [line.text for clause in clauses if clause.zone in ("tail", "imprint") for line in clause.lines]
    whole = "\n".join(clause.text for clause in clauses)
    title = _title(front) or _title([clause.text for clause in clauses[:1]])
    found = bool(title)
    title = title or (front[0] if front else clauses[0].text.split("\n")[0])[:_LONGEST_TITLE]
    signed, signed_quote, printed, printed_quote = _days_of_issue(tail)
    year, stated = _year(title, signed or printed, whole, today)
    numbers = [one.number for line in front for one in documents_in(line) if _alone(line, one.number)]
    number = numbers[0] if numbers else ""
    return NoticeHead(
        title=_without_layout(title),
        short_title=_short(_without_layout(title)) or name,
        year=year,
        act=_act(whole),
        issuers=_issuers(tail, front, title),
        signed=signed,
        signed_quote=signed_quote,
        printed=printed,
        printed_quote=printed_quote,
        number=number,
        year_stated=stated,
        title_found=found,
    )


def _alone(line: str, number: str) -> bool:
    return len(line.strip()) <= len(number) + 8


def _title(lines: Sequence[str]) -> str:
    """The longest of the first lines that ends as titles do."""
    for line in lines:
        text = line.strip()
        plain = one_width(text)
        ends = [match.end() for match in sign("zones", "title_end").finditer(plain)]
        fits = _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE
        if fits and ends and ends[-1] == len(plain) and not documents_in(text[:8]):
            return text
    return ""


def _without_layout(title: str) -> str:
    """A title without the blanks that its layout left between Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", title).strip()


def _short(title: str) -> str:
    """What a notice is about, in the words of its title: 关于开展2022年度…评选工作的通知 → 2022年度…评选."""
    words = sign("head", "about").sub("", title)
    words = sign("head", "ending").sub("", words).strip(" 《》")
    return words[:_LONGEST_SHORT] if len(words) >= _SHORTEST_TITLE else title[:_LONGEST_SHORT]


def _days_of_issue(tail: Sequence[str]) -> tuple[date | None, str, date | None, str]:
    """The day of the signature and that of printing, each with the words of the notice."""
    signed: tuple[date | None, str] = (None, "")
    printed: tuple[date | None, str] = (None, "")
    for line in tail:
        if not sign("zones", "day_line").search(one_width(line).strip()):
            continue
        for span in spans_in(line):
            day = span.day.on(0) if span.day.year else None
            quote = line[span.start : span.end].strip()
            if day and sign("head", "printed").search(line):
                printed = (day, quote)
            elif day and sign("zones", "day_line").fullmatch(one_width(line).strip()) and not signed[0]:
                signed = (day, quote)
    return (*signed, *printed)


def _year(title: str, issued: date | None, whole: str, today: date) -> tuple[int, bool]:
    """The year of a notice, and whether it states one."""
    match = sign("head", "year").search(one_width(title))
    if match:
        return int(match[1]), True
    if issued:
        return issued.year, True
    years = Counter(match[1] for match in sign("head", "year").finditer(one_width(whole)))
    if years:
        return int(max(years, key=lambda year: (years[year], year))), True
    return today.year, False


def _act(whole: str) -> str:
    """What the notice calls applying."""
    words: list[str] = listing("frames")["acts"]["words"]
    counts = {word: whole.count(word) for word in words}
    best = max(words, key=lambda word: counts[word])
    return best if counts[best] else words[2]


def _issuers(tail: Sequence[str], front: Sequence[str], title: str) -> tuple[str, ...]:
    """Who signed; else who is named at the head."""
    found: list[str] = []
    for line in tail:
        if sign("zones", "annex_list").match(one_width(line)) or sign("head", "printed").search(line):
            continue
        if sign("zones", "day_line").fullmatch(one_width(line).strip()):
            break
        words = [one for one in re.split(r"\s{1,}", line.strip()) if one]
        offices = [one for one in words if sign("contacts", "office_end").search(one_width(one))]
        if len(offices) == len(words):
            found += offices
    if not found:
        before = sign("head", "before_about").match(_without_layout(title))
        names = [before[1]] if before else []
        found = [
            name for name in names if sign("contacts", "office_end").search(name) and name in "".join(front)
        ]
    return tuple(dict.fromkeys(found))


def record_of(head: NoticeHead, has_submission: bool, phone: str) -> Record:
    """The section `notice` of notice.yaml."""
    id = letters_of(sign("head", "calendar").sub("", head.short_title))[:_LONGEST_ID] or "notice"
    record: Record = {
        "id": f"{id}-{head.year}",
        "series": id,
        "year": str(head.year),
        "title": head.short_title,
        "short_title": head.short_title,
        "time_zone": TIME_ZONE,
    }
    provinces = tuple(provinces_in(head.title + "".join(head.issuers)))
    if len(set(provinces)) == 1:
        record["region"] = provinces[0]
    if head.issuers:
        record["issuers"] = list(head.issuers)
    if head.signed or head.printed:
        record["published"] = "signed" if head.signed else "printed"
    if phone:
        record["phone"] = phone
    if not has_submission:
        record["open_ended"] = "true"
    return record


def letters_of(text: str) -> str:
    """The first letters of the sounds of a text, and its Latin letters: 中国话 → zgh."""
    sounds = syllables()
    letters = (
        sounds[one][0] if one in sounds else one.lower() if one.isascii() and one.isalpha() else ""
        for one in text
    )
    return "".join(letters)
