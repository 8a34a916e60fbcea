"""An entry for each part of the clauses: its answer is the notice's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.pack.drafting.asked_of_bounds import asked_of_bounds
from bot.pack.drafting.clause_parts import ClausePart, names_of_parts
from bot.pack.drafting.draft_model import DraftEntry
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.phrasing_frames import aspects_in, framed, words_of
from bot.pack.drafting.signs import sign, wording_of

_LONGEST_TITLE = 40
_SHORT_HEADING = 4


def entries_of(parts: Sequence[ClausePart], ids: OwnIds) -> list[DraftEntry]:
    """The entries of all parts, in order; each further part of a clause is told after the one before."""
    topics = _told_apart(parts)
    entries: list[DraftEntry] = []
    for place, (part, topic) in enumerate(zip(parts, topics, strict=True)):
        id = ids.of(f"c{place + 1}")
        title = f"{topic}{names_of_parts(part.number)}"[:_LONGEST_TITLE]
        aspects = aspects_in(part.text)
        entry = DraftEntry(
            id=id,
            title=title,
            answer=safe(part.text),
            clauses=part.clauses,
            quote=part.quote,
            topic=topic,
            unnamed=part.unnamed,
            aspects=aspects,
            phrasings=[
                *(framed(topic, aspects) if not part.number else []),
                *words_of(part.text),
                *asked_of_bounds(part.text),
            ],
        )
        for column in part.columns:
            if column and column not in part.topic:
                entry.phrasings.insert(0, f"{part.topic}{column}")
        if part.number:
            entries[-1].extra["then"] = id
            entries[-1].extra["follow_ups"] = [id]
            entry.phrasings.append(title)
        entries.append(entry)
    return entries


def _told_apart(parts: Sequence[ClausePart]) -> list[str]:
    """The topics; where several clauses share one, with the heading above each."""
    firsts = Counter(part.topic for part in parts if not part.number)
    topics = []
    for part in parts:
        topic = part.topic
        if sign("parts", "generic").fullmatch(topic) and part.above:
            doing = sign("milestones", "of_doing").sub("", part.above[-1])
            topic = f"{doing}{topic}" if 1 < len(doing) <= _SHORT_HEADING and doing not in topic else topic
        above = next((one for one in reversed(part.above) if one and one != topic), "")
        if firsts[topic] > 1 and above:
            topic = wording_of("part_of", "texts").replace("{above}", above[:16]).replace("{topic}", topic)
        topics.append(topic)
    return topics


def safe(text: str) -> str:
    """A text of the notice as an answer: a brace in it is no placeholder."""
    return text.replace("{", "｛").replace("}", "｝")
