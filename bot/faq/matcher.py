"""A message → the decision: answer, offer choices, say that the notice does not say, act, or say that it was not understood.

Better no answer than a wrong one: an answer needs a confidence above the bar; choices are offered down to the floor;
below that the bot says that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.faq.asked_aspects import AskedAspects, Beyond, states
from bot.faq.entries_beside import EntriesBeside
from bot.faq.entry_texts import EntryTexts
from bot.faq.index import Index, bare
from bot.faq.lexicon import CRAFT_MARK, CraftFound
from bot.faq.open_points import OpenPoints
from bot.faq.parts import QuestionPart, asks, linked, parts, pieces, story_and_question
from bot.faq.ranking import UNLISTED, Ranker, Ranking
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.question_words import claims
from bot.language.word_finder import WordFinder
from bot.pack.model import Aspect, Entry, EntryKind, Pack

AnswerOutcome = Literal["answer", "choices", "not_said", "action", "unknown", "smalltalk"]

BAR = 0.68
"""Confidence from which an entry is given."""
BAR_TWO = 0.70
"""Confidence that each of several questions in one message needs."""
SURE_OF_ALL = 0.9
"""The same of one entry for all of them."""
MEANT = 0.85
"""The share of the best score from which an entry may be meant by one of several questions."""
NEAR = 0.5
"""The share of the best score that another entry must have to answer instead."""
SAYS = 0.85
"""The same for one that says something of what most notices leave out."""
CLAIMED = 0.7
"""The same beside an open point where something is claimed."""
TELLING = 4.0
"""The score from which a part of a message is read by itself first, and not with what it leans on."""
RIVAL = 0.7
"""The share of the best score from which an entry is meant as well if a piece of the message asks for it."""
OWN_PIECE = 6.0
"""The score that the piece must give it."""
AS_NEAR = 0.8
"""The same for one about another thing."""
LONGEST_ALONE = 40
"""Characters of a message that holds a craft and nothing more."""
LONGEST_NAME = 8
"""Characters of the name of a thing."""
ASKING = 3
"""Characters beside the name of a thing that ask whether it is covered: 能报吗."""
MOST_ENTRIES = 4
"""Entries that one reply gives."""
FLOOR = 0.30
"""Confidence from which choices are offered."""
CHOICES = 3
_LETTER = re.compile(r"[^\W\d_]")
SURE = 0.95
"""The confidence of what follows by rule and not by likeness."""
OPEN = 0.65
"""The chance of an open point from which the reply says that the notice does not state it."""
LACKS_OPEN = 0.04
"""The same for who lacks a thing, of which no phrasing speaks: 没自己跳出来 lacks nothing."""
MAYBE_OPEN = 0.15
"""The same from which an answer says that the notice may not state it."""


@dataclass(frozen=True)
class Unsaid:
    """What is asked for and the notice does not state: an aspect of the topic, or what holds for who lacks a thing.

    Neither is set where it is something else, of which nobody knows the name.
    """

    aspect: Aspect | Literal[""] = ""
    lacking: str = ""


@dataclass(frozen=True)
class Match:
    """The decision on a message.

    `entries` are to be said (for outcome choices: none); `choices` are offered; `score` is the confidence (0–1);
    `words` are the crafts as the asker called them, by their entries; `on_subject` tells an unknown question about the
    notice from talk about other things; `off` names the entry that speaks for the latter; `unsaid` is what is asked for of
    some of the entries and the notice does not state.
    """

    outcome: AnswerOutcome
    entries: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    score: float = 0.0
    words: Mapping[str, str] = field(default_factory=dict)
    on_subject: bool = False
    off: str = ""
    unsaid: Mapping[str, Unsaid] = field(default_factory=dict)
    doubt: Unsaid | None = None
    """Set if the entries may not state what is asked."""


def outcome_of(kind: EntryKind) -> AnswerOutcome:
    """The outcome of saying an entry of this kind."""
    return "unknown" if kind == "off_topic" else kind


class Matcher:
    """Matches messages against one pack. Pure: the same message gives the same match."""

    def __init__(
        self, pack: Pack, index: Index, ranker: Ranker, asked: AskedAspects, texts: EntryTexts
    ) -> None:
        self._asked = asked
        self._open = OpenPoints(pack, texts, ranker, asked)
        self._entries: Mapping[str, Entry] = pack.entries
        self._instead = [entry for entry in pack.entries.values() if entry.instead_for]
        self._beside = EntriesBeside(pack, index.lexicon)
        self._entry_of_craft = {craft.id: craft.entry for craft in pack.crafts}
        self._beside_craft = WordFinder(normalize(word) for word in pack.beside_craft)
        self._ranker = ranker
        self._index = index

    def match(self, message: str) -> Match:
        """Match a message as typed, by itself."""
        text = self._index.question(message)
        if not _LETTER.search(text):
            return Match("unknown")
        exact = self._exact(text) or self._craft_alone(text)
        return exact or self._with_told(
            self._several(text) or self._rivals(text) or self._decide(self._heard_out(text), text), text
        )

    def _rivals(self, text: str) -> Match | None:
        """The entries that a message means nearly alike, each by a piece of its own; None if there are not several.

        Such a message asks once of several things, or of one without a word that asks.
        """
        ranking = self._ranker.rank(text)
        near = {one.entry for one in ranking.candidates if one.score >= RIVAL * ranking.score}
        held = {other for id in near for other in self._entries[id].covers}
        if len(near - held) < 2 or ranking.off.score >= ranking.score:
            return None
        meant: dict[str, float] = {}
        for piece in pieces(text):
            said = self._ranker.rank(piece)
            if said.score >= OWN_PIECE and said.confidence() >= BAR_TWO and said.off.score < said.score:
                entry = said.candidates[0].entry
                if entry in near and self._entries[entry].kind == "answer" and not self._entries[entry].craft:
                    meant.setdefault(entry, said.confidence())
        if len(meant) < 2:
            return None
        gap = min((self._open.beside(text, ranking, self._entries[id]) for id in meant), key=_chance)
        entries, score = tuple(meant)[:MOST_ENTRIES], min(meant.values())
        return Match("answer", entries, (), score, on_subject=True, doubt=_doubt(gap))

    def _heard_out(self, text: str) -> Ranking:
        """A story counts for half beside the question at its end: a craft named in passing is not what is asked."""
        story, question = story_and_question(text)
        return self._ranker.rank(question, story)

    def _exact(self, text: str) -> Match | None:
        """A match for a message that is exactly a phrasing."""
        entry = self._index.exact(text)
        kind = self._entries[entry].kind if entry else "off_topic"
        if entry is None or kind == "off_topic":
            return None
        return Match(kind, (entry,), score=SURE, on_subject=True)

    def _craft_alone(self, text: str) -> Match | None:
        """A craft's name, or that of a thing that no phrasing knows, with nothing else but whether it is covered."""
        if len(text) > LONGEST_ALONE:
            return None
        rest, crafts = self._index.lexicon.crafts(text)
        if not crafts:
            return self._unknown_craft(text) if UNLISTED in self._entries else None
        if not self._beside_craft.covers(rest.replace(CRAFT_MARK, " ")):
            return None
        kind = self._entries[self._entry_of_craft[crafts[0].craft]].kind
        entries, words = self._named(crafts)
        return Match(kind, entries, score=SURE, words=words, on_subject=True) if kind != "off_topic" else None

    def _unknown_craft(self, text: str) -> Match | None:
        """A match for 婚庆花艺能报吗: it gets no flat no."""
        others = self._beside_craft.others(text)
        if len(others) != 1 or not _is_name(others[0]) or not self._index.is_strange(others[0]):
            return None
        if len(bare(text)) - len(others[0]) < ASKING:
            return None
        return Match("answer", (UNLISTED,), score=SURE, words={UNLISTED: others[0]}, on_subject=True)

    def _named(self, crafts: Sequence[CraftFound]) -> tuple[tuple[str, ...], dict[str, str]]:
        """The entries of the crafts that a text names, in order, and each craft as it was typed."""
        words: dict[str, str] = {}
        for craft in crafts:
            words.setdefault(self._entry_of_craft[craft.craft], craft.word)
        return tuple(words)[:MOST_ENTRIES], words

    def _several(self, text: str) -> Match | None:
        """Several questions in one message, each sure of its answer; None if there are not as many, or one entry answers all."""
        asked = parts(text)
        if asked and self._answers_all(text, asked):
            return None
        return self._each(asked) or self._each(linked(self._question_in(text)), every=True)

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
        if entry.kind != "answer" or entry.craft or not self._asked.answers(text, entry, len(asked)):
            return False
        rankings = [self._ranker.rank(part.text, part.beside) for part in asked]
        return all(one.share_of(entry.id) >= MEANT for one in rankings)

    def _each(self, asked: Sequence[QuestionPart], every: bool = False) -> Match | None:
        """The answers to the parts of a message; None unless two of them (or `every` one) have one."""
        sure: list[Match] = []
        for part in asked:
            match = self._part(part)
            if match is not None:
                sure.append(match)
            elif every:
                return None
        if len(sure) < 2:
            return None
        entries = self._together(sure)
        is_one = len({match.entries for match in sure}) < 2
        if is_one or not any(match.outcome == "answer" for match in sure) or (every and len(entries) < 2):
            return None
        words = {entry: word for match in sure for entry, word in match.words.items()}
        unsaid = {entry: one for match in sure for entry, one in match.unsaid.items()}
        score = min(match.score for match in sure)
        doubt = next((match.doubt for match in sure if match.doubt), None)
        return Match("answer", entries, (), score, words, True, unsaid=unsaid, doubt=doubt)

    def _part(self, part: QuestionPart) -> Match | None:
        """The answer to a part of a message by itself, or with what it leans on; None if none is sure."""
        crafts = bool(self._index.lexicon.crafts(part.beside)[1])
        told = self._index.lexicon.concepts(part.beside)
        alone = self._ranker.rank(part.text)
        # 总的95呢 says too little by itself.
        for beside in ("", part.beside) if alone.score >= TELLING else (part.beside, ""):
            match = self._exact(part.text) or self._decide(self._ranker.rank(part.text, beside), part.text)
            # 名单里有我们没 leans on the crafts that were named before it, 送哪个部门审 on 我们是省直单位.
            is_else = not told.isdisjoint(name for id in match.entries for name in self._entries[id].unless)
            leans = not beside and (is_else or (crafts and match.entries == (UNLISTED,)))
            if match.outcome in ("answer", "not_said") and match.score >= BAR_TWO and not leans:
                return match
        return None

    def _together(self, matches: Sequence[Match]) -> tuple[str, ...]:
        """The entries of several matches, in order, without those that another one holds too."""
        entries = tuple(dict.fromkeys(entry for match in matches for entry in match.entries))
        unsaid = {entry for match in matches for entry in match.unsaid}
        held = {
            other
            for place, entry in enumerate(entries)
            for other in self._entries[entry].covers
            if other in entries[place + 1 :] and other not in unsaid
        }
        return tuple(entry for entry in entries if entry not in held)[:MOST_ENTRIES]

    def _decide(self, ranking: Ranking, text: str) -> Match:
        if not ranking.candidates:
            return Match("unknown", off=ranking.off.entry)
        confidence = ranking.confidence()
        if self._is_thin(ranking):
            confidence = min(confidence, FLOOR)
        if ranking.off.score >= ranking.score:
            return Match("unknown", score=1 - confidence, off=ranking.off.entry)
        if confidence >= BAR:
            return self._sure(ranking, text, confidence)
        choices = self._choices(ranking)
        if confidence >= FLOOR and choices:
            return Match("choices", choices=choices, score=confidence, on_subject=True)
        return Match("unknown", score=confidence, on_subject=ranking.score >= _SUBJECT)

    def _sure(self, ranking: Ranking, text: str, confidence: float) -> Match:
        """The best entry, or one near it that states what is asked for; else that the notice does not state it."""
        claimed = claims(text)
        entry = self._best(ranking, claimed)
        if entry.kind == "answer" and not (entry.tells or entry.craft):
            names = ranking.features.names
            entry = next(
                (one for one in self._instead if any(f"c{name}" in names for name in one.instead_for)), entry
            )
        missing = self._asked.missing(text, entry) if entry.kind == "answer" else None
        if missing is not None and (other := self._stating(ranking, entry, missing)):
            entry = other
        lacking, gap = "", Beyond()
        if entry.kind == "answer":
            # Who claims that one thing does in the place of another does not ask what holds without it.
            lacking = "" if claimed else self._ranker.unspoken(ranking.features, entry.id)
            gap = self._open.beside(text, ranking, entry)
        is_open = gap.chance >= OPEN and not entry.craft
        if is_open or (lacking and gap.chance >= LACKS_OPEN):
            unsaid = Unsaid(gap.aspect) if gap.aspect and is_open else Unsaid(lacking=lacking)
            return Match(
                "not_said", (entry.id,), score=confidence, on_subject=True, unsaid={entry.id: unsaid}
            )
        named, words = self._named(ranking.features.crafts)
        entries = named if ranking.craft and entry.craft else (entry.id,)
        kind = outcome_of(entry.kind)
        return Match(kind, entries, (), confidence, words, True, doubt=_doubt(gap))

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

    def _with_told(self, match: Match, text: str) -> Match:
        """A match with what else the words of a text call for."""
        if match.outcome not in ("answer", "not_said") or (match.outcome == "not_said" and match.unsaid):
            return match
        entries, words = match.entries, match.words
        if self._beside.of_many(entries, text):
            crafts, named = self._named(self._index.lexicon.crafts(text)[1])
            entries, words = tuple(dict.fromkeys((*entries, *crafts))), {**named, **words}
        entries = (*entries, *self._beside.called(entries, text))[:MOST_ENTRIES]
        answers = any(self._entries[id].kind == "answer" for id in entries)
        return replace(match, entries=entries, words=words, outcome="answer" if answers else match.outcome)

    def _stating(self, ranking: Ranking, best: Entry, aspect: Aspect) -> Entry | None:
        """The likeliest entry near the best that states an aspect; None if none does.

        Beside a craft, which may be named in passing, any entry will do.
        """
        near = (one for one in ranking.candidates[1:] if one.score >= NEAR * ranking.score)
        entries = (self._entries[one.entry] for one in near)
        stating = (one for one in entries if one.kind in ("answer", "not_said") and states(one, aspect))
        others = {one.entry for one in ranking.candidates if one.score >= AS_NEAR * ranking.score}
        return next((one for one in stating if best.craft or _is_beside(best, one) or one.id in others), None)

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


def _chance(gap: Beyond) -> float:
    return gap.chance


def _doubt(gap: Beyond) -> Unsaid | None:
    """What may be left open."""
    return Unsaid(gap.aspect or "") if gap.chance >= MAYBE_OPEN else None


def _is_name(word: str) -> bool:
    """Whether a word may be the name of a thing: two characters or a few more, none of them foreign or a digit."""
    return 2 <= len(word) <= LONGEST_NAME and not any(map(str.isascii, word))


def _is_beside(one: Entry, other: Entry) -> bool:
    """Whether two entries are about one thing, or stand in one clause of the notice."""
    return one.topic == other.topic or not {*one.clauses}.isdisjoint(other.clauses)


_SUBJECT = 6.0
"""Score from which an unknown question is taken to be about the notice."""
