"""What plainly lies outside a kind though it is asked for as a member is: 保险公司的能报吗, 茶园保安."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.faq.lexicon import MemberFound
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder, finder
from bot.pack.model import Pack

LONGEST_OUTSIDE = 20
"""Characters of a message in which what lies outside decides."""
SAYS_MORE = 2
"""Characters between a member and such a word up to which the two are one thing."""
_PARTING = ",、。;?!"


@dataclass(frozen=True)
class Lying:
    """The word for what lies outside a kind, the entry that says so, and the members that are asked about beside it.

    `first`: it stands before them.
    """

    kind: str
    word: str
    entry: str
    beside: tuple[MemberFound, ...] = ()
    first: bool = False


class Outside:
    """What lies outside the kinds of one pack; `unlike` is by kind the entry for what hardly is a member."""

    def __init__(self, pack: Pack, unlike: Mapping[str, str], beside: Mapping[str, WordFinder]) -> None:
        self._beside = beside
        self._entry_of_member = {member.id: member.entry for member in pack.members}
        self._entries = {kind: dict(_lying(pack, kind, entry)) for kind, entry in unlike.items()}
        self._words = {kind: WordFinder(entries) for kind, entries in self._entries.items()}

    def found(self, text: str, members: Sequence[MemberFound]) -> Lying | None:
        """What a normalised text asks to be let in that lies outside, with the `members` beside it; None if there is none.

        A member right before it only says more of it; two, or one behind it, are asked about as well: 3D打印做灯的.
        """
        if len(text) > LONGEST_OUTSIDE or any(map(text.rstrip(_PARTING).__contains__, _PARTING)):
            return None
        for kind, outside in self._words.items():
            last = max(outside.found_in(text), key=lambda one: one.end, default=None)
            if last is None or not lets_in(text[last.end :]):
                continue
            entries = self._entries[kind]
            inside = [
                one
                for one in members
                if one.kind == kind and self._entry_of_member[one.member] not in entries.values()
            ]
            ends = [text.rfind(one.word) + len(one.word) for one in inside]
            if len(ends) > 1 or any(end > last.end for end in ends):
                return Lying(kind, last.word, entries[last.word], tuple(inside), last.end <= min(ends))
            if not ends or self._says_more(text[ends[0] : last.start], kind):
                return Lying(kind, last.word, entries[last.word])
        return None

    def named(self, text: str, kind: str) -> Iterator[Lying]:
        """The words for what lies outside a kind, wherever they stand in a text."""
        if kind in self._words:
            for one in self._words[kind].found_in(text):
                yield Lying(kind, one.word, self._entries[kind][one.word])

    def _says_more(self, gap: str, kind: str) -> bool:
        """Whether what stands between a member and a word behind it joins the two."""
        return len(gap) <= SAYS_MORE and not self._beside[kind].stands_in(gap)


def lets_in(behind: str) -> bool:
    """Whether what stands behind a name asks that it be let in, if only by 行不行."""
    return finder("may", "covered").stands_in(behind) or finder("question", "enough", "tag").stands_in(behind)


def _lying(pack: Pack, kind: str, unlike: str) -> Iterator[tuple[str, str]]:
    """The words for what plainly is no member of a kind, each with the entry that says so."""
    yield from ((normalize(word), unlike) for word in pack.kinds[kind].outside)
    covering = {pack.kinds[kind].unlisted, *pack.templates}
    for member in pack.members:
        entry = pack.entries[member.entry]
        is_apart = entry.kind == "answer" and not entry.member and entry.id not in covering
        if member.kind == kind and is_apart:
            yield from ((normalize(word), entry.id) for word in member.words)
