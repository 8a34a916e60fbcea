"""The members of kinds that a message names, and the things in the place of one that no phrasing knows."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Sequence

from bot.faq.asked_trades import AskedTrades
from bot.faq.index import Index, bare
from bot.faq.lexicon import MARKS, MemberFound
from bot.faq.match import MOST_ENTRIES, SURE, Match, outcome_of
from bot.faq.member_likeness import LIKE, likeness
from bot.faq.outside import Outside, lets_in
from bot.faq.parts import asks, pieces
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder, finder, trimmed
from bot.language.words import words
from bot.messages import message
from bot.pack.model import Entry, Pack

LONGEST_ALONE = 40
"""Characters of a message that holds a member and nothing more."""
SHORTEST_NAME, LONGEST_NAME = 2, 8
"""Characters of the name of a thing."""
_COVERED, _TELLING = finder("may", "covered"), frozenset(words("may", "telling"))
LONGEST_TOLD = 12
"""Characters of what is told that a reply repeats."""
_BLANKS = dict.fromkeys(map(ord, MARKS), " ")
MOST_NAMED = 3
"""Members of one entry that its answer names."""
SEVERAL = 2
"""Entries from which a text asks about things together."""
PLACE = 2
"""Characters of the name of a place before a member."""
ASKING = 3
"""Characters beside the name of a thing that ask whether it is covered: 能报吗."""


class NamedMembers:
    """The members of the kinds of one pack in messages."""

    def __init__(self, pack: Pack, index: Index) -> None:
        self._entries = pack.entries
        self._entry_of_member = {member.id: member.entry for member in pack.members}
        self._kind_of = {member.id: member.kind for member in pack.members}
        self._unlisted = {
            id: kind.unlisted for id, kind in pack.kinds.items() if kind.unlisted in pack.entries
        }
        self._unlike = {id: kind.unlike for id, kind in pack.kinds.items() if kind.unlike in pack.entries}
        self._kind_unlisted = {entry: id for id, entry in self._unlisted.items()}
        self._kind_unlike = {entry: id for id, entry in self._unlike.items()}
        self._beside = {
            id: WordFinder(normalize(word) for word in kind.beside) for id, kind in pack.kinds.items()
        }
        self._around = {
            id: WordFinder({*map(normalize, kind.beside)} - _TELLING) for id, kind in pack.kinds.items()
        }
        self._outside = Outside(pack, self._unlike, self._beside)
        self._apart = {id: WordFinder(map(normalize, kind.apart)) for id, kind in pack.kinds.items()}
        self._index = index
        self._trades = AskedTrades(self._beside, index.is_strange)

    def alone(self, text: str) -> Match | None:
        """A match for members, or for a thing that no phrasing knows, with nothing else but whether it is covered."""
        if len(text) > LONGEST_ALONE:
            return None
        rest, members = self._index.lexicon.members(text)
        outside = self._outside_of(text, members)
        if outside is not None:
            return outside
        if not members:
            return next(filter(None, (self._unknown(text, kind) for kind in self._unlisted)), None)
        apart = self.apart(text) or self._counted_as(text, members[0].kind)
        if apart is not None:
            return apart
        if not self._beside[members[0].kind].covers(rest.translate(_BLANKS)):
            return None
        kind = self._entries[self._entry_of_member[members[0].member]].kind
        entries, words = self.named(members)
        return Match(kind, entries, score=SURE, words=words, on_subject=True) if kind != "off_topic" else None

    def apart(self, text: str) -> Match | None:
        """A match for what somebody does with members instead of making them, if nothing else is said of them: 卖茶叶."""
        rest, members = self._index.lexicon.members(text)
        kind = members[0].kind if members else ""
        if kind not in self._unlike or len(text) > LONGEST_ALONE:
            return None
        mark = self._index.lexicon.mark(kind)
        places = [place for place, sign in enumerate(rest) if sign == mark]
        beside = {edge for place in places for edge in (place, place + 1)}
        words = [word for word in self._apart[kind].found_in(rest) if {word.start, word.end} & beside]
        if len(words) < len(places):
            return None
        first, place = words[0], places[0]
        thing = members[0].word
        return self._hardly(kind, f"{first.word}{thing}" if first.end == place else f"{thing}{first.word}")

    def in_a_piece(self, text: str) -> Match | None:
        """A match for members that a piece of a text names and nothing more, or that a text asks about together.

        温州年糕，祖上传下来的 only tells more of the first; 我做甲我老婆做乙，能报几个 asks of both.
        """
        if len(text) > LONGEST_ALONE:
            return None
        said = list(pieces(text))
        for piece in said:
            match = self.alone(piece) or self.alone(self._without_place(piece))
            if match is not None and not any(asks(other) for other in said if other != piece):
                return match
        _, members = self._index.lexicon.members(text)
        if not members or not _COVERED.stands_in(text):
            return None
        entries, words = self.named(members)
        for lying in self._outside.named(text, members[0].kind):
            entries, words = (*entries, lying.entry), {**words, lying.entry: lying.word}
        if len(entries) < SEVERAL:
            return None
        return Match(
            "answer", tuple(dict.fromkeys(entries))[:MOST_ENTRIES], score=SURE, words=words, on_subject=True
        )

    def in_a_trade(self, text: str) -> Match | None:
        """A match for a trade that nobody listed and of which it is asked whether it counts, where nothing else is understood."""
        named = ((kind, self._trades.named(text, kind)) for kind in self._unlike)
        return next((self._hardly(kind, trade) for kind, trade in named if trade), None)

    def _without_place(self, piece: str) -> str:
        """A piece without the two characters before its only member, which may name where it is made: 温州年糕."""
        _, members = self._index.lexicon.members(piece)
        start = piece.find(members[0].word) if len(members) == 1 else -1
        return piece[start:] if start == PLACE else piece

    def _counted_as(self, text: str, kind: str) -> Match | None:
        """A match for a thing that no phrasing knows and that is asked to be counted as a member: 修钟表算甲类吗."""
        counting = next(
            (
                one
                for one in finder("may", "counts_as").found_in(text)
                if self._begins_member(text[one.end :])
            ),
            None,
        )
        if counting is None or kind not in self._unlike:
            return None
        before = text[: counting.start]
        names = [name for name in self._beside[kind].others(before) if len(name) >= SHORTEST_NAME]
        if not names or self._index.lexicon.members(before)[1] or not all(map(self._index.is_strange, names)):
            return None
        return self._hardly(kind, message("between_words").join(names))

    def _begins_member(self, text: str) -> bool:
        """Whether a text begins with the name of a member."""
        rest, members = self._index.lexicon.members(text)
        return bool(members) and rest[:1] in MARKS

    def _outside_of(self, text: str, members: Sequence[MemberFound]) -> Match | None:
        """A match for who asks to be let in by what plainly lies outside a kind, and for the members beside it."""
        lying = self._outside.found(text, members)
        if lying is None:
            return None
        entry = self._entries[lying.entry]
        if not lying.beside:
            return self._of(entry, self._told(text, lying.kind) or lying.word)
        entries, words = self.named(lying.beside)
        in_order = (entry.id, *entries) if lying.first else (*entries, entry.id)
        named = tuple(dict.fromkeys(in_order))[:MOST_ENTRIES]
        return Match("answer", named, score=SURE, words={entry.id: lying.word, **words}, on_subject=True)

    def told_apart(self, text: str, entry: Entry) -> Match | None:
        """A match in the place of an entry for what might be a member, if all that a text names is hardly one; else None."""
        if meant := self._kind_unlike.get(entry.id, ""):
            return self._hardly(meant, self._told(text, meant))
        kind = self._kind_unlisted.get(entry.id, "")
        if kind not in self._unlike:
            return None
        others = [other for other in self._beside[kind].others(text) if len(other) >= SHORTEST_NAME]
        strange = [other for other in others if self._index.is_strange(other)]
        if not strange or any(self._is_like(other, kind) for other in others):
            return None
        if not _asks_behind(text, strange[-1]):
            return None
        return self._hardly(kind, self._told(text, kind))

    def _hardly(self, kind: str, name: str) -> Match:
        """A match for what hardly is a member of a kind."""
        return self._of(self._entries[self._unlike[kind]], name)

    @staticmethod
    def _of(entry: Entry, name: str) -> Match:
        return Match(outcome_of(entry.kind), (entry.id,), score=SURE, words={entry.id: name}, on_subject=True)

    def _told(self, text: str, kind: str) -> str:
        """What a text tells between the words that ask whether it is covered; empty if that is long."""
        told = trimmed(text, self._around[kind], self._around[kind])
        return told if len(told) <= LONGEST_TOLD else ""

    def _is_like(self, name: str, kind: str) -> bool:
        """Whether a thing that nobody listed is rather a member of a kind than not."""
        weights = self._index.tables.likeness.get(kind)
        return weights is None or (not self._apart[kind].stands_in(name) and likeness(name, weights) >= LIKE)

    def named(self, members: Sequence[MemberFound]) -> tuple[tuple[str, ...], dict[str, str]]:
        """The entries of the members that a text names, in order, and each member as it was typed."""
        named: dict[str, list[str]] = {}
        for member in members:
            said = named.setdefault(self._entry_of_member[member.member], [])
            if len(said) < MOST_NAMED and not any(member.word in one or one in member.word for one in said):
                said.append(member.word)
        return tuple(named)[:MOST_ENTRIES], {
            entry: message("between_words").join(said) for entry, said in named.items()
        }

    def listed(
        self, text: str, members: Sequence[MemberFound] | None = None
    ) -> tuple[tuple[str, ...], dict[str, str]]:
        """The same of a text that may list members beside things that no phrasing knows: 有做书法的，有做沙画的.

        `members` are those of its question, if they are found already.
        """
        entries, words = self.named(self._index.lexicon.members(text)[1] if members is None else members)
        kinds = dict.fromkeys(self._kind_of[id] for id in self._members_of(entries))
        kind = next((one for one in kinds if one in self._unlisted), "")
        unlisted = self._unlisted.get(kind, "")
        strange = self._strange_beside(text, kind) if kind else ""
        if not strange or unlisted in entries or not self._is_like(strange, kind):
            return entries, words
        return (*entries, unlisted)[:MOST_ENTRIES], {**words, unlisted: strange}

    def _members_of(self, entries: Collection[str]) -> Iterator[str]:
        """The members that some entries answer for."""
        return (member for member, entry in self._entry_of_member.items() if entry in entries)

    def _strange_beside(self, text: str, kind: str) -> str:
        """The first thing that no phrasing knows and that stands as the members around it do; empty if there is none."""
        framed = [(piece, self._index.lexicon.members(piece)) for piece in pieces(text)]
        marks = (
            (rest, self._index.lexicon.mark(members[0].kind)) for _, (rest, members) in framed if members
        )
        frames = {_frame(rest, mark) for rest, mark in marks}
        for piece, (_, members) in framed:
            name = "" if members else self._name_in(piece, kind, shortest=SHORTEST_NAME)
            if name and _frame(piece, name) in frames:
                return name
        return ""

    def _unknown(self, text: str, kind: str) -> Match | None:
        """A match for 婚庆花艺能报吗: it gets no flat no."""
        name, unlisted = self._name_in(text, kind), self._unlisted[kind]
        if not name:
            return None
        if kind in self._unlike and not self._is_like(name, kind):
            return self._hardly(kind, self._told(text, kind)) if _asks_behind(text, name) else None
        asks_shortly = kind in self._unlike and lets_in(text.rpartition(name)[2])
        if len(bare(text)) - len(name) < ASKING and not asks_shortly:
            return None
        return Match("answer", (unlisted,), score=SURE, words={unlisted: name}, on_subject=True)

    def _name_in(self, text: str, kind: str, shortest: int = 1) -> str:
        """The only thing that a text names in as many characters, if no phrasing knows it; else empty."""
        others = [other for other in self._beside[kind].others(text) if len(other) >= shortest]
        if len(others) != 1 or not self._index.is_strange(others[0]):
            return ""
        return others[0] if _is_name(others[0]) or self._is_trade(others[0], kind) else ""

    def _is_trade(self, word: str, kind: str) -> bool:
        """Whether a word for a person names what he does, as the members of a kind are called: 油漆工, and not 残疾人."""
        if kind not in self._unlike or len(word) > LONGEST_NAME or any(map(str.isascii, word)):
            return False
        return word.endswith(words("persons_told", "by_trade")) and self._is_like(word, kind)


def _asks_behind(text: str, name: str) -> bool:
    """Whether it is asked behind a name that it be among those who are meant: 骑手能报吗, not 报名要体检吗."""
    return _COVERED.stands_in(text.rpartition(name)[2])


def _frame(text: str, name: str) -> tuple[str, str]:
    """The characters beside a name in a text: 做 and 的 in 有做沙画的."""
    before, _, behind = text.partition(name)
    return before[-1:], behind[:1]


def _is_name(word: str) -> bool:
    """Whether a word may be the name of a thing: two characters or a few more, none of them foreign or a digit."""
    # 3D打印 is the name of a thing, 90分钟 and word are none.
    coined = word.lstrip(string.digits).lstrip(string.ascii_lowercase)
    begin = word.removesuffix(coined) if coined else word
    own = coined if begin.isalnum() and not begin.isdigit() else word
    if not SHORTEST_NAME <= len(own) <= LONGEST_NAME or any(map(str.isascii, own)):
        return False
    # 残疾人 and 小李 are persons, while 糖人 is a thing; 停车场 is a place.
    is_person = len(word) > SHORTEST_NAME and word.endswith(words("persons_told", "ends"))
    is_called = len(word) == SHORTEST_NAME and word.startswith(words("persons_told", "begins"))
    return not (is_person or is_called or _is_place(word))


def _is_place(word: str) -> bool:
    return word.startswith(words("places_told", "begins")) or word.endswith(words("places_told", "ends"))
