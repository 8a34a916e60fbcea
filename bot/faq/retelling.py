"""What is told in answer to a follow-up: an entry again, in the words of the notice, shorter, or what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.faq.follow_up import FollowUp
from bot.faq.notice_passages import Passage, Passages
from bot.faq.topic import Topic
from bot.messages import message
from bot.pack.model import Entry, Pack
from bot.pack.spoken import contact_line, fill, marked_clause, shown_clauses

MOST = 330
"""Characters that a reply may have without its clause line: what a phone shows at two glances."""
MOST_QUOTED = 140
"""Characters of the notice that stand beside other words."""
BRIEF = 60
"""Characters of an answer that is short enough for somebody who found it too long."""

MOST_JOINED = 270
"""The same for several answers at once; of longer ones the first sentences are told."""

_STOPS = "。；！？"
_SENTENCE_ENDS = _STOPS.replace("；", "")
_OPENING, _CLOSING = "（", "）"


@dataclass(frozen=True)
class Told:
    """What is told: the text, its clauses, and the topic afterwards. `entry` answers in its place if it is set."""

    text: str = ""
    clauses: tuple[str, ...] = ()
    topic: Topic | None = None
    entry: str = ""


class Retelling:
    """Tells of one pack; `said` gives what an entry says now."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._passages = Passages(pack)

    def told(self, asked: FollowUp, said: Callable[[Entry], str], sure: str = "follow_sure") -> Told:
        """What is told of the first entry of `asked`, in its manner; `sure` is the message for who doubts it."""
        entry = self._pack.entries[asked.entries[0]]
        match asked.telling:
            case "source":
                return self._source(entry, asked.topic)
            case "words" | "more":
                return self._words(entry, asked.topic)
            case "sure":
                return self._sure(entry, asked.topic, said(entry), sure)
            case "simpler":
                return Told(self._short(entry, said(entry)), entry.clauses, asked.topic)
            case "then":
                return self._then(entry, asked.topic)
            case "else":
                return self._else(entry, asked.topic)
            case _:
                return self._silent(entry, asked)

    def _source(self, entry: Entry, topic: Topic) -> Told:
        """Where it is written: each clause with its name, and the words of the first."""
        places = "\n".join(
            message("follow_place", shown=clause.shown, name=clause.name)
            for clause in (self._pack.clauses[id] for id in entry.clauses)
        )
        quoted = self._passages.stated(entry, MOST_QUOTED)
        if quoted is None:
            return Told(message("follow_near", places=places), entry.clauses, topic)
        text = message("follow_source", places=places, words=quoted.text)
        return Told(text, entry.clauses, topic)

    def _words(self, entry: Entry, topic: Topic) -> Told:
        """The clauses to the letter, that which is quoted first, as far as there is room."""
        quoted = self._passages.stated(entry, MOST)
        first = (quoted.clause,) if quoted else ()
        order = tuple(dict.fromkeys((*first, *entry.clauses)))
        passages = [self._passages.whole(clause) for clause in order]
        if quoted and len(passages[0].text) > MOST:
            passages[0] = quoted
        shown = tuple(self._fitting(passages))
        text = "\n".join(self._verbatim(passage) for passage in shown)
        clauses = tuple(passage.clause for passage in shown)
        return Told(text, clauses, Topic(topic.question, topic.entries, topic.items, clauses))

    def _verbatim(self, passage: Passage) -> str:
        shown = marked_clause(passage.clause, self._pack)
        return message("clause_text", shown=shown, text=passage.text)

    @staticmethod
    def _fitting(passages: Iterable[Passage]) -> Iterable[Passage]:
        """As many of the passages as have room, the first in any case."""
        length = 0
        for passage in passages:
            length += len(passage.text) + len(passage.clause)
            if length > MOST and length != len(passage.text) + len(passage.clause):
                return
            yield passage

    def _sure(self, entry: Entry, topic: Topic, answer: str, name: str) -> Told:
        """The same statement with the words of the notice below."""
        quoted = self._passages.stated(entry, max(BRIEF, MOST - len(answer)))
        if quoted is None:
            return Told(message("follow_checked", answer=answer), entry.clauses, topic)
        shown = marked_clause(quoted.clause, self._pack)
        text = message(name, answer=answer, shown=shown, words=quoted.text)
        return Told(text, entry.clauses, topic)

    def _short(self, entry: Entry, answer: str) -> str:
        """The shortest statement that the entry makes: one of the pack's own, or its first sentence without asides."""
        if entry.short:
            return fill(entry.short, self._pack.facts.substitutions)
        first = first_sentence(answer)
        return first if len(first) <= BRIEF else _without_asides(first)

    def _then(self, entry: Entry, topic: Topic) -> Told:
        """The next step: what the pack names, or what the clause says next."""
        if entry.then and entry.then in self._pack.entries:
            return Told(entry=entry.then)
        next = self._passages.after(entry)
        if next is None or next.clause in topic.told:
            return self._nothing("follow_last", entry, topic)
        text = message("follow_then", words=next.text)
        told = (*topic.told, next.clause)
        return Told(text, (next.clause,), Topic(topic.question, topic.entries, topic.items, told))

    def _else(self, entry: Entry, topic: Topic) -> Told:
        """What else the clauses say, each one once."""
        left = [passage for passage in self._passages.others(entry) if passage.clause not in topic.told]
        shown = tuple(self._fitting(left))
        if not shown:
            return self._nothing("follow_all", entry, topic)
        text = message("follow_else", words="\n".join(self._verbatim(passage) for passage in shown))
        clauses = tuple(dict.fromkeys(passage.clause for passage in shown))
        told = (*topic.told, *clauses)
        return Told(text, clauses, Topic(topic.question, topic.entries, topic.items, told))

    def _silent(self, entry: Entry, asked: FollowUp) -> Told:
        """What the notice says of the topic, and that it says no more."""
        quoted = self._passages.stated(entry, MOST_QUOTED)
        phone = contact_line(self._pack.facts.hand_off)
        if quoted is None:
            return self._nothing("follow_unsaid", entry, asked.topic)
        values = {"title": entry.title, "words": quoted.text.rstrip(_STOPS), "phone": phone}
        if asked.aspect:
            text = message("follow_silent", aspect=message(f"aspect_{asked.aspect}"), **values)
        else:
            text = message("follow_only", **values)
        return Told(text, (quoted.clause,), asked.topic)

    def _nothing(self, name: str, entry: Entry, topic: Topic) -> Told:
        phone = contact_line(self._pack.facts.hand_off)
        shown = shown_clauses(entry.clauses, self._pack)
        return Told(message(name, title=entry.title, phone=phone, shown=shown), entry.clauses, topic)


def joined(answers: Iterable[str], most: int = MOST_JOINED) -> str:
    """Several answers one below the other: a sentence that two of them hold stands once; over `most` characters the first
    sentence of each is told."""
    lines = [_sentences(answer) for answer in dict.fromkeys(answers)]
    told: list[str] = []
    for line in lines:
        line[:] = [sentence for sentence in line if sentence not in told]
        told += line
    if sum(map(len, told)) > most:
        lines = [line[:1] for line in lines]
    return "\n".join("".join(line) for line in lines if line)


def _sentences(text: str) -> list[str]:
    """The sentences of a text, each with the stop at its end."""
    found, begin = [], 0
    for place, character in enumerate(text, 1):
        if character in _SENTENCE_ENDS or place == len(text):
            found.append(text[begin:place])
            begin = place
    return found


def first_sentence(text: str) -> str:
    """A text up to its first stop."""
    end = min((text.find(stop) for stop in _STOPS if stop in text), default=len(text))
    return text[:end] + _STOPS[0]


def _without_asides(text: str) -> str:
    """A text without what stands in brackets."""
    kept, depth = [], 0
    for character in text:
        depth += character == _OPENING
        if not depth:
            kept.append(character)
        depth -= character == _CLOSING
    return "".join(kept)
