"""Reads what follows an answer: what of the topic is asked, or that the message stands on its own.

A message may say how something is to be told again (原话怎么写的, 说简单点), ask for the next step, pick from a list that was
shown, go back, or say that it was misunderstood: these are learned from sayings. Whatever else it says is weighed against
what the entries near the topic state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from bot.faq.index import Index
from bot.faq.message_parts import CONTENT, FULL, SURE_ACT, Manner, MessageParts, Part
from bot.faq.nearness import OFF, Near, Nearness
from bot.faq.ranking import Evidence, Ranker
from bot.faq.told_before import ToldBefore
from bot.faq.topic import Topic
from bot.hearing.learned_acts import LearnedActs
from bot.language.list_places import place_in
from bot.language.ordinals import chosen
from bot.language.question_words import may_ask
from bot.language.word_finder import finder
from bot.pack.model import Aspect, Pack

Telling = Literal["answer", "silent", "only", "lost"] | Manner
"""What is told: what an entry states; that the notice does not say this of the topic; all that it says of it; that nothing was
understood; or an entry in some manner."""

LIKELY, LIKELY_NAMED, LEAD = 0.4, 0.3, 1.5
"""The chance from which an entry near the topic is what was meant; the same where the message's own words name it, or where it is
so many times as likely as the next."""
OFF_SUBJECT = 4.0
"""The score from which words that speak for nothing better are off the subject."""
NAMED = 0.5
"""The chance from which a thing that is named beside a manner is what the manner is about."""
STATED, WORDED = 0.25, 0.33
"""From which share an entry states what was asked for, and holds the words in which it was asked."""
TOPICAL = 0.5
"""The chance of all entries near the topic together from which a message is about the topic."""
FAINTLY_LIKELY = 0.1
"""The chance from which what the pack names beside the topic is meant, if it states the aspect that the topic does not."""
UNCLEAR = 0.6
"""The chance below which another subject is no better than the topic, if the message asks for an aspect and no more."""
CLEAR_ACT = 0.8
"""The chance from which an aspect is asked for without doubt."""
CLEAR = 0.93
"""The confidence from which a full message stands on its own whatever was spoken of."""
UNSURE = 0.5
"""How much less sure it is that all that the notice says of a topic answers the message, or what stands beside it."""
POINTED = 0.6
"""The chance from which another entry than the one pointed at is what was meant."""
ELSEWHERE = 4.5
"""How much more words speak for something else than for anything near the topic, if that is what they are about."""
OTHER = "other"
"""The act of asking the same of another thing."""
LONGEST = 30
"""Characters; a longer message stands on its own."""
FEW = 8
"""Characters of a message that goes on from the topic, however clear it is by itself."""
SHORTEST_AGAIN = 5
"""Characters of a message from which it stands on its own if it was asked before: 然后呢 never does."""
LONGEST_UNANSWERED = 20
"""Characters of a message that is told what the notice says of the topic though nothing answers it."""
FAINT = 1.5
"""The score from which words beside 我问的是 say what was meant."""


@dataclass(frozen=True)
class FollowUp:
    """What is to be told, of which entries; `topic` is what is spoken of from now on.

    `aspect` is the one that the notice does not state, where it is known; `word` the member as the asker called it; `score`
    the confidence (0–1).
    """

    telling: Telling
    entries: tuple[str, ...]
    topic: Topic
    aspect: Aspect | Literal[""] = ""
    word: str = ""
    score: float = 1.0


@dataclass(frozen=True)
class _Heard:
    """A message and what it is read with: the topic that it leans on, all topics, what it points at, what it cannot mean."""

    text: str
    parts: tuple[Part, ...]
    topic: Topic
    topics: tuple[Topic, ...]
    pointed: str = ""
    barred: tuple[str, ...] = ()

    @property
    def manner(self) -> Manner | None:
        """How something is to be told; None if that is not said."""
        return next((part.manner for part in self.parts if part.manner), None)

    @property
    def content(self) -> tuple[Part, ...]:
        """The parts that say more than a manner."""
        return tuple(part for part in self.parts if not part.manner)

    @property
    def plain(self) -> bool:
        """Whether it only asks: it points at nothing, turns to nothing, and wants nothing told in a manner."""
        return not (self.pointed or self.barred or self.manner or self.means("back"))

    def means(self, act: str) -> bool:
        """Whether a part means this act."""
        return any(part.means(act) for part in self.parts)


class FollowUps:
    """Reads follow-ups of one pack; `acts` gives what was learned of them when it is first needed."""

    def __init__(self, pack: Pack, index: Index, ranker: Ranker, acts: Callable[[], LearnedActs]) -> None:
        self._entries = pack.entries
        self._index = index
        self._ranker = ranker
        self._nearness = Nearness(pack, index, ranker)
        self._parts = MessageParts(pack, ranker, acts)
        self._told_before = ToldBefore(pack)

    def read(self, message: str, topics: Sequence[Topic]) -> FollowUp | None:
        """Read a message as typed after `topics`, the last first; None if it stands on its own."""
        text = self._index.question(message)
        known = tuple(topic for topic in topics if {*topic.entries, *topic.items} & self._entries.keys())
        if not known or len(text) > LONGEST or _is_asked_again(text, known, self._index):
            return None
        parts = _without_passing_on(tuple(self._parts.heard(text)))
        if not parts:
            return None
        return self._decided(self._turned(self._pointing(_Heard(text, parts, known[0], known))))

    def _pointing(self, heard: _Heard) -> _Heard:
        """Find what of the list just shown, or of the topics so far, a message points at by its place."""
        place = place_in(heard.text)
        if place is None:
            return heard
        earlier = tuple(topic.entries[0] for topic in reversed(heard.topics) if topic.entries)
        items = heard.topic.items or (earlier if len(earlier) > 1 else ())
        pointed = chosen(items, place.place) or ""
        if pointed not in self._entries:
            return heard
        rest = heard.text[: place.start] + heard.text[place.end :]
        topic = Topic(heard.topic.question, (pointed,), heard.topic.items)
        return replace(heard, text=rest, topic=topic, pointed=pointed, parts=tuple(self._parts.heard(rest)))

    def _turned(self, heard: _Heard) -> _Heard:
        """Turn to the earlier topic that a message goes back to, or from what it says was not meant."""
        if heard.means("wrong"):
            return replace(heard, barred=heard.topic.entries)
        if not heard.means("back") or heard.pointed or len(heard.topics) < 2:
            return heard
        evidence = self._ranker.evidence(heard.text)
        earlier = heard.topics[1:]
        topic = max(earlier, key=lambda one: _own(evidence, one))
        return replace(heard, topic=topic if _own(evidence, topic) >= CONTENT else earlier[0])

    def _decided(self, heard: _Heard) -> FollowUp | None:
        asked = [part for part in heard.content if part.means(*get_args(Aspect))]
        if len(asked) > 1 and heard.plain and (both := self._both(heard, asked)):
            return both
        again = (
            self._told_before.named_again(heard.text, heard.topics)
            if heard.manner in (None, "repeat")
            else ""
        )
        if again:
            return FollowUp("answer", (again,), self._topic(heard, (again,)))
        if heard.manner is not None:
            return self._in_manner(heard, heard.manner)
        near = self._near(heard, " ".join(part.text for part in heard.content))
        if self._same_holds(heard, near):
            return FollowUp("answer", heard.topic.entries[:1], heard.topic)
        if heard.pointed:
            named = [
                one for one in near[:1] if one.chance >= POINTED and one.own >= CONTENT and one.entry != OFF
            ]
            pointed = next(iter(named), Near(heard.pointed, 1.0))
            return self._answer(heard, pointed, pointed.chance)
        if not asked and not any(one.own >= FAINT and one.related for one in near[:1]):
            if heard.barred and not any(part.own >= CONTENT for part in heard.content):
                return FollowUp("lost", (), heard.topic)
            if heard.means("back"):
                return FollowUp("repeat", (heard.topic.entries or heard.topic.items)[:1], heard.topic)
        clear = self._clear(heard) if heard.plain else ""
        if clear:
            meant = next((one for one in near if one.entry == clear and one.related), None)
            if meant is not None or not _leans(heard.text, near):
                return self._answer(heard, meant, 1.0) if meant else None
        return self._weighed(heard, near)

    def _same_holds(self, heard: _Heard, near: Sequence[Near]) -> bool:
        """Whether the same is asked of what the last answer names as well and nothing else answers, or of words of it."""
        if heard.pointed or heard.barred or not heard.topic.entries:
            return False
        last, best = heard.topic.entries[0], next(iter(near), None)
        if self._told_before.quotes(heard.text, last):
            return True
        if best is None or best.entry == OFF:
            return False
        fits = best.entry == last or self._entries[best.entry].kind == "not_said"
        return fits and self._told_before.names_other(heard.text, last)

    def _clear(self, heard: _Heard) -> str:
        """The entry that a message asks for by itself, so fully and clearly that it needs no topic; empty if it does not."""
        ranking = heard.parts[0].ranking if len(heard.parts) == 1 else self._ranker.rank(heard.text)
        full = ranking.score >= FULL and ranking.confidence() >= CLEAR
        return ranking.candidates[0].entry if full else ""

    def _near(self, heard: _Heard, text: str) -> tuple[Near, ...]:
        """The entries that a text may ask for here; none if it is empty."""
        if not text:
            return ()
        topics = (heard.topic, *(topic for topic in heard.topics if topic is not heard.topic))
        chances, taken_over = dict(self._parts.chances(text)), ""
        if chances[OTHER] >= SURE_ACT:  # 那单位呢: the same is asked of another thing
            taken_over = heard.topic.question
            for act, chance in self._parts.chances(heard.topic.question).items():
                chances[act] += chances[OTHER] * chance
        return self._nearness.ranked(text, topics, chances, heard.barred, taken_over=taken_over)

    def _together(self, near: Sequence[Near], best: Near) -> float:
        """The chance that the best or one whose facts it holds too was meant."""
        covers = self._entries[best.entry].covers if best.entry != OFF else ()
        return best.chance + sum(one.chance for one in near if one.entry in covers)

    def _in_manner(self, heard: _Heard, manner: Manner) -> FollowUp | None:
        """Tell again what is named beside the manner, or else what was just said; None if that is something new."""
        content = " ".join(part.text for part in heard.content)
        if content and self._clear(heard) and not heard.pointed:
            return None
        near = self._near(heard, content or heard.text) if content or manner in _NAMING else ()
        best = next((one for one in near if one.entry != OFF), None)
        if best is not None and best.own >= CONTENT and not heard.pointed:
            known = {entry for topic in heard.topics for entry in (*topic.entries, *topic.items)}
            if content and not best.related and best.entry not in known:
                return None
            again = manner != "repeat" or best.entry in known or best.related  # 去哪下载来着
            if again and self._together(near, best) >= NAMED and best.entry not in heard.topic.entries:
                topic = self._topic(heard, (best.entry,))
                told = manner in ("then", "repeat") or (manner == "sure" and best.entry not in known)
                telling: Telling = "answer" if told else manner
                return FollowUp(telling, topic.entries, topic, score=best.chance)
        spoken = heard.topic if manner in _OF_ANYTHING else self._answered(heard)
        return FollowUp(manner, spoken.entries or spoken.items[:1], spoken)

    def _answered(self, heard: _Heard) -> Topic:
        """What was answered last: what the notice does not say has no next step."""
        for topic in (heard.topic, *heard.topics):
            if any(self._entries[id].kind != "not_said" for id in topic.entries if id in self._entries):
                return topic
        return heard.topic

    def _both(self, heard: _Heard, asked: Sequence[Part]) -> FollowUp | None:
        """Answer two questions in one message if each has its answer: 几份？交给谁？"""
        if len(heard.text) > LONGEST_UNANSWERED or not all(may_ask(part.text) for part in asked):
            return None
        found = [self._weighed(heard, self._near(heard, part.text)) for part in asked]
        said = [one for one in found if one is not None and one.telling == "answer"]
        entries = tuple(dict.fromkeys(entry for one in said for entry in one.entries))
        if len(said) < len(asked) or len(entries) != _TWO:
            return None
        return FollowUp("answer", entries, self._topic(heard, entries), score=min(one.score for one in said))

    def _weighed(self, heard: _Heard, near: Sequence[Near]) -> FollowUp | None:
        """Decide by what is nearest; None if the message stands on its own."""
        related = [one for one in near if one.related]
        if not related:
            return None
        act, likely = max(self._parts.chances(heard.text).items(), key=lambda found: found[1])
        aspect = cast("Aspect", act) if likely >= SURE_ACT and act in get_args(Aspect) else None
        if any(one.member and not one.related for one in near):
            return None
        if not near[0].related:
            unsure = near[0].chance < UNCLEAR and aspect is not None and likely >= CLEAR_ACT
            new = near[0].chance >= NAMED or sum(one.chance for one in related) < TOPICAL
            if new and not unsure:
                return None
        elif self._tells(related[0], related):
            return self._answer(heard, related[0], self._together(related, related[0]))
        if len(heard.text) > LONGEST_UNANSWERED or (aspect is None and _is_elsewhere(near)):
            return None
        return self._unsaid(heard, related, aspect)

    def _tells(self, best: Near, related: Sequence[Near]) -> bool:
        """Whether the best entry is likely enough what was meant, and holds what was asked for."""
        chance = self._together(related, best)
        if chance >= LIKELY_NAMED and (best.own >= CONTENT or best.member):
            return True
        leads = all(one.chance * LEAD <= best.chance for one in related[1:2])
        holds = best.stated >= STATED or best.worded >= WORDED or best.own >= FAINT
        return holds and (chance >= LIKELY or (leads and chance >= LIKELY_NAMED))

    def _unsaid(self, heard: _Heard, related: Sequence[Near], aspect: Aspect | None) -> FollowUp:
        """Say that the notice does not state the aspect, or all that it says of what is nearest."""
        score = sum(one.chance for one in related)
        if aspect is not None:
            stated = (one for one in related if one.close and one.stated >= SURE_ACT)
            beside = next((one for one in stated if one.chance >= FAINTLY_LIKELY), None)
            if beside is not None:
                return self._answer(heard, beside, score * UNSURE)
        chances = {one.entry: one.chance for one in related}
        ground = [id for topic in (heard.topic, *heard.topics) for id in topic.entries or topic.items]
        quoted = next((id for id in ground if id in self._entries and self._entries[id].quote), None)
        if aspect is None:
            quoting = [one for one in related if self._entries[one.entry].quote]
            if heard.means(OTHER):
                quoting = [
                    one for one in quoting if one.own >= FAINT and one.entry not in heard.topic.entries
                ]
            nearest = next(iter(quoting), None)
            least = 0.0 if heard.means(OTHER) else chances.get(quoted or "", 0.0) / UNSURE
            if nearest is not None and nearest.chance > least:
                topic = self._topic(heard, (nearest.entry,))
                return FollowUp("only", topic.entries, topic, score=score * UNSURE)
        entries = (quoted,) if quoted else (heard.topic.entries or heard.topic.items)[:1]
        topic = replace(heard.topic, question=heard.text)
        if aspect is None:
            return FollowUp("only", entries, topic, score=score * UNSURE)
        return FollowUp("silent", entries, topic, aspect, score=score)

    def _answer(self, heard: _Heard, near: Near, score: float) -> FollowUp:
        topic = self._topic(heard, (near.entry,))
        return FollowUp("answer", topic.entries, topic, word=near.member, score=min(score, 1.0))

    def _topic(self, heard: _Heard, entries: tuple[str, ...]) -> Topic:
        """The topic after an answer: the list stays while things of it are picked."""
        items = heard.topic.items if entries[0] in heard.topic.items else self._entries[entries[0]].items
        question = heard.topic.question if heard.means(OTHER) else heard.text
        return Topic(question, entries, items)


def _without_passing_on(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts without those that only tell who gets it, if another says how it is to be told: 原话发来，我转给厂长."""
    passes = finder("follow", "passes_on")
    kept = tuple(
        part for part in parts if part.manner or may_ask(part.text) or not passes.stands_in(part.text)
    )
    return kept if any(part.manner for part in kept) else parts


def _leans(text: str, near: Sequence[Near]) -> bool:
    """Whether a few words that begin with 那 and name what is near the topic are about that: 那拿什么证明."""
    begins = finder("follow", "leans").longest_at(text, 0) != ""
    return begins and len(text) <= FEW and any(one.related and one.own >= CONTENT for one in near[:1])


def _is_asked_again(text: str, topics: Sequence[Topic], index: Index) -> bool:
    """Whether a message is a question that was asked before, word for word, in more than a word that leans on something."""
    return len(text) >= SHORTEST_AGAIN and any(text == index.question(one.question) for one in topics)


def _is_elsewhere(near: Sequence[Near]) -> bool:
    """Whether words speak more for something else, or what is off the subject, than for anything near the topic."""
    near_by = max((one.own for one in near if one.related), default=0.0)
    off = max((one.own for one in near if one.entry == OFF), default=0.0)
    other = max((one.own for one in near if not one.related and one.entry != OFF), default=0.0)
    return (off >= OFF_SUBJECT and off >= max(near_by, other)) or other >= ELSEWHERE + near_by


def _own(evidence: Evidence, topic: Topic) -> float:
    """How strongly words speak for a topic by themselves."""
    return max((evidence.scores.get(entry, 0.0) for entry in (*topic.entries, *topic.items)), default=0.0)


_TWO = 2
_NAMING = ("repeat", "then")
"""Manners in which people name what they mean in one breath: 最少几天来着, 然后送到哪."""
_OF_ANYTHING = ("source", "words", "sure", "simpler", "repeat")
"""What can be asked of that which the notice does not say as well."""
