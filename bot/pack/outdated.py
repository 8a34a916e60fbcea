"""What a notice says and a later document changed: the words by which an old value is known in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.language.numerals import counted
from bot.pack.amendments import Was
from bot.pack.checking.quotes import squeeze
from bot.pack.checking.tokens import Token, tokens
from bot.pack.faults import wording
from bot.pack.model import Facts
from bot.pack.spoken import PLACEHOLDER, spoken_date

_SHORTEST_WORD = 2
_YEAR_LENGTH = 4


@dataclass(frozen=True)
class Outdated:
    """The old values of a clause: hard facts, and words such as a person's name. Nothing if only its wording was changed."""

    tokens: frozenset[Token] = frozenset()
    words: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tokens or self.words)

    def found_in(self, template: str, names: tuple[str, ...] = ()) -> str:
        """The first old value that a text says by itself, not by a placeholder; empty if there is none.

        `names` are how clauses are shown, which are no facts.
        """
        literal = PLACEHOLDER.sub(" ", template)
        for token in tokens(literal, names):
            if token in self.tokens:
                return spoken_token(token)
        said = squeeze(literal)
        return next((word for word in sorted(self.words) if squeeze(word) in said), "")


def spoken_token(token: Token) -> str:
    """A hard fact as an author reads it: days as they are spoken, one without a year too."""
    if token.kind != "date":
        return str(token)
    year, month, day = token.value.rsplit("-", 2)
    if year.isdecimal():
        return spoken_date(date(int(year), int(month), int(day)))
    return wording("short_day", month=int(month), day=int(day))


def outdated_in(facts: Facts) -> dict[str, Outdated]:
    """For each changed clause of the notice, its old values."""
    found = {}
    for clause in facts.amended.by_clause():
        of_it = [(name, was) for name, was in facts.amended.was.items() if clause in was.clauses]
        kept = frozenset(
            token for name, _ in of_it for token in _tokens_of(name, facts.substitutions.get(name, ""))
        )
        old = frozenset(token for name, was in of_it for token in _tokens_of(name, was.text))
        found[clause] = Outdated(old - kept, frozenset(_words(of_it, facts.substitutions)))
    return found


def unmistakable(outdated: Mapping[str, Outdated], facts: Facts) -> Outdated:
    """The old days, phones, documents and links of all clauses, which mean the same wherever they stand."""
    now = {
        token
        for name, text in facts.substitutions.items()
        if not name.startswith("moved.")
        for token in tokens(text)
    }
    old = {token for one in outdated.values() for token in one.tokens if token.kind not in ("number", "year")}
    return Outdated(frozenset(old - now))


def _tokens_of(name: str, text: str) -> Iterator[Token]:
    if name.startswith("value."):
        number = text if text.isdecimal() else counted(text)
        if number is not None:
            yield Token("number", str(number))
        return
    for token in tokens(text):
        yield token
        if token.kind == "date":
            yield Token("date", f"-{token.value[_YEAR_LENGTH:]}")


def _words(changed: list[tuple[str, Was]], now: Mapping[str, str]) -> Iterator[str]:
    """Old names and addresses: what stands between spaces, is no hard fact, and is no longer said."""
    for name, was in changed:
        if name.startswith(("contact.", "email.")):
            for part in was.text.split():
                if part not in now.get(name, "") and len(part) >= _SHORTEST_WORD and not any(tokens(part)):
                    yield part
