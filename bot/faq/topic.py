"""What a conversation about the notice has spoken of: the frames that a follow-up is read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KEPT = 6
"""How many topics are remembered."""


@dataclass(frozen=True)
class Topic:
    """A question and what answered it.

    `entries` are those just said; `items` those of the list that was shown, in order, from which a later message may
    pick; `told` are the clauses that were read out as far as there was something to tell.
    """

    question: str = ""
    entries: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def with_topic(topics: Sequence[Topic], topic: Topic) -> tuple[Topic, ...]:
    """The topics with one more, or one spoken of again, in front."""
    others = (other for other in topics if other.entries != topic.entries)
    return (topic, *others)[:KEPT]
