"""The decision on a message by the confidence that the best entry answers it: that entry, choices, or that it was not understood.

Better no answer than a wrong one: an answer needs a confidence above the bar; choices are offered down to the floor;
below that the bot says that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from bot.faq.asked_aspects import AskedAspects, Beyond, states
from bot.faq.few_phrasings import FewPhrasings
from bot.faq.in_its_place import InItsPlace
from bot.faq.match import Match, Unsaid, doubt_of, outcome_of, unsaid_of
from bot.faq.named_members import NamedMembers
from bot.faq.open_points import OpenPoints, detail_clauses
from bot.faq.parts import asks as is_question
from bot.faq.parts import parts
from bot.faq.perhaps_meant import PerhapsMeant
from bot.faq.ranking import Ranker, Ranking
from bot.language.clauses import clauses
from bot.language.question_words import asks, claims, may_ask
from bot.pack.model import Aspect, Entry

BAR = 0.68
"""Confidence from which an entry is given."""
NEAR = 0.5
"""The share of the best score that another entry must have to answer instead."""
SAYS = 0.85
"""The same for one that says something of what most notices leave out."""
CLAIMED = 0.7
"""The same beside an open point where something is claimed."""
AS_NEAR = 0.8
"""The same for one about another thing."""
BESIDE_SILENT = 0.85
"""The same for one that is said along with what the notice leaves open."""
FLOOR = 0.30
"""Confidence from which choices are offered."""
CHOICES = 3
NEARLY_ON = 0.7
"""The share of the pull of what is off the subject from which a text may be on it after all."""
SURELY_OPEN = 0.9
"""The chance of an open point from which the reply says first that the notice does not state it."""
HELD_BACK = 0.25
"""The chance that the entry is the one that is meant, from which it is told with that word, which is no more than a guess
where no aspect is heard."""
LACKS_OPEN = 0.02
"""The same for who lacks a thing, of which no phrasing speaks: 没自己跳出来 lacks nothing."""
LONG_STORY = 4
"""Clauses of a message over which what the story lacks is no longer what is asked about."""
MUCH_LESS = 0.25
"""The share of the chance of the best entry below which another does not answer, though it states what seems to be asked."""
AT_THE_EDGE, LIKELY_ENOUGH = 0.85, 0.3
"""The same from which an entry is told all the same, and the chance that it must have."""
LEAST_OF_STORY, MOST_OF_STORY = 3, 20
"""Clauses of a message that may be a story with asides."""
RATHER_TOLD = 0.5
"""The chance of an entry from which it is told in the place of an action."""
FAINT = 2.0
"""Score of a clause that speaks for anything."""
_SUBJECT = 6.0
"""Score from which an unknown question is taken to be about the notice."""


class ByConfidence:
    """Decides on messages of one pack; `likelihood` is made when it is first needed."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        ranker: Ranker,
        asked: AskedAspects,
        open_points: OpenPoints,
        members: NamedMembers,
        in_its_place: InItsPlace,
        likelihood: Callable[[], FewPhrasings],
    ) -> None:
        self._entries = entries
        self._ranker = ranker
        self._asked = asked
        self._open = open_points
        self._members = members
        self._in_its_place = in_its_place
        self._likelihood = likelihood
        self._perhaps = PerhapsMeant(entries, likelihood)

    def decide(self, ranking: Ranking, text: str, is_part: bool = False) -> Match:
        """The decision by the confidence; beside an entry that is hardly likely alone the next one, but not for a part."""
        if not ranking.candidates:
            return Match("unknown", off=ranking.off.entry)
        confidence = ranking.confidence()
        if self._is_thin(ranking):
            confidence = min(confidence, FLOOR)
        if ranking.off.score >= ranking.score:
            off = self._at_the_edge(ranking, text) if not is_part else None
            is_near = ranking.score >= NEARLY_ON * ranking.off.score
            return off or Match("unknown", score=1 - confidence, off=ranking.off.entry, on_subject=is_near)
        if confidence >= BAR:
            sure = self._sure(ranking, text, confidence)
            return sure if is_part else self._perhaps.with_next(sure, ranking, text)
        if (
            not is_part
            and confidence >= FLOOR
            and (likely := self._likely_enough(ranking, text, _asks(text)))
        ):
            return likely
        choices = self._choices(ranking)
        if confidence >= FLOOR and choices:
            return Match("choices", choices=choices, score=confidence, on_subject=True)
        return Match("unknown", score=confidence, on_subject=ranking.score >= _SUBJECT)

    def _at_the_edge(self, ranking: Ranking, text: str) -> Match | None:
        """The best entry of a text that other talk pulls hardly more, if it is likely: a long story in words of its own."""
        if ranking.score >= AT_THE_EDGE * ranking.off.score:
            return self._likely_enough(ranking, text, _asks(text))
        return self._without_asides(text)

    def _without_asides(self, text: str) -> Match | None:
        """What a story likely asks for without those of its clauses that by themselves speak of something else."""
        said = clauses(text)
        if not LEAST_OF_STORY <= len(said) <= MOST_OF_STORY:
            return None
        alone = [(clause, self._ranker.rank(clause)) for clause in said]
        on = [clause for clause, one in alone if one.candidates and one.score >= max(one.off.score, FAINT)]
        if not 1 < len(on) < len(said):
            return None
        rest = "，".join(on)
        ranking = self._ranker.rank(rest)
        return self._likely_enough(ranking, rest, _asks(text)) if ranking.score > ranking.off.score else None

    def _likely_enough(self, ranking: Ranking, text: str, is_asked: bool) -> Match | None:
        """The likeliest entry of a text for which the confidence is too low, if something `is_asked` and it is likely enough.

        It is told with the word that the notice may not say it.
        """
        if not is_asked or text.isascii():
            return None
        likely = self._likelihood().weighed(ranking, text)[0]
        best = self._entries[likely.entry]
        by_rule = best.member or best.role or best.kind not in ("answer", "not_said")
        if by_rule or likely.chance < LIKELY_ENOUGH or ranking.share_of(best.id) < AS_NEAR:
            return None
        doubt = Unsaid() if best.kind == "answer" else None
        told = Match(outcome_of(best.kind), (best.id,), score=BAR, on_subject=True, doubt=doubt)
        return self._perhaps.with_next(told, ranking, text)

    def _sure(self, ranking: Ranking, text: str, confidence: float) -> Match:
        """The best entry, or one near it that states what is asked for; else that the notice does not state it."""
        claimed = claims(text)
        entry = self._rather_than_action(self._best(ranking, claimed), ranking, text)
        entry = self._in_its_place.of(ranking, text, entry)
        apart = (
            self._members.apart(text)
            if ranking.member and entry.member
            else self._members.told_apart(text, entry)
        )
        if apart is not None:
            return apart
        missing = self._asked.missing(text, entry) if entry.kind == "answer" else None
        if missing is not None and (other := self._stating(ranking, entry, missing)):
            entry = entry if self._is_much_likelier(entry, other, ranking, text) else other
        lacking, gap = "", Beyond()
        if entry.kind == "answer":
            # Who claims that one thing does in the place of another does not ask what holds without it.
            lacking = "" if claimed else self._lacking(ranking, text, entry)
            gap = self._open.beside(text, ranking, entry)
        is_open = gap.chance >= SURELY_OPEN and not entry.member and not parts(text)
        doubt = doubt_of(gap)
        if is_open or (lacking and gap.chance >= LACKS_OPEN):
            is_heard = is_open and (gap.aspect or gap.details)
            unsaid = Unsaid(lacking=lacking, likely=True) if lacking and not is_heard else unsaid_of(gap)
            is_plain = is_open and gap.aspect is not None
            if is_plain or self._chance(entry, ranking, text) < HELD_BACK:
                return Match(
                    "not_said", (entry.id,), score=confidence, on_subject=True, unsaid={entry.id: unsaid}
                )
            doubt = unsaid
        named, words = self._members.listed(text, ranking.features.members)
        entries = (
            named
            if ranking.member and entry.member
            else (entry.id, *self._beside_silent(ranking, text, entry))
        )
        kind = "answer" if len(entries) > 1 else outcome_of(entry.kind)
        return Match(kind, entries, (), confidence, words, True, doubt=doubt)

    def _rather_than_action(self, best: Entry, ranking: Ranking, text: str) -> Entry:
        """The entry that a story likely means in the place of an action: 退休证拿了又返聘，我够不够格 is more than a request."""
        if best.kind != "action" or text.isascii():
            return best
        likely = self._likelihood().weighed(ranking, text)[0]
        entry = self._entries[likely.entry]
        return entry if likely.chance >= RATHER_TOLD and entry.kind == "answer" else best

    def _lacking(self, ranking: Ranking, text: str, entry: Entry) -> str:
        """The concept of which a text says that there is none and of which an entry does not speak; empty if there is none.

        Of a long story only where it asks: 去年没看见结果，以为没评上…走这条路发不发文 lacks no result.
        """
        asking = detail_clauses(text)
        is_story = len(clauses(text)) > LONG_STORY and not text.isascii()
        found = self._ranker.evidence("，".join(asking)).features if is_story else ranking.features
        return self._ranker.unspoken(found, entry.id)

    def _is_much_likelier(self, entry: Entry, other: Entry, ranking: Ranking, text: str) -> bool:
        """Whether an entry is so much likelier meant than one that states what seems to be asked that it is told all the same."""
        return self._chance(other, ranking, text) < MUCH_LESS * self._chance(entry, ranking, text)

    def _chance(self, entry: Entry, ranking: Ranking, text: str) -> float:
        """How likely (0–1) an entry of a ranking answers a normalised text."""
        likely = self._likelihood().weighed(ranking, text)
        return next((one.chance for one in likely if one.entry == entry.id), 0.0)

    def _best(self, ranking: Ranking, claimed: bool) -> Entry:
        """The best entry; in the place of an open point, one nearly as likely that says something of it.

        That is so of what most notices leave open, and where something is `claimed`: mostly of what the notice says.
        """
        best = self._entries[ranking.candidates[0].entry]
        if best.kind != "not_said" or not (best.shared or claimed):
            return best
        share = SAYS if best.shared else CLAIMED
        near = (one.entry for one in ranking.candidates if one.score >= share * ranking.score)
        saying = (one for one in map(self._entries.__getitem__, near) if one.kind == "answer")
        if claimed:
            return next(saying, best)
        return next((one for one in saying if states(one, best.aspects[0])), best)

    def _beside_silent(self, ranking: Ranking, text: str, entry: Entry) -> tuple[str, ...]:
        """The entry of the same thing that a text may mean nearly as well as one of what the notice leaves open.

        Both are said, unless the text asks clearly for what is left open.
        """
        if entry.kind != "not_said" or entry.only_for or self._asked.answers(text, entry, 1):
            return ()
        near = (
            self._entries[one.entry]
            for one in ranking.candidates
            if one.score >= BESIDE_SILENT * ranking.score
        )
        return tuple(islice((one.id for one in near if one.kind == "answer" and _is_beside(entry, one)), 1))

    def _stating(self, ranking: Ranking, best: Entry, aspect: Aspect) -> Entry | None:
        """The likeliest entry near the best that states an aspect; None if none does.

        Beside a member, which may be named in passing, any entry will do.
        """
        near = (one for one in ranking.candidates[1:] if one.score >= NEAR * ranking.score)
        entries = (self._entries[one.entry] for one in near)
        stating = (one for one in entries if one.kind in ("answer", "not_said") and states(one, aspect))
        others = {one.entry for one in ranking.candidates if one.score >= AS_NEAR * ranking.score}
        return next(
            (one for one in stating if best.member or _is_beside(best, one) or one.id in others), None
        )

    def _is_thin(self, ranking: Ranking) -> bool:
        """Whether several foreign words were said of which at most one is known: '; DROP TABLE."""
        words = [name for name in ranking.features.names if name[0] == "w"]
        is_foreign = len(words) > 1 and not any(name[0] in "ubp" for name in ranking.features.names)
        return is_foreign and sum(name in self._ranker.index.postings for name in words) < 2

    def _choices(self, ranking: Ranking) -> tuple[str, ...]:
        """The entries to offer: those that could be meant, no small talk."""
        near = [candidate for candidate in ranking.candidates if candidate.score >= 0.5 * ranking.score]
        return tuple(
            candidate.entry for candidate in near if self._entries[candidate.entry].kind != "smalltalk"
        )[:CHOICES]


def _asks(text: str) -> bool:
    """Whether a text asks something or wants something confirmed."""
    return may_ask(text) or asks(text) or claims(text) or is_question(text)


def _is_beside(one: Entry, other: Entry) -> bool:
    """Whether two entries are about one thing, or stand in one clause of the notice."""
    return one.topic == other.topic or not {*one.clauses}.isdisjoint(other.clauses)
