"""What a clause is about, in a few words."""

from __future__ import annotations

from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.naming import title_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.finding.day_finder import spans_in
from bot.pack.drafting.finding.document_finder import titles_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import sign, wording_of

LONGEST_TOPIC = 16
_LISTED = "、"
_TELLS_NOTHING = 2
"""Characters of which a beginning tells nothing: 年满."""


def topic_of(clause: CutClause) -> str:
    """What a clause is about in a few words: its title, what it speaks of, the thing it names, its heading, its first words."""
    if clause.zone == "front":
        return wording_of("basis", "texts")
    words = words_behind_marker(clause)
    title = named_of(clause)
    if title:
        return title
    subject = sign("parts", "subject").match(one_width(words))
    if subject and not sign("milestones", "actor").fullmatch(subject["subject"]):
        return plain_topic(subject["subject"])
    named = [one for one in titles_in(words) if len(one) <= LONGEST_TOPIC]
    if named:
        return plain_topic(named[0])
    short = _first_words(words)
    heading = next((one for one in reversed(clause.above) if one), "")
    return short if len(short) > 1 else plain_topic(heading[:LONGEST_TOPIC]) if heading else clause.shown


def _first_words(words: str) -> str:
    """The words that a clause begins with, as far as its first number; a day at its very beginning says nothing."""
    spans = spans_in(words)
    if spans and not _trimmed(sign("parts", "before_day").sub("", words[: spans[0].start])):
        words = sign("parts", "behind_day").sub("", words[spans[0].end :])
    match = sign("parts", "first_words").match(words)
    first = match[0] if match else words
    short = _trimmed(_no_half_listed(sign("parts", "before_digits").sub("", first)))
    first = _no_half_listed(first)
    return short if len(short) > _TELLS_NOTHING else _trimmed(first)


def _no_half_listed(words: str) -> str:
    """Words of which a topic can be made: of a list that is too long, those of its members that fit whole."""
    if len(words) <= LONGEST_TOPIC or _LISTED not in words[:LONGEST_TOPIC]:
        return words[:LONGEST_TOPIC]
    return words[:LONGEST_TOPIC].rpartition(_LISTED)[0]


def named_of(clause: CutClause) -> str:
    """The title of a clause; empty if it begins with a sentence."""
    marker = marker_of(clause.lines[0].text)
    title = marker.title if marker and marker.title else title_of(words_behind_marker(clause))
    return plain_topic(title) if title and len(title) <= LONGEST_TOPIC else ""


def words_behind_marker(clause: CutClause) -> str:
    text = clause.lines[0].text
    marker = marker_of(text)
    return text[marker.end :] if marker and not marker.title else text


def plain_topic(topic: str) -> str:
    return _trimmed(topic) or wording_of("front")


def _trimmed(topic: str) -> str:
    return sign("parts", "edges").sub("", topic).strip()
