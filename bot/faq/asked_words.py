"""Names what a reply says that the notice leaves open: the topic, and what of it is asked, in the asker's words at the least."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.faq.match import Match, Unsaid, unsaid_of
from bot.faq.named_things import ANY, NamedThings
from bot.faq.open_points import OpenPoints
from bot.faq.parts import asks
from bot.language.clauses import clauses
from bot.language.normalize import normalize, readable
from bot.language.question_words import Kind, asks_for, may_ask
from bot.pack.model import Entry, Pack

MOST_REPEATED = 32
"""Characters of the asker's words that a reply repeats."""
CUT = "…"
_OF_CONTENT: tuple[Kind, ...] = (
    "thing", "which", "manner", "reason", "time", "place", "person", "amount", "count"
)  # fmt: skip


class Naming:
    """Names what the notice of one pack leaves open."""

    def __init__(
        self, pack: Pack, things: NamedThings, open_points: OpenPoints, *, few: bool = False
    ) -> None:
        """`few`: the answers have few phrasings."""
        self._few = few
        self._entries = pack.entries
        self._things = things
        self._open = open_points

    def named(self, match: Match, text: str, message: str) -> Match:
        """A match for `text`, as the index reads the `message`, with the topic and the words of what it leaves open."""
        if match.outcome == "choices":
            return replace(match, doubt=self._above(match, text, message))
        if match.outcome == "unknown":
            return replace(match, doubt=self._unknown(match, text, message))
        if not match.unsaid and match.doubt is None:
            return match
        unsaid = {id: self._beside(one, text, message, self._entries[id]) for id, one in match.unsaid.items()}
        doubt = match.doubt and self._beside(match.doubt, text, message, self._entries[match.entries[0]])
        return replace(match, unsaid=unsaid, doubt=doubt)

    def _above(self, match: Match, text: str, message: str) -> Unsaid | None:
        """What is said above choices to be left open; None if one of them may well state it.

        In a pack with few phrasings they mostly do; and what is asked by yes and no alone (能过吗, 来得及伐) has no name.
        """
        offered = [self._entries[id] for id in match.choices]
        asked = self._alone(text, message, offered[0])
        titles = " ".join(f"{entry.title} {entry.topic}" for entry in offered)
        stated = any(pair in titles for detail in asked.details for pair in map("".join, pairwise(detail)))
        named = asked.details or asked.aspect or asks_for(asked.words, *_OF_CONTENT)
        return None if self._few or stated or not named else asked

    def _unknown(self, match: Match, text: str, message: str) -> Unsaid | None:
        """What is asked where no entry is near; None if it is nothing of the notice.

        What sounds like another matter is of the notice only if it asks for a detail, and of a thing that the notice names or
        nearly as one asks of it.
        """
        if not (may_ask(text) or asks(text)):
            return None
        asked = self._alone(text, message, None)
        if asked.details and not asked.topic:
            asked = replace(asked, topic=self._things.thing(normalize(message), ANY), apart=True)
        is_near = bool(asked.topic) or match.on_subject if asked.details else bool(asked.topic)
        return asked if asked.words and is_near and (asked.details or not match.off) else None

    def _alone(self, text: str, message: str, entry: Entry | None) -> Unsaid:
        """What is asked where no entry is sure to answer; the topic is what the notice names, or that of an entry near."""
        asked = unsaid_of(self._open.alone(text))
        words = as_typed(asked.words, text, message)
        topic = self._things.thing(normalize(words)) or self._things.thing(normalize(message))
        near = entry.topic or entry.title if entry else ""
        return replace(asked, words=plain(words), topic=topic or near, apart=bool(topic))

    def _beside(self, unsaid: Unsaid, text: str, message: str, entry: Entry) -> Unsaid:
        """What an entry leaves open; the topic is its own, or else what the notice names."""
        words = as_typed(unsaid.words, text, message)
        topic = self._things.topic(normalize(message), normalize(words), entry)
        is_apart = topic != (entry.topic or entry.title) and not self._things.is_of(topic, entry)
        return replace(unsaid, topic=topic, words=plain(words), apart=is_apart)


def as_typed(clause: str, text: str, message: str) -> str:
    """A clause of `text` as it stands in the message, before names were shortened in it."""
    read, typed = clauses(text), clauses(readable(message))
    if clause in read and len(read) == len(typed):
        return typed[read.index(clause)]
    return next((part for part in typed if clause and clause in normalize(part)), clause)


def plain(words: str) -> str:
    """Words without signs, which a reply may read otherwise; of long ones the end."""
    said = "".join(sign for sign in words if sign.isalnum() or sign.isspace()).strip()
    return said if len(said) <= MOST_REPEATED else CUT + said[-MOST_REPEATED:]
