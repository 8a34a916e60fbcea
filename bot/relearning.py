"""What the sayings of a pack teach, with what was learned for other packs in the same folders taken over where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

import msgspec

from bot.faq.index import Index
from bot.hearing.learned_acts import sayings_of
from bot.interview.reading.described import Describer
from bot.interview.reading.exact_reply import ExactReader
from bot.interview.reading.learned_before import (
    Asked,
    Before,
    Lessons,
    Origins,
    describable,
    digest_of,
    digest_of_bytes,
    learn_listening,
)
from bot.interview.reading.listening import Listening, Questions
from bot.pack.interview_model import Interview
from bot.pack.model import Pack

LISTENING, ORIGINS = "listening-", "origins-"
"""What the names of the files begin with that hold what was learned and from what."""
_FEW = 12
"""Phrasings of an entry that are enough to know a question about the notice from a wish to be interviewed."""
_ONCE_MORE = ("simpler", "repeat")
"""What is asked after an answer and sounds like asking for the interview: 再说一遍, as 再测一遍. Half of it is enough."""
_UNREADABLE = (OSError, msgspec.MsgspecError, RecursionError)


@dataclass(frozen=True)
class Learning:
    """What learning goes by beside the pack: what a text names, digests of the code that describes and of that which learns,
    and the folders where other packs were learned."""

    named_in: Callable[[str], Iterable[str]]
    described_by: str
    learned_by: str
    places: Sequence[Path] = ()


def learned_from(
    pack: Pack, interview: Interview, index: Index, learning: Learning
) -> tuple[Listening, Origins]:
    """How people answer the questions of the interview, and how they ask for it; `pack` has its phrasings and sayings."""
    asked = Asked(index.is_familiar)
    known = describable(interview)
    exact = ExactReader(
        known, lambda text: index.read(text, asked), lambda text: index.members_in(text, asked)
    )
    facts = pack.facts
    said_on = facts.submission.day if facts.submission else date(facts.year, 12, 31)
    lessons = Lessons(
        interview,
        pack.sayings,
        Questions(*pack.phrasings_of("interview", _FEW), sayings_of("followups", *_ONCE_MORE)[::2]),
        datetime.combine(said_on, time(), facts.zone),
        digest_of(learning.described_by, _words_of(index), facts.region),
        learning.learned_by,
    )
    describer = Describer(known, exact, learning.named_in)
    return learn_listening(lessons, describer, learning.named_in, asked, tuple(_before(learning.places)))


def _words_of(index: Index) -> object:
    """All of an index that tells what a text names and how it is read, but for which pairs are familiar."""
    return replace(index.tables, targets=[], off_topic=[], exact={}, postings={})


def _before(places: Sequence[Path]) -> Iterable[Before]:
    for place in dict.fromkeys(places):
        for path in sorted(place.glob(f"{ORIGINS}*.msgpack")):
            with suppress(*_UNREADABLE):
                origins = msgspec.msgpack.decode(path.read_bytes(), type=Origins)
                kept_in = path.with_name(path.name.replace(ORIGINS, LISTENING, 1))
                yield Before(origins, _reading(kept_in, origins.kept))


def _reading(path: Path, digest: str) -> Callable[[], Listening | None]:
    found: list[Listening] = []

    def kept() -> Listening | None:
        with suppress(*_UNREADABLE):
            if not found and digest_of_bytes(content := path.read_bytes()) == digest:
                found.append(msgspec.msgpack.decode(content, type=Listening))
        return found[0] if found else None

    return kept
