"""A question → the finished answer: outcome, text, clauses, choices. The text follows `now`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.faq.asked_clause import asked_clause, clause_names
from bot.faq.bound_answers import BoundAnswers
from bot.faq.claimed import Claimed
from bot.faq.day_alone import asked_day
from bot.faq.days_left import asks_days_left, deadlines_named, deadlines_told
from bot.faq.follow_up import FollowUp, FollowUps
from bot.faq.match import SURE as BY_RULE
from bot.faq.match import AnswerOutcome, Match, outcome_of
from bot.faq.matcher import Matcher
from bot.faq.open_words import OpenWords
from bot.faq.parts import unclosed
from bot.faq.picked_sentences import IN_ALL, picked
from bot.faq.retelling import MOST_JOINED, Retelling, joined
from bot.faq.short_answers import ShortAnswers
from bot.faq.told_numbers import Reckoned, ToldNumbers
from bot.faq.topic import Topic
from bot.faq.weekdays import asked_weekday, told_weekdays, weekdays_of
from bot.hearing.short_words import ShortWord, asks_barely, begins_with_thanks, short_word
from bot.language.markup import is_code, without_markup
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number
from bot.language.private_numbers import PrivateNumbers, beside_numbers
from bot.language.question_words import may_ask
from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_line
from bot.pack.model import Entry, Pack
from bot.pack.spoken import answer_text, clause_line, contact_line, fill, spoken_date, spoken_day, states
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice, Kind, Reply

BY_BOUND = 0.7
"""The score of an answer by a bound."""
MOST_LEFT = 3
"""Questions that one reply has no room for and names."""
SURE = 0.9
"""The score (0 to 1) from which words that stand beside something else are a question about the notice."""


@dataclass(frozen=True)
class Answer:
    """The answer to one question. `body` is the text without its clause line.

    `topic` is what was spoken of (None: nothing); `leans` tells that the question was read with what was spoken of before;
    `limited`, that the text says that the notice may not hold what was asked.
    """

    outcome: AnswerOutcome
    entries: tuple[str, ...]
    action: str | None
    body: str
    clauses: tuple[str, ...]
    score: float
    choices: tuple[Choice, ...]
    basis: str = ""
    topic: Topic | None = None
    leans: bool = False
    limited: bool = False

    @property
    def certainty(self) -> float:
        """How certain (0–1) the question was one about the notice."""
        return self.score if self.outcome in ("answer", "not_said") else 0.0

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
        """The answer as one reply, without its choices; a greeting is none that is judged."""
        entry = self.entries[0] if self.entries and self.outcome != "smalltalk" else ""
        cited = not self.basis
        return Reply(
            self.body, self.clauses, basis=self.basis, kind=Kind(self.outcome), entry=entry, cited=cited
        )


class Answerer:
    """Answers questions from one pack."""

    def __init__(
        self, pack: Pack, matcher: Matcher, follow_ups: FollowUps, reckoned: Reckoned | None = None
    ) -> None:
        self.pack = pack
        self._matcher = matcher
        self._follow_ups = follow_ups
        self._retelling = Retelling(pack)
        self._open = OpenWords(pack)
        self._short = ShortAnswers(pack)
        self._claimed = Claimed(pack)
        self._bounds = BoundAnswers(pack, self._open)
        self._clause_names = clause_names(pack)
        self._numbers = ToldNumbers(pack, matcher, reckoned)
        self.private = PrivateNumbers([contact.phone for contact in pack.facts.contacts.values()])
        """Finds the numbers that nobody should send; those of the notice are none."""

    @property
    def few(self) -> bool:
        """Whether its pack has few phrasings, and so knows fewer words than people ask it with."""
        return self._matcher.few

    def familiarity(self, question: str) -> int:
        """How much of a question is known here, to compare packs by before any is asked: see `Matcher.familiarity`."""
        return self._matcher.familiarity(question)

    def traits(self, question: str) -> Mapping[str, float]:
        """What a question is like, to compare it with others: see `traits_of`."""
        return self._matcher.traits(question)

    def answer(self, question: str, now: datetime, topics: Sequence[Topic] = ()) -> Answer:
        """Answer a question typed at `now` (aware). `topics` are what was spoken of before, the last first.

        Of a private number in it nothing is heard; the answer then begins with a word not to send such.
        """
        question = without_markup(question)
        if is_code(question):
            return self._unknown(Match("unknown"), now)
        masked = self.private.masked(question)
        if masked == question:
            return self._answer(question, now, topics)
        word, rest = message("private_number"), beside_numbers(masked)
        answer = self._answer(rest, now, topics) if rest else None
        if answer is None or (answer.outcome == "unknown" and not may_ask(rest)):
            return Answer("smalltalk", (), None, word, (), BY_RULE, ())
        return replace(answer, body=f"{word}\n{answer.body}")

    def _answer(self, question: str, now: datetime, topics: Sequence[Topic]) -> Answer:
        clause = asked_clause(question, self._clause_names)
        if clause is not None:
            return self._clause(clause)
        word = short_word(question)
        if word is not None:
            return self._shortly(word, now, topics)
        left = self._days_left(now, topics) if topics and asks_days_left(question) else None
        left = left or (self._judged_day(question, now, topics) if topics else None)
        return left or self._weekday(question, now, topics) or self._read(question, now, topics)

    def _read(self, question: str, now: datetime, topics: Sequence[Topic]) -> Answer:
        """The answer to a question after `topics`, or by itself."""
        asked = self._follow_ups.read(question, topics) if topics else None
        if asked is not None and self._matcher.asks_of_another_year(question):
            asked = None  # 明年呢 is answered by itself, whatever was spoken of
        if (
            asked is not None
            and asked.telling in ("answer", "repeat")
            and self._means_by_itself(question, asked)
        ):
            asked = None  # asked again it has the same answer
        if asked is not None:
            told = self._following(asked, now, question)
            return replace(self._with_sum(question, asked, told, now), leans=True)
        if asks_barely(unclosed(normalize(question))):
            return self._of_what()
        match = self._numbers.decided(question, self._matcher.match(question), now)
        by_bound = self._by_bound(question, match, now)
        if by_bound is not None:
            return self._about(question, by_bound)
        if match.score < SURE and begins_with_thanks(question):
            return self._shortly("thanks", now)
        if match.entries:
            return self._about(question, self._with_numbers(question, match, now))
        if match.choices:
            return replace(self._choices(match), topic=Topic(question, (), match.choices))
        return self._unknown(match, now)

    def _means_by_itself(self, question: str, asked: FollowUp) -> bool:
        """Whether a question by itself is answered by the entry of a follow-up, and perhaps by another one too."""
        match = self._matcher.match(question)
        return bool(match.perhaps) and match.entries[:1] == asked.entries[:1]

    def _shortly(self, word: ShortWord, now: datetime, topics: Sequence[Topic] = ()) -> Answer:
        """The answer to a short word; 啊？ has what was answered before told again, simpler."""
        last = next(iter(topics), Topic()).entries
        if word == "pardon" and last and last[0] in self.pack.entries:
            return replace(self._following(FollowUp("simpler", last, topics[0]), now), leans=True)
        entry = self._short.entry(word)
        if entry is not None:
            return self._about(
                entry.title, self.entries(Match(outcome_of(entry.kind), (entry.id,), score=BY_RULE), now)
            )
        body, clauses = self._short.said(word), self._short.clauses(word)
        action = "handoff" if word == "human" else None
        outcome: AnswerOutcome = "action" if action else "smalltalk"
        return Answer(outcome, (), action, body, clauses, BY_RULE, (), clause_line(clauses, self.pack))

    def _of_what(self) -> Answer:
        """What is said to who asks and does not say of what."""
        contact = self.pack.facts.hand_off
        body = message("asked_barely", phone=contact_line(contact))
        return Answer(
            "smalltalk", (), None, body, contact.clauses, BY_RULE, (), clause_line(contact.clauses, self.pack)
        )

    def _days_left(self, now: datetime, topics: Sequence[Topic]) -> Answer | None:
        """How long it is until the deadlines that were told last; None if the last answer told none."""
        entries = [self.pack.entries[id] for id in topics[0].entries if id in self.pack.entries]
        days = deadlines_told(entries, self.pack.facts)
        if not days:
            return None
        body = "\n".join(deadline_line(day, self.pack.facts, now) for day in days)
        clauses = deadline_clauses(days)
        ids, basis = tuple(one.id for one in entries), clause_line(clauses, self.pack)
        return Answer("answer", ids, None, body, clauses, BY_RULE, (), basis, topics[0], leans=True)

    def _judged_day(self, question: str, now: datetime, topics: Sequence[Topic]) -> Answer | None:
        """Whether a day that is named alone is before the deadline that was told last; None if that is not asked."""
        day = asked_day(question, now)
        entries = [self.pack.entries[id] for id in topics[0].entries if id in self.pack.entries]
        last = next((one for one in deadlines_named(entries, self.pack.facts) if one.closes), None)
        if day is None or last is None:
            return None
        name = "reckoned_over" if day > last.day else "reckoned_until"
        said = message(name, day=spoken_date(day), date=spoken_day(last))
        told = self.entries(Match("answer", (entries[0].id,), score=BY_RULE), now)
        return replace(told, body=f"{said}\n{told.body}", topic=topics[0], leans=True)

    def _weekday(self, question: str, now: datetime, topics: Sequence[Topic]) -> Answer | None:
        """On which day of the week a day is; None if that is not asked, or no day is known that it may mean."""
        asked = asked_weekday(question, now)
        if asked is None:
            return None
        beside = None if asked.leans else self._read(asked.rest if asked.days else question, now, topics)
        if asked.days:
            said = told_weekdays(asked.days)
            plain = self._read(question, now, ()) if beside is None else beside
            if plain.outcome == "smalltalk":  # 明天礼拜几 has words of its own
                return plain
            if beside is not None and beside.outcome == "answer":
                return replace(beside, body=f"{said}\n{beside.body}")
            return Answer("answer", (), None, said, (), BY_RULE, ())
        topic = next(iter(topics), None) if beside is None else beside.topic
        entries = [self.pack.entries[id] for id in topic.entries if id in self.pack.entries] if topic else []
        days = weekdays_of(" ".join(self._said(one, "", now) for one in entries), asked.rest, now)
        if not days:
            return None
        clauses = tuple(dict.fromkeys(clause for one in entries for clause in one.clauses))
        ids, basis = tuple(one.id for one in entries), clause_line(clauses, self.pack)
        said = told_weekdays(days)
        return Answer("answer", ids, None, said, clauses, BY_RULE, (), basis, topic, leans=asked.leans)

    def _doubt(self, question: str, entry: Entry, now: datetime) -> str:
        """The message that tells somebody who doubts what an entry says that it is so."""
        if not finder("question", "doubted").stands_in(normalize(question)):
            return "follow_sure"
        so = self._claimed.doubted(question, self._said(entry, "", now), now)
        return "follow_stated" if so is None else "follow_so" if so else "follow_not_so"

    def _doubted(self, asked: FollowUp, question: str) -> FollowUp:
        """A follow-up that names another number than was told, as the doubt that it is: 听说是72."""
        said = normalize(question)
        is_doubt = finder("question", "doubted").stands_in(said) and from_first_number(said)
        spoken = [id for id in asked.topic.entries if id in self.pack.entries]
        if not is_doubt or not spoken or asked.telling not in ("answer", "only", "silent"):
            return asked
        return replace(
            asked, telling="sure", entries=tuple(id for id in asked.entries if id in spoken) or (spoken[0],)
        )

    def _following(self, asked: FollowUp, now: datetime, question: str = "") -> Answer:
        """What is told in answer to a follow-up, `question`."""
        if asked.telling == "lost":
            contact = self.pack.facts.hand_off
            body = message("follow_lost", phone=contact_line(contact))
            return self._told("unknown", (), body, contact.clauses, asked)
        asked = self._doubted(asked, question)
        entries = tuple(self.pack.entries[id] for id in asked.entries)
        if asked.telling in ("answer", "repeat"):
            kind = next((one.kind for one in entries if one.kind == "answer"), entries[0].kind)
            words = {asked.entries[0]: asked.word}
            match = Match(outcome_of(kind), asked.entries, score=asked.score, words=words, on_subject=True)
            return replace(self.entries(match, now), topic=asked.topic)
        sure = self._doubt(question, entries[0], now)
        told = self._retelling.told(asked, lambda entry: self._said(entry, "", now), sure)
        if told.entry:
            return self._about(asked.topic.question, self.entry(told.entry, now))
        outcome: AnswerOutcome = "not_said" if asked.telling in ("silent", "only") else "answer"
        topic = told.topic or asked.topic
        return self._told(outcome, asked.entries, told.text, told.clauses, replace(asked, topic=topic))

    def _told(
        self,
        outcome: AnswerOutcome,
        entries: tuple[str, ...],
        body: str,
        clauses: tuple[str, ...],
        asked: FollowUp,
    ) -> Answer:
        basis = clause_line(clauses, self.pack)
        return Answer(
            outcome, entries, None, body, clauses, round(asked.score, 3), (), basis, topic=asked.topic
        )

    def _about(self, question: str, answer: Answer) -> Answer:
        """An answer with the topic that it makes, if it is about the notice."""
        if answer.outcome in ("smalltalk", "unknown"):
            return answer
        items = self.pack.entries[answer.entries[0]].items
        return replace(answer, topic=Topic(question, answer.entries, items))

    def _with_numbers(self, question: str, match: Match, now: datetime) -> Answer:
        """The answer of a match, under what the numbers and dates that the question tells come to for its entries."""
        holds = self._holds(question, match, now)
        if holds is not None:
            answer = self.entries(replace(match, doubt=None), now)
            return replace(answer, body=message("claim_holds" if holds else "claim_fails") + answer.body)
        told = self._numbers.told(question, match, now)
        if not told:
            return self.entries(match, now)
        if match.perhaps:  # what numbers decide leaves less to doubt
            match = replace(match, entries=match.entries[:1], perhaps="")
        answer = self.entries(replace(match, doubt=None), now, MOST_JOINED - len(told))
        return replace(answer, outcome="answer", body=f"{told}\n{answer.body}")

    def _by_bound(self, question: str, match: Match, now: datetime) -> Answer | None:
        """What the notice's own bounds make of what a question tells, in a pack that has few phrasings; None if nothing."""
        if not self._matcher.few:
            return None
        told = self._bounds.told(
            question, match, now, lambda id: self._told_of(self.pack.entries[id], match, now)
        )
        if told is None:
            return None
        return Answer(
            outcome="answer",
            entries=told.entries,
            action=None,
            body=told.body,
            clauses=told.clauses,
            score=round(max(match.score, BY_BOUND), 3),
            choices=(),
            basis=clause_line(told.clauses, self.pack),
            limited=told.limited,
        )

    def _with_sum(self, question: str, asked: FollowUp, answer: Answer, now: datetime) -> Answer:
        """The answer to a follow-up, under what the numbers in it come to for what is spoken of: 只有73个, 那80呢."""
        told, counting = self._numbers.leaning(question, asked, now)
        if not told:
            return answer
        if asked.telling in ("silent", "only"):
            match = Match("answer", (counting[0].id,), score=asked.score, on_subject=True)
            answer = replace(self.entries(match, now, MOST_JOINED - len(told)), topic=asked.topic)
        return replace(answer, body=f"{told}\n{answer.body}")

    def _holds(self, question: str, match: Match, now: datetime) -> bool | None:
        """Whether what a question claims is so by the first of the entries that answer it; None if that cannot be told."""
        if match.outcome != "answer" or match.unsaid or match.doubt or match.telling:
            return None
        entry = self.pack.entries[match.entries[0]]
        return self._claimed.holds(question, entry, self._said(entry, "", now), now)

    def entry(self, id: str, now: datetime) -> Answer:
        """The answer of one entry that was picked from choices. Raises KeyError for an unknown id."""
        entry = self.pack.entries[id]
        answer = self.entries(Match(outcome_of(entry.kind), (id,), score=1.0), now)
        return self._about(entry.title, answer)

    def entries(self, match: Match, now: datetime, most: int = MOST_JOINED) -> Answer:
        """The answer that the entries of a match give, in about `most` characters."""
        entries = [self.pack.entries[id] for id in match.entries]
        clauses = tuple(dict.fromkeys(clause for entry in entries for clause in entry.clauses))
        action = next(
            (entry.action or entry.offers for entry in entries if entry.action or entry.offers), None
        )
        doubt = None if match.unsaid else match.doubt
        told = [self._told_of(entry, match, now) for entry in entries]
        basis = clause_line(clauses, self.pack)
        room = most - self._open.room(doubt)
        if match.telling:
            head = f"{message('nearest')}\n" if match.nearest else ""
            beside = len(f"{head}\n{basis}") + self._open.room(doubt)
            said = picked(told, match.telling, min(room, IN_ALL - beside - (MOST_JOINED - most)) - len(told))
            body = head + self._open.beside(said, doubt)
        else:
            said = joined(told, room)
            body = self._open.beside(said, doubt)
        is_heard = bool(doubt and (doubt.aspect or doubt.details or doubt.lacking))
        if match.perhaps and is_heard and body == said and match.entries[1:] == (match.perhaps,):
            # What is left open is asked for; the other entry only may be.
            return self.entries(replace(match, entries=match.entries[:1], perhaps=""), now, most)
        if match.left:
            asked = message("between_words").join(match.left[:MOST_LEFT])
            body += "\n" + message("asked_too_much", asked=asked)
        return Answer(
            outcome=match.outcome,
            entries=match.entries,
            action=action,
            body=body,
            clauses=clauses,
            score=round(match.score, 3),
            choices=(),
            basis=basis,
            limited=body != said or any(entry.kind == "not_said" for entry in entries) or bool(match.unsaid),
        )

    def _told_of(self, entry: Entry, match: Match, now: datetime) -> str:
        """What an entry says, behind what it does not state of that which was asked."""
        said = self._said(entry, match.words.get(entry.id, ""), now)
        if entry.id == match.perhaps:
            return message("perhaps_meant", title=entry.title, answer=said)
        unsaid = match.unsaid.get(entry.id)
        if unsaid is None:
            return said
        return self._open.unsaid(unsaid, said)

    def _said(self, entry: Entry, word: str, now: datetime) -> str:
        names = {member.id: member.name for member in self.pack.members}
        return answer_text(entry, self.pack, now, word or names.get(entry.member, ""))

    def _clause(self, id: str) -> Answer:
        clause = self.pack.clauses[id]
        body = message("clause_text", shown=clause.shown, text=clause.text)
        later = self.pack.clauses.get(clause.changed_by)
        if later is None:
            return Answer("answer", (), None, body, (id,), 1.0, ())
        changed = message("clause_changed", shown=later.shown, text=later.text)
        return Answer("answer", (), None, f"{body}\n{changed}", (later.id, id), 1.0, ())

    def _choices(self, match: Match) -> Answer:
        choices = tuple(Choice(PickEntry(id), self.pack.entries[id].title) for id in match.choices)
        return Answer(
            "choices", (), None, self._open.choices(match.doubt), (), round(match.score, 3), choices
        )

    def _unknown(self, match: Match, now: datetime) -> Answer:
        open_words = self._open.unheard(match.doubt)
        if open_words is not None:
            body, clauses = open_words.text, open_words.clauses
        elif match.off:
            entry = self.pack.entries[match.off]
            body, clauses = self._said(entry, "", now), entry.clauses
        elif match.on_subject:
            contact = self.pack.facts.hand_off
            body = message("unknown_on_subject", phone=contact_line(contact))
            clauses = contact.clauses
        else:
            values = {**self.pack.facts.substitutions, **states(self.pack.facts, now)}
            name = fill("{notice.short_title}", values)
            phone = contact_line(self.pack.facts.hand_off)
            body, clauses = message("unknown_off_subject", notice=name, phone=phone), ()
        return Answer(
            "unknown", (), None, body, clauses, round(match.score, 3), (), clause_line(clauses, self.pack)
        )
