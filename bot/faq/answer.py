"""A question → the finished answer: outcome, text, clauses, choices. The text follows `now`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.faq.asked_clause import asked_clause
from bot.faq.matcher import AnswerOutcome, Match, Matcher
from bot.messages import message
from bot.pack.model import Entry, Pack
from bot.pack.spoken import answer_text, clause_line, contact_line, fill, states
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice, Kind, Reply


@dataclass(frozen=True)
class Answer:
    """The answer to one question. `body` is the text without its clause line."""

    outcome: AnswerOutcome
    entries: tuple[str, ...]
    action: str | None
    body: str
    clauses: tuple[str, ...]
    score: float
    choices: tuple[Choice, ...]
    basis: str = ""

    @property
    def text(self) -> str:
        """The whole as plain text, never empty."""
        lines = [self.body]
        lines += [
            message("choice_line", number=number, label=choice.label)
            for number, choice in enumerate(self.choices, 1)
        ]
        if self.outcome == "choices":
            lines.append(message("choose_hint"))
        return "\n".join([*lines, self.basis] if self.basis else lines)

    @property
    def reply(self) -> Reply:
        """The answer as one reply, without its choices."""
        entry = self.entries[0] if self.entries else ""
        cited = not self.basis
        return Reply(
            self.body, self.clauses, basis=self.basis, kind=Kind(self.outcome), entry=entry, cited=cited
        )


class Answerer:
    """Answers questions from one pack."""

    def __init__(self, pack: Pack, matcher: Matcher) -> None:
        self.pack = pack
        self._matcher = matcher

    def answer(self, question: str, now: datetime, before: str = "", entry_before: str = "") -> Answer:
        """Answer a question typed at `now` (aware). `before` and `entry_before` are the previous question and its entry."""
        clause = asked_clause(question, self.pack)
        if clause is not None:
            return self._clause(clause)
        match = self._matcher.match(question, before, entry_before)
        if match.entries:
            return self.entries(match, now)
        if match.choices:
            return self._choices(match)
        return self._unknown(match, now)

    def entry(self, id: str, now: datetime) -> Answer:
        """The answer of one entry that was picked from choices. Raises KeyError for an unknown id."""
        kind = self.pack.entries[id].kind
        outcome: AnswerOutcome = "unknown" if kind == "off_topic" else kind
        return self.entries(Match(outcome, (id,), score=1.0), now)

    def entries(self, match: Match, now: datetime) -> Answer:
        """The answer that the entries of a match give."""
        entries = [self.pack.entries[id] for id in match.entries]
        clauses = tuple(dict.fromkeys(clause for entry in entries for clause in entry.clauses))
        action = next(
            (entry.action or entry.offers for entry in entries if entry.action or entry.offers), None
        )
        return Answer(
            outcome=match.outcome,
            entries=match.entries,
            action=action,
            body="\n".join(self._said(entry, match.word, now) for entry in entries),
            clauses=clauses,
            score=round(match.score, 3),
            choices=(),
            basis=clause_line(clauses, self.pack),
        )

    def _said(self, entry: Entry, word: str, now: datetime) -> str:
        names = {craft.id: craft.name for craft in self.pack.crafts}
        return answer_text(entry, self.pack, now, word or names.get(entry.craft, ""))

    def _clause(self, id: str) -> Answer:
        clause = self.pack.clauses[id]
        body = message("clause_text", shown=clause.shown, text=clause.text)
        return Answer("answer", (), None, body, (id,), 1.0, ())

    def _choices(self, match: Match) -> Answer:
        choices = tuple(Choice(PickEntry(id), self.pack.entries[id].title) for id in match.choices)
        return Answer("choices", (), None, message("did_you_mean"), (), round(match.score, 3), choices)

    def _unknown(self, match: Match, now: datetime) -> Answer:
        if match.off:
            entry = self.pack.entries[match.off]
            body, clauses = self._said(entry, "", now), entry.clauses
        elif match.on_subject:
            contact = self.pack.facts.hand_off
            body = message("unknown_on_subject", phone=contact_line(contact))
            clauses = contact.clauses
        else:
            values = {**self.pack.facts.substitutions, **states(self.pack.facts, now)}
            name = fill("{notice.short_title}", values)
            body, clauses = message("unknown_off_subject", notice=name), ()
        return Answer(
            "unknown", (), None, body, clauses, round(match.score, 3), (), clause_line(clauses, self.pack)
        )
