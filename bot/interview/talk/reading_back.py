"""Reads back what a turn changed: built from the answers before and after it, never from the person's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.replies.reply import Kind


def read_back(before: Progress, said: Said, speech: Speech) -> Said:
    """The turn with the answers that it noted, changed or dropped said first, in the first reply that is no introduction."""
    after, replies = said
    after = _remembering(before, after)
    lines = list(_lines(before, after, speech))
    if not lines or not replies:
        return after, replies
    place = next((number for number, reply in enumerate(replies) if reply.kind is not Kind.INTRODUCTION), 0)
    told = replace(replies[place], text="\n".join([*lines, replies[place].text]))
    return after, (*replies[:place], told, *replies[place + 1 :])


def _remembering(before: Progress, after: Progress) -> Progress:
    """The interview with what its facts were before this turn, so that the change can be taken back."""
    former = {
        id: before.answers.get(id)
        for id in (*before.answers, *after.answers)
        if before.answers.get(id) != after.answers.get(id)
    }
    if not former or before.rules != after.rules:
        return after
    return replace(after, former=former, former_asking=before.asking)


def _lines(before: Progress, after: Progress, speech: Speech) -> Iterator[str]:
    noted = [(id, value) for id, value in after.answers.items() if id not in before.answers]
    changed = [
        (id, value)
        for id, value in after.answers.items()
        if id in before.answers and before.answers[id] != value
    ]
    # What other rules no longer know is told when they are taken over; here it has no name any more.
    known = before.answers if before.rules == after.rules else {}
    dropped = [(id, value) for id, value in known.items() if id not in after.answers]
    for name, answers in (("noted", noted), ("changed", changed), ("dropped", dropped)):
        if answers:
            yield message(f"interview_{name}", words=speech.read_back(*answers))
