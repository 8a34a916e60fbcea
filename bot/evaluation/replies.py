"""Replies to the interview whose meaning is known: what they are read as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.evaluation.lines import Record
from bot.interview.reading.free_reply import ReplyReader
from bot.pack.faults import Fault
from bot.pack.interview_model import Interview


@dataclass(frozen=True)
class Reply:
    """What is `said` to the question about `fact`, and the value that it means; None if nothing may be guessed."""

    fact: str
    said: str
    want: object
    record: Record


def read_replies(records: Iterable[Record], interview: Interview, faults: list[Fault]) -> list[Reply]:
    """The replies, each to a fact that the interview asks."""
    replies = []
    for record in records:
        fact, said = record.plain.get("fact"), record.plain.get("said")
        if fact not in interview.facts or not isinstance(said, str) or "want" not in record.plain:
            faults.append(record.fault("bad_reply", fact=fact))
            continue
        replies.append(Reply(fact, said, record.plain["want"], record))
    return replies


def misread(
    replies: Iterable[Reply], reader: ReplyReader, interview: Interview, now: datetime
) -> Iterator[tuple[Reply, object]]:
    """The replies whose reading at `now` (aware) differs from what was expected, each with its reading."""
    for reply in replies:
        found = reader.read(interview.facts[reply.fact], reply.said, now).value
        if (found, type(found)) != (reply.want, type(reply.want)):
            yield reply, found
