"""A message → the decision: answer, offer choices, say that the notice does not say, act, or say that it was not understood.

Better no answer than a wrong one: an answer needs a confidence above the bar; choices are offered down to the floor;
below that the bot says that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice

from bot.faq.asked_aspects import AskedAspects, Beyond, states
from bot.faq.asked_words import Naming
from bot.faq.entries_beside import EntriesBeside
from bot.faq.entry_texts import EntryTexts
from bot.faq.few_phrasings import FewPhrasings
from bot.faq.index import Index, bare
from bot.faq.match import MOST_ENTRIES, SURE, Match, Unsaid, doubt_of, outcome_of, unsaid_of
from bot.faq.named_members import NamedMembers
from bot.faq.named_things import NamedThings
from bot.faq.open_points import OpenPoints
from bot.faq.parts import asks, broken, parted_at_seams, parts, pieces, story_and_question, unclosed
from bot.faq.perhaps_meant import PerhapsMeant
from bot.faq.question_traits import traits_of
from bot.faq.ranking import Ranker, Ranking
from bot.faq.several import Several
from bot.language.normalize import normalize
from bot.language.other_years import asks_of_another_year
from bot.language.question_words import claims, may_ask
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.word_finder import WordFinder
from bot.pack.model import OTHER_YEAR, Aspect, Entry, Pack

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
SHORTEST_ASKED = 4
"""Characters of a question beside a story from which it may mean something by itself."""
ASKED_ALONE = 0.9
"""How sure its own answer must be to be told too."""
ASKED_TOO = 0.25
"""The share of its best score from which an entry of the story answers the question as well."""
ASKED_IN_ALL = 0.46
"""The share of the best score of the whole message from which it is about what the question means by itself."""
_LETTER = re.compile(r"[^\W\d_]")
NEARLY_ON = 0.7
"""The share of the pull of what is off the subject from which a text may be on it after all."""
BROKEN_BELOW = 0.85
"""Confidence below which several questions without a sign between them may be meant."""
PARTED = 0.9
"""Confidence of each of them from which they are, whatever the whole is like."""
MUCH_LESS = 0.25
"""The share of the chance of the best entry below which another does not answer, though it states what seems to be asked."""
MANY, PARTED_OF_MANY = 3, 0.8
"""The same of so many, which nobody asks by chance."""
SURELY_OPEN = 0.9
"""The chance of an open point from which the reply says first that the notice does not state it."""
LACKS_OPEN = 0.02
"""The same for who lacks a thing, of which no phrasing speaks: 没自己跳出来 lacks nothing."""


class Matcher:
    """Matches messages against one pack. Pure: the same message gives the same match."""

    def __init__(
        self, pack: Pack, index: Index, ranker: Ranker, asked: AskedAspects, texts: EntryTexts
    ) -> None:
        self._asked = asked
        self._open = OpenPoints(pack, texts, ranker, asked)
        self._naming = Naming(pack, NamedThings(pack, texts, ranker), self._open, few=index.tables.few)
        self._entries: Mapping[str, Entry] = pack.entries
        self._year = pack.facts.year
        self._asked_of_a_year = tuple(map(normalize, pack.facts.words.get("asked_of_a_year", ())))
        self._called = WordFinder(map(normalize, pack.facts.called))
        self._other_years = next((entry for entry in pack.entries.values() if entry.role == OTHER_YEAR), None)
        self._instead = [entry for entry in pack.entries.values() if entry.instead_for]
        self._beside = EntriesBeside(pack, index.lexicon)
        self._members = NamedMembers(pack, index)
        few = index.tables.few
        self._make_likely = partial(
            FewPhrasings, pack, texts, ranker, asked, self._open, self._members, self._in_its_place, BAR
        )
        self._perhaps = PerhapsMeant(pack.entries, lambda: self._likely)
        self._few = few
        self._several = Several(
            pack.entries,
            ranker,
            asked,
            self._open,
            texts,
            self._exact,
            self._meant_alone,
            self._decide_part,
            few=few,
        )
        self._ranker = ranker
        self._index = index
        self._matched = remembered(TEXTS_KEPT)(self._match)

    @cached_property
    def _likely(self) -> FewPhrasings:
        """Made when it is first needed: a pack with many phrasings seldom needs it."""
        return self._make_likely()

    @property
    def few(self) -> bool:
        """Whether the answers of the pack have few phrasings."""
        return self._few

    def match(self, message: str) -> Match:
        """Match a message as typed, by itself."""
        return self._matched(message)

    def _match(self, message: str) -> Match:
        text = self._index.question(message)
        if not _LETTER.search(text):
            return Match("unknown")
        plain = self._called.sub(text)
        is_called = plain != text and bare(plain) != ""
        exact = next(filter(None, map(self._exact, self._barer(text, plain if is_called else ""))), None)
        exact = exact or self._members.alone(text)
        if exact:
            return exact
        text = broken(text)
        match = self._several.match(text) or self._with_asked(self._decide(self._heard_out(text), text), text)
        if is_called:
            match = self._without_name(match, plain)
        match = self._parted(text, match)
        if match.outcome in ("unknown", "choices"):
            is_unknown = match.outcome == "unknown"
            match = self._members.in_a_piece(text) or self._members.in_a_trade(text, is_unknown) or match
        return self._naming.named(self._with_told(match, text), text, message)

    def _parted(self, text: str, match: Match) -> Match:
        """The answers to several questions that stand in a text without a sign between them; `match` if there are none."""
        starts = {start for places in self._index.lexicon.spans(text).values() for start, _ in places}
        parted = parted_at_seams(text, self._index.is_familiar, starts)
        found = self._several.match(parted) if parted != text else None
        doubted = match.outcome in ("unknown", "choices") or match.score < BROKEN_BELOW
        if found is None:
            return match
        many = len(found.entries) >= MANY and found.score >= PARTED_OF_MANY
        return found if doubted or many or found.score >= PARTED else match

    @staticmethod
    def _barer(text: str, plain: str) -> Iterator[str]:
        """A text, what is left of it without the name of what all is about, and both without the word that closes them."""
        for said in filter(None, (text, plain)):
            yield said
            rest = unclosed(said)
            if rest != said:
                yield rest

    def _without_name(self, match: Match, plain: str) -> Match:
        """What a text means without the name of what everything here is about, which tells nothing; `match` is with it."""
        ranking = self._heard_out(plain)
        alone = self._decide(ranking, plain)
        if alone.outcome != "answer":
            return match
        rather = match.outcome == "answer" and ranking.share_of(match.entries[0]) >= NEAR
        return match if rather else alone

    def _with_asked(self, match: Match, text: str) -> Match:
        """A match with what the only question of a message means by itself, behind what is told of the story beside it.

        Only where the story's own answers are not what that question asks for: 我是老会员，年费是不是可以免.
        """
        said = list(pieces(text))
        asking = [piece for piece in said if asks(piece)]
        if match.outcome not in ("answer", "not_said") or match.unsaid or len(said) < 2 or len(asking) != 1:
            return match
        if len(asking[0]) < SHORTEST_ASKED:
            return match
        alone = self._ranker.rank(asking[0])
        asked = self._exact(asking[0]) or self._decide(alone, asking[0])
        if asked.outcome != "answer" or asked.unsaid or asked.score < ASKED_ALONE:
            return match
        held = any(id in asked.entries or alone.share_of(id) >= ASKED_TOO for id in match.entries)
        if held or self._ranker.rank(text).share_of(asked.entries[0]) < ASKED_IN_ALL:
            return match
        entries = (*match.entries, *asked.entries)[:MOST_ENTRIES]
        return replace(match, entries=entries, words={**match.words, **asked.words}, outcome="answer")

    def asks_of_another_year(self, message: str) -> bool:
        """Whether a few words ask of another year than the notice's, for which an entry stands: 明年呢."""
        match = self.match(message) if len(message) <= SHORTEST_ASKED else None
        return (
            match is not None and self._other_years is not None and match.entries == (self._other_years.id,)
        )

    def nearest_of(self, message: str, ids: Collection[str], share: float = NEAR) -> str | None:
        """Of some entries the one that a message means most, if it has this share of the best score."""
        ranking = self._ranker.rank(self._index.question(message))
        near = (one for one in ranking.candidates if one.entry in ids and one.score >= share * ranking.score)
        return next((one.entry for one in near), None)

    def familiarity(self, message: str) -> int:
        """How many pairs of neighbouring characters of a message stand in phrasings on the subject."""
        return self._index.familiarity(message)

    def traits(self, message: str) -> Mapping[str, float]:
        """What a question is like, to compare it with others: see `traits_of`."""
        return traits_of(self._ranker, self._index.question(message))

    def _heard_out(self, text: str) -> Ranking:
        """A story counts for half beside the question at its end: a member named in passing is not what is asked."""
        story, question = story_and_question(text)
        return self._ranker.rank(question, story)

    def _exact(self, text: str) -> Match | None:
        """A match for a message that is exactly a phrasing."""
        entry = self._index.exact(text)
        kind = self._entries[entry].kind if entry else "off_topic"
        if entry is None or kind == "off_topic":
            return None
        return Match(kind, (entry,), score=SURE, on_subject=True)

    def _meant_alone(self, text: str) -> Match | None:
        """A match for what is exactly a phrasing, or a member or a thing that may be one and whether it is covered."""
        return self._exact(text) or self._members.alone(text)

    def _decide_part(self, ranking: Ranking, text: str) -> Match:
        """The decision on a part of a message, beside which others are answered too."""
        return (
            self._likely.decide(ranking, text, 1) if self._few else self._by_bar(ranking, text, is_part=True)
        )

    def _decide(self, ranking: Ranking, text: str) -> Match:
        """The decision by the confidence; where that would ask back, up to three entries that are likely meant together.

        Whoever only names a thing is asked what of it he means.
        """
        if self._few:
            return self._likely.decide(ranking, text)
        sure = self._by_bar(ranking, text)
        if sure.outcome != "choices" or text.isascii() or not (may_ask(text) or asks(text)):
            return sure
        likely = self._likely.decide(ranking, text)
        return likely if likely.outcome in ("answer", "not_said") else sure

    def _by_bar(self, ranking: Ranking, text: str, is_part: bool = False) -> Match:
        """The decision by the confidence; beside an entry that is hardly likely alone the next one, but not for a part."""
        if not ranking.candidates:
            return Match("unknown", off=ranking.off.entry)
        confidence = ranking.confidence()
        if self._is_thin(ranking):
            confidence = min(confidence, FLOOR)
        if ranking.off.score >= ranking.score:
            is_near = ranking.score >= NEARLY_ON * ranking.off.score
            return Match("unknown", score=1 - confidence, off=ranking.off.entry, on_subject=is_near)
        if confidence >= BAR:
            sure = self._sure(ranking, text, confidence)
            return sure if is_part else self._perhaps.with_next(sure, ranking, text)
        choices = self._choices(ranking)
        if confidence >= FLOOR and choices:
            return Match("choices", choices=choices, score=confidence, on_subject=True)
        return Match("unknown", score=confidence, on_subject=ranking.score >= _SUBJECT)

    def _sure(self, ranking: Ranking, text: str, confidence: float) -> Match:
        """The best entry, or one near it that states what is asked for; else that the notice does not state it."""
        claimed = claims(text)
        entry = self._best(ranking, claimed)
        entry = self._in_its_place(ranking, text, entry)
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
            lacking = "" if claimed else self._ranker.unspoken(ranking.features, entry.id)
            gap = self._open.beside(text, ranking, entry)
        is_open = gap.chance >= SURELY_OPEN and not entry.member and not parts(text)
        if is_open or (lacking and gap.chance >= LACKS_OPEN):
            is_heard = is_open and (gap.aspect or gap.details)
            unsaid = Unsaid(lacking=lacking) if lacking and not is_heard else unsaid_of(gap)
            return Match(
                "not_said", (entry.id,), score=confidence, on_subject=True, unsaid={entry.id: unsaid}
            )
        named, words = self._members.listed(text, ranking.features.members)
        entries = (
            named
            if ranking.member and entry.member
            else (entry.id, *self._beside_silent(ranking, text, entry))
        )
        kind = "answer" if len(entries) > 1 else outcome_of(entry.kind)
        return Match(kind, entries, (), confidence, words, True, doubt=doubt_of(gap))

    def _is_much_likelier(self, entry: Entry, other: Entry, ranking: Ranking, text: str) -> bool:
        """Whether an entry is so much likelier meant than one that states what seems to be asked that it is told all the same."""
        chances = {one.entry: one.chance for one in self._likely.weighed(ranking, text)}
        return chances[other.id] < MUCH_LESS * chances[entry.id]

    def _in_its_place(self, ranking: Ranking, text: str, entry: Entry) -> Entry:
        """What answers in the place of an entry for another title or another year."""
        if entry.kind != "answer" or entry.tells or entry.member:
            return entry
        if self._is_of_the_year(entry) and asks_of_another_year(text, self._year, self._asked_of_a_year):
            return self._other_years or entry
        names = ranking.features.names
        return next(
            (one for one in self._instead if any(f"c{name}" in names for name in one.instead_for)), entry
        )

    def _is_of_the_year(self, entry: Entry) -> bool:
        """Whether what an entry says holds in the notice's year alone."""
        return "{date." in entry.answer or str(self._year) in entry.answer

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

    def _with_told(self, match: Match, text: str) -> Match:
        """A match with what else the words of a text call for."""
        if match.outcome not in ("answer", "not_said") or (match.outcome == "not_said" and match.unsaid):
            return match
        entries, words = match.entries, match.words
        if self._beside.of_many(entries, text):
            members, named = self._members.listed(text)
            entries, words = tuple(dict.fromkeys((*entries, *members))), {**named, **words}
        entries = (*entries, *self._beside.called(entries, text))[:MOST_ENTRIES]
        answers = any(self._entries[id].kind == "answer" for id in entries)
        return replace(match, entries=entries, words=words, outcome="answer" if answers else match.outcome)

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
        return is_foreign and sum(name in self._index.postings for name in words) < 2

    def _choices(self, ranking: Ranking) -> tuple[str, ...]:
        """The entries to offer: those that could be meant, no small talk."""
        near = [candidate for candidate in ranking.candidates if candidate.score >= 0.5 * ranking.score]
        return tuple(
            candidate.entry for candidate in near if self._entries[candidate.entry].kind != "smalltalk"
        )[:CHOICES]


def _is_beside(one: Entry, other: Entry) -> bool:
    """Whether two entries are about one thing, or stand in one clause of the notice."""
    return one.topic == other.topic or not {*one.clauses}.isdisjoint(other.clauses)


_SUBJECT = 6.0
"""Score from which an unknown question is taken to be about the notice."""
