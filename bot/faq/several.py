"""Several questions in one message: cut at its signs, of things named beside one another, or meant nearly alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.faq.asked_aspects import AskedAspects
from bot.faq.coordination import Spread, spread
from bot.faq.entry_texts import EntryTexts
from bot.faq.index import bare
from bot.faq.likelihood import Likely
from bot.faq.match import MOST_ENTRIES, Match, doubt_of
from bot.faq.open_points import OpenPoints
from bot.faq.parts import QuestionPart, asks, linked, parts, pieces
from bot.faq.ranking import Ranker, Ranking
from bot.language.clauses import clauses
from bot.language.word_finder import finder
from bot.pack.model import UNLISTED, Entry

BAR = 0.70
"""Confidence that each of several questions in one message needs."""
SURE_OF_ALL = 0.9
"""The same of one entry for all of them."""
MEANT = 0.85
"""The share of the best score from which an entry may be meant by one of several questions."""
TELLING = 4.0
"""The score from which a part of a message is read by itself first, and not with what it leans on."""
RIVAL = 0.7
"""The share of the best score from which an entry is meant as well if a piece of the message asks for it."""
OWN_PIECE = 6.0
"""The score that the piece must give it."""
BORNE_OUT = 0.8
"""The share of the best score from which the whole message bears out what a part of it may mean."""
BORNE_OUT_BAR = 0.45
"""Confidence that such a part needs."""
HALF = 0.5
"""The same for what is meant without one of several things that the message names."""
MORE_SUPPORT = 0.2
"""How much more of that share what a part means with the words beside it must have, to be read so first."""
HINGES = 0.25
"""The share of its score that an entry loses without the thing that it hinges on."""
LIKELY = 0.3
"""The chance of an entry for a whole message from which it is told though no part means it."""
MAY_MEAN = 0.05
"""The same of what a part means, to be told beside it."""
TWO, HELD = 2, 0.6
"""Entries of which each is told unless the other holds so much of what it begins with."""
MOST_THINGS = 6
"""Things that a message may name beside one another."""

Decide = Callable[[Ranking, str], Match]
"""The decision on a text by its ranking."""
Weighed = Callable[[Ranking, str], Sequence[Likely]]
"""How likely each of the entries of a ranking answers a text."""


class Several:
    """Finds the several questions of messages, matched against one pack."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        ranker: Ranker,
        asked: AskedAspects,
        open_points: OpenPoints,
        texts: EntryTexts,
        exact: Callable[[str], Match | None],
        alone: Callable[[str], Match | None],
        decide: Decide,
        weighed: Weighed,
        *,
        few: bool,
    ) -> None:
        self._entries = entries
        self._ranker = ranker
        self._lexicon = ranker.index.lexicon
        self._asked = asked
        self._open = open_points
        self._texts = texts
        self._exact = exact
        self._alone = alone
        self._decide = decide
        self._weighed = weighed
        self._few = few
        self._unlisted = frozenset(id for id, entry in entries.items() if entry.role == UNLISTED)

    def match(self, text: str) -> Match | None:
        """The answers to the several questions of a normalised text; None if it holds one, or one entry answers all."""
        if self._few:  # whose scores bear out nothing that is not likely by itself
            return self._asked_apart(text)
        return self._asked_apart(text) or self._things(text) or self._rivals(text)

    def _asked_apart(self, text: str) -> Match | None:
        """The answers to questions between the signs of a text, or of what its words link."""
        asked = parts(text)
        if asked and self._answers_all(text, asked):
            return None
        whole = self._ranker.rank(text)
        return (
            self._each(asked, whole, text)
            or self._listed(text)
            or self._each(linked(self._question_in(text)), whole, text, every=True)
        )

    @staticmethod
    def _question_in(text: str) -> str:
        """The only clause of a text that asks, or all of it."""
        asking = [clause for clause in clauses(text) if asks(clause)]
        return asking[0] if len(asking) == 1 and not text.isascii() else text

    def _answers_all(self, text: str, asked: Sequence[QuestionPart]) -> bool:
        """Whether what a text asks for most clearly states all that its questions ask for, and each of them may mean it."""
        ranking = self._ranker.rank(text)
        if not ranking.candidates or ranking.confidence() < SURE_OF_ALL:
            return False
        entry = self._entries[ranking.candidates[0].entry]
        if self._ranker.lacks_as(ranking.features, entry.id):
            return True  # of those who lack a thing it speaks, and no part of the message may
        if entry.kind != "answer" or entry.member or not self._asked.answers(text, entry, len(asked)):
            return False
        rankings = [self._ranker.rank(part.text, part.beside) for part in asked]
        if any(self._means_another(part, entry) for part in asked):
            return False
        return all(one.share_of(entry.id) >= MEANT for one in rankings)

    def _means_another(self, part: QuestionPart, entry: Entry) -> bool:
        """Whether a part of a message surely means another entry by itself, whose facts this one does not hold."""
        alone = self._ranker.rank(part.text)
        if not alone.candidates or alone.score < TELLING or alone.confidence() < BAR:
            return False
        best = self._entries[alone.candidates[0].entry]
        is_another = best is not entry and best.id not in entry.covers and best.kind == "answer"
        return is_another and alone.share_of(entry.id) < RIVAL

    def _each(
        self, asked: Sequence[QuestionPart], whole: Ranking, text: str, every: bool = False
    ) -> Match | None:
        """The answers to the parts of a message; None unless two of them (or `every` one) have one."""
        answered: list[tuple[str, Match]] = []
        unheard: list[str] = []
        for part in asked:
            match = self._part(part, whole)
            if match is not None:
                answered.append((part.text, match))
            elif every:
                return None
            else:
                unheard.append(part.text)
        together = self._together([match for _, match in answered], every)
        if together is None:
            return None
        if len(asked) <= TWO and not every and (rather := self._rather(together, whole, text)) is not None:
            return rather
        told = {id for one in together.entries for id in (one, *self._entries[one].covers)}
        left = [text for text, match in answered if told.isdisjoint(match.entries)]
        return replace(together, left=(*left, *filter(bare, unheard)))

    def _rather(self, together: Match, whole: Ranking, text: str) -> Match | None:
        """What a whole message likely means, if none of its parts means that: they are pieces of one story.

        What its parts mean is told too where the whole message may mean it as well.
        """
        if not whole.candidates or text.isascii():
            return None
        chances = {one.entry: one.chance for one in self._weighed(whole, text)}
        held = {id for one in together.entries for id in (one, *self._entries[one].covers)}
        likely = [id for id in chances if chances[id] >= LIKELY and id not in held and self._states(id)]
        if not likely:
            return None
        others = [id for id in together.entries if chances.get(id, 0.0) >= MAY_MEAN]
        words = {id: word for id, word in together.words.items() if id in others}
        unsaid = {id: one for id, one in together.unsaid.items() if id in others}
        entries = (*likely, *others)[:MOST_ENTRIES]
        return replace(together, entries=entries, words=words, unsaid=unsaid)

    def _states(self, id: str) -> bool:
        """Whether an entry states something that holds whatever member is named."""
        entry = self._entries[id]
        return entry.kind == "answer" and not entry.member

    def _together(self, sure: Sequence[Match], every: bool = False) -> Match | None:
        """Several matches as one; None if they are not several."""
        if len(sure) < 2:
            return None
        entries = self._all_entries(sure)
        is_one = len({match.entries for match in sure}) < 2
        if is_one or not any(match.outcome == "answer" for match in sure) or (every and len(entries) < 2):
            return None
        words = {entry: word for match in sure for entry, word in match.words.items()}
        unsaid = {entry: one for match in sure for entry, one in match.unsaid.items()}
        score = min(match.score for match in sure)
        doubt = next((match.doubt for match in sure if match.doubt), None)
        telling = {pair: tells for match in sure for pair, tells in match.telling.items()}
        return Match("answer", entries, (), score, words, True, unsaid=unsaid, doubt=doubt, telling=telling)

    def _part(self, part: QuestionPart, whole: Ranking) -> Match | None:
        """The answer to a part of a message by itself, or with what it leans on; None if none is sure."""
        members = bool(self._lexicon.members(part.beside)[1])
        told = self._lexicon.concepts(part.beside)
        alone, leaning = self._ranker.rank(part.text), self._ranker.rank(part.text, part.beside)
        # 总的95呢 says too little by itself.
        more = part.told and _support(leaning, whole) >= _support(alone, whole) + MORE_SUPPORT
        by_itself = alone.score >= TELLING and not more
        for ranking in (alone, leaning) if by_itself else (leaning, alone):
            match = self._exact(part.text) or self._decide(ranking, part.text)
            # 名单里有我们没 leans on the things that were named before it, 送哪个部门审 on 我们是省直单位.
            is_else = not told.isdisjoint(name for id in match.entries for name in self._entries[id].unless)
            leans = ranking is alone and (is_else or (members and self._is_unlisted(match)))
            if match.outcome in ("answer", "not_said") and match.score >= BAR and not leans:
                return match
        return None if self._few else self._borne_out(alone, whole)

    def _is_unlisted(self, match: Match) -> bool:
        """Whether a match is for what might be a member of a kind and is none."""
        return len(match.entries) == 1 and match.entries[0] in self._unlisted

    def _borne_out(self, alone: Ranking, whole: Ranking, share: float = BORNE_OUT) -> Match | None:
        """What a part may mean, if the whole message speaks for it by this share of what it speaks for most."""
        if not alone.candidates or alone.off.score >= alone.score or alone.confidence() < BORNE_OUT_BAR:
            return None
        entry = alone.candidates[0].entry
        if self._entries[entry].kind != "answer" or whole.share_of(entry) < share:
            return None
        return Match("answer", (entry,), (), alone.confidence(), on_subject=True)

    def _all_entries(self, matches: Sequence[Match]) -> tuple[str, ...]:
        """The entries of several matches, in order, without those that another one holds too."""
        entries = tuple(dict.fromkeys(entry for match in matches for entry in match.entries))
        unsaid = {entry for match in matches for entry in match.unsaid}
        held = {
            other
            for place, entry in enumerate(entries)
            for other in self._entries[entry].covers
            if other in entries[place + 1 :]
            and other not in unsaid
            and self._texts.holds(self._entries[entry], self._entries[other], HELD)
        }
        return tuple(entry for entry in entries if entry not in held)[:MOST_ENTRIES]

    def _listed(self, text: str) -> Match | None:
        """The answers for each of the things of which a text asks one question: 论文和项目要交什么."""
        listed = spread(text, self._lexicon.known_in(text))
        found = [(one.thing, self._of_listed(one)) for one in listed]
        sure = [(thing, match) for thing, match in found if match is not None]
        together = self._together([match for _, match in sure])
        if together is None:
            return None
        return replace(together, left=tuple(thing for thing, match in found if (thing, match) not in sure))

    def _of_listed(self, one: Spread) -> Match | None:
        """The answer for one of several things; what it means by itself if nothing states what is asked of it: 各有啥讲究."""
        for said, bar in ((one.text, BAR), (one.thing, SURE_OF_ALL)):
            match = self._alone(said) or self._decide(self._ranker.rank(said), said)
            if match.outcome in ("answer", "not_said") and match.score >= bar:
                return match
        return None

    def _things(self, text: str) -> Match | None:
        """The answers for each of several things of which a text asks one question: 有论文也有课题，各要哪些页.

        A thing is a concept of the pack without whose words another entry is meant, which hinges on another thing.
        """
        if text.isascii() or not finder("linking", "each_of").stands_in(text):
            return None
        spans = self._lexicon.spans(text)
        if not 2 <= len(spans) <= MOST_THINGS:
            return None
        whole = self._ranker.rank(text)
        rests = {thing: _left_without(text, places) for thing, places in spans.items()}
        meant = filter(None, [self._meant_without(rest, whole) for rest in rests.values()])
        return self._together(self._hinging(meant, text, rests))

    def _meant_without(self, rest: str, whole: Ranking) -> Match | None:
        """What a message means without one of its things; None if that is not sure."""
        ranking = self._ranker.rank(rest)
        match = self._decide(ranking, rest)
        if match.outcome in ("answer", "not_said") and match.score >= BAR:
            return match
        return self._borne_out(ranking, whole, HALF)

    def _hinging(self, meant: Iterable[Match], text: str, rests: Mapping[str, str]) -> list[Match]:
        """The matches whose entry loses most of its score without a thing of its own, in the order of these things in a text.

        `rests` is what is left of the text without each thing.
        """
        full = self._ranker.evidence(text).scores
        left = {thing: self._ranker.evidence(rest).scores for thing, rest in rests.items()}
        taken: dict[str, Match] = {}
        for match in meant:
            entry = match.entries[0]
            hinge = min(left, key=lambda thing: left[thing].get(entry, 0.0))
            score = full.get(entry, 0.0)
            if score and left[hinge].get(entry, 0.0) <= (1 - HINGES) * score:
                taken.setdefault(hinge, match)
        return [taken[thing] for thing in rests if thing in taken]

    def _rivals(self, text: str) -> Match | None:
        """The entries that a message means nearly alike, each by a piece of its own; None if there are not several.

        Such a message asks once of several things, or of one without a word that asks.
        """
        ranking = self._ranker.rank(text)
        near = {one.entry for one in ranking.candidates if one.score >= RIVAL * ranking.score}
        held = {other for id in near for other in self._entries[id].covers}
        if len(near - held) < 2 or ranking.off.score >= ranking.score:
            return None
        meant = dict(self._meant_by(pieces(text), near))
        if len(meant) < 2 or ranking.candidates[0].entry not in meant:
            return None
        gap = min(
            (self._open.beside(text, ranking, self._entries[id]) for id in meant), key=lambda one: one.chance
        )
        entries, score = tuple(meant)[:MOST_ENTRIES], min(meant.values())
        return Match("answer", entries, (), score, on_subject=True, doubt=doubt_of(gap))

    def _meant_by(self, said: Iterable[str], near: set[str]) -> Iterator[tuple[str, float]]:
        """The entries among those `near` that pieces of a message mean by themselves, each with the confidence."""
        for piece in said:
            ranking = self._ranker.rank(piece)
            if ranking.score < OWN_PIECE or ranking.confidence() < BAR or ranking.off.score >= ranking.score:
                continue
            entry = ranking.candidates[0].entry
            if entry in near and self._entries[entry].kind == "answer" and not self._entries[entry].member:
                yield entry, ranking.confidence()


def _support(ranking: Ranking, whole: Ranking) -> float:
    """How much (0–1) a whole message speaks for what a part of it means most."""
    return whole.share_of(ranking.candidates[0].entry) if ranking.candidates else 0.0


def _left_without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without what stands at some places."""
    for begin, end in reversed(spans):
        text = f"{text[:begin]} {text[end:]}"
    return text
