"""A message → the decision: answer, offer choices, say that the notice does not say, act, or say that it was not understood.

What is exactly a phrasing needs no decision; a message is taken apart where it asks several things; the rest is decided by the
confidence, or in a pack with few phrasings by the likelihood.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial

from bot.faq.asked_aspects import AskedAspects
from bot.faq.asked_words import Naming
from bot.faq.by_confidence import BAR, NEAR, ByConfidence
from bot.faq.entries_beside import EntriesBeside
from bot.faq.entry_texts import EntryTexts
from bot.faq.few_phrasings import FewPhrasings
from bot.faq.in_its_place import InItsPlace
from bot.faq.index import Index, bare
from bot.faq.match import MOST_ENTRIES, SURE, Match
from bot.faq.named_members import NamedMembers
from bot.faq.named_things import NamedThings
from bot.faq.open_points import OpenPoints
from bot.faq.parts import asks, broken, parted_at_seams, pieces, story_and_question, unclosed
from bot.faq.question_traits import traits_of
from bot.faq.ranking import Ranker, Ranking
from bot.faq.several import Several
from bot.language.normalize import normalize
from bot.language.question_words import may_ask
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.word_finder import WordFinder
from bot.pack.model import Entry, Pack

SHORTEST_ASKED = 4
"""Characters of a question beside a story from which it may mean something by itself."""
ASKED_ALONE = 0.9
"""How sure its own answer must be to be told too."""
ASKED_TOO = 0.25
"""The share of its best score from which an entry of the story answers the question as well."""
ASKED_IN_ALL = 0.46
"""The share of the best score of the whole message from which it is about what the question means by itself."""
_LETTER = re.compile(r"[^\W\d_]")
BROKEN_BELOW = 0.85
"""Confidence below which several questions without a sign between them may be meant."""
PARTED = 0.9
"""Confidence of each of them from which they are, whatever the whole is like."""
MANY, PARTED_OF_MANY = 3, 0.8
"""The same of so many, which nobody asks by chance."""


class Matcher:
    """Matches messages against one pack. Pure: the same message gives the same match."""

    def __init__(
        self, pack: Pack, index: Index, ranker: Ranker, asked: AskedAspects, texts: EntryTexts
    ) -> None:
        self._asked = asked
        self._open = OpenPoints(pack, texts, ranker, asked)
        self._naming = Naming(pack, NamedThings(pack, texts, ranker), self._open, few=index.tables.few)
        self._entries: Mapping[str, Entry] = pack.entries
        self._called = WordFinder(map(normalize, pack.facts.called))
        self._in_its_place = InItsPlace(pack)
        self._beside = EntriesBeside(pack, index.lexicon)
        self._members = NamedMembers(pack, index)
        few = index.tables.few
        self._make_likely = partial(
            FewPhrasings, pack, texts, ranker, asked, self._open, self._members, self._in_its_place.of, BAR
        )
        self._confidence = ByConfidence(
            pack.entries,
            ranker,
            asked,
            self._open,
            self._members,
            self._in_its_place,
            lambda: self._likely,
        )
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
            lambda ranking, text: self._likely.weighed(ranking, text),
            few=few,
        )
        self._ranker = ranker
        self._index = index
        self._matched = remembered(TEXTS_KEPT)(self._match)

    @cached_property
    def _likely(self) -> FewPhrasings:
        """Made when it is first needed, so that nothing waits for it at the start."""
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
        if match.outcome in ("unknown", "choices") or match.score <= BAR:
            match = self._members.in_a_piece(text) or self._members.in_a_trade(text) or match
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
        other = self._in_its_place.other_years
        if other is None or len(message) > SHORTEST_ASKED:
            return False
        return self.match(message).entries == (other.id,)

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
            self._likely.decide(ranking, text, 1)
            if self._few
            else self._confidence.decide(ranking, text, is_part=True)
        )

    def _decide(self, ranking: Ranking, text: str) -> Match:
        """The decision by the confidence; where that would ask back, up to three entries that are likely meant together.

        Whoever only names a thing is asked what of it he means.
        """
        if self._few:
            return self._likely.decide(ranking, text)
        sure = self._confidence.decide(ranking, text)
        if sure.outcome != "choices" or text.isascii() or not (may_ask(text) or asks(text)):
            return sure
        likely = self._likely.decide(ranking, text)
        return likely if likely.outcome in ("answer", "not_said") else sure

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
