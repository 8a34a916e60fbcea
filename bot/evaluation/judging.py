"""Judges how remarks whose meaning is known were understood: the answers that an interview held before and after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.evaluation.replies import Opening, Remark, Reply, Revision, Values
from bot.evaluation.shares import Share

Applies = Callable[[str, Values], bool]
"""Whether the question about a fact applies under these answers."""


@dataclass(frozen=True)
class Heard:
    """What an interview holds after a remark: its answers, and the values that await 对. `opened`: there is one."""

    opened: bool
    answers: Values
    unconfirmed: Values

    def __str__(self) -> str:
        awaited = f" ?{dict(self.unconfirmed)}" if self.unconfirmed else ""
        return f"{dict(self.answers)}{awaited}" if self.opened else "–"


def verdicts(remark: Remark, heard: Heard, applies: Applies) -> Iterator[str]:
    """How a remark was understood: one verdict, and for an opening one more for each fact that it tells or does not tell."""
    if isinstance(remark, Reply):
        yield ("pick " if remark.picks else "reply ") + _of_reply(remark, heard)
    elif isinstance(remark, Opening):
        yield from _of_opening(remark, heard)
    else:
        yield "revision " + ("done" if _is_done(remark, heard, applies) else "undone")


def went_wrong(verdict: str) -> bool:
    """Whether a verdict is worth a look."""
    return verdict.rpartition(" ")[2] in ("wrong", "guessed", "missed", "unopened", "undone", "lost", "extra")


def shares_of_remarks(found: Iterable[str]) -> dict[str, Share]:
    """The figures of one file from all its verdicts: those for which it has tests.

    `right`: replies that were noted rightly or read back rightly (`asks`), among all that mean something. `wrong`: those that
    were noted wrongly, with the guesses at what means nothing.
    """
    counts = Counter(found)

    def all_of(kind: str, *names: str) -> int:
        return sum(counts[f"{kind} {name}"] for name in names)

    read = all_of("reply", "right", "asks", "missed", "wrong")
    told, extra = all_of("told", "kept", "lost", "wrong"), all_of("told", "extra")
    picks = sum(count for name, count in counts.items() if name.startswith("pick "))
    shares = {
        "right": Share(all_of("reply", "right", "asks"), read),
        "asks": Share(all_of("reply", "asks"), read),
        "wrong": Share(all_of("reply", "wrong", "guessed"), read),
        "picks": Share(all_of("pick", "right"), picks),
        "openings": Share(all_of("opening", "opened"), all_of("opening", "opened", "unopened")),
        "false openings": Share(all_of("opening", "wrong"), all_of("opening", "wrong", "left")),
        "told kept": Share(all_of("told", "kept"), told),
        "told wrong": Share(all_of("told", "wrong") + extra, told + extra),
        "revisions": Share(all_of("revision", "done"), all_of("revision", "done", "undone")),
    }
    return {name: share for name, share in shares.items() if share.of}


def _of_reply(reply: Reply, heard: Heard) -> str:
    found, awaited = heard.answers.get(reply.asking), heard.unconfirmed.get(reply.asking)
    if found is None and awaited is not None and _is_among(awaited, reply.wants):
        return "asks"
    found = awaited if found is None else found
    changed = {fact for fact, value in heard.answers.items() if not same(value, reply.known.get(fact))}
    if changed - {reply.asking} - reply.beside:
        return "wrong"
    if found is None:
        return "left" if reply.wants[0] is None else "missed"
    if _is_among(found, reply.wants):
        return "right"
    return "guessed" if reply.wants[0] is None else "wrong"


def _of_opening(opening: Opening, heard: Heard) -> Iterator[str]:
    if not opening.opens:
        yield "opening wrong" if heard.opened else "opening left"
        return
    yield "opening opened" if heard.opened else "opening unopened"
    if heard.opened:
        yield from ("told extra" for fact in heard.answers if fact not in {*opening.facts, *opening.beside})
        for fact, value in opening.facts.items():
            found = heard.answers.get(fact)
            yield "told kept" if same(found, value) else "told lost" if found is None else "told wrong"


def _is_done(revision: Revision, heard: Heard, applies: Applies) -> bool:
    """Whether all is set as it should be and nothing else was changed, but for questions that no longer apply."""
    seen = {**heard.answers, **heard.unconfirmed}
    if not all(same(seen.get(fact), value) for fact, value in revision.sets.items()):
        return False
    changed = {fact for fact, value in heard.answers.items() if not same(value, revision.known.get(fact))}
    after = {**revision.known, **revision.sets}
    lost = {fact for fact in revision.known if fact not in heard.answers and applies(fact, after)}
    return changed | lost <= {*revision.sets, *revision.beside}


def _is_among(found: object, wants: Iterable[object]) -> bool:
    return any(same(found, want) for want in wants)


def same(found: object, wanted: object) -> bool:
    """Whether two values mean the same; None is a value of its own."""
    return found is wanted if found is None or wanted is None else str(found).lower() == str(wanted).lower()
