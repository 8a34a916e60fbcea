"""What people can ask of one notice, as examples in the texts that say how the bot is used."""

from __future__ import annotations

from bot.messages import message
from bot.pack.model import Pack

SHOWN = 3
"""Questions that a text on how the bot is used gives as examples."""


def examples(pack: Pack) -> tuple[str, ...]:
    """Questions of this pack, those asked most first; a question of any notice if it has none to show."""
    return pack.examples[:SHOWN] or (message("example_of_any"),)


def example_clause(pack: Pack) -> str:
    """A clause of this notice as people are shown it: the one of its deadline, or else its first."""
    submission = pack.facts.submission
    clauses = (*(submission.clauses if submission else ()), *pack.clauses)
    return pack.shown(clauses[0])


def welcome(name: str, pack: Pack, lines: str) -> str:
    """The welcoming text of a channel called `name`, with the `lines` of the greeting."""
    return message(name, lines=lines, example=examples(pack)[0])


def how_to_use(name: str, pack: Pack, *, interviews: bool) -> str:
    """The text called `name` on how the bot is used, which speaks of the interview only if it holds `interviews`."""
    interview = message(f"{name}_interview") if interviews else ""
    rows = "\n".join(message(f"{name}_row", question=question) for question in examples(pack))
    return message(name, rows=rows, clause=example_clause(pack), interview=interview)
