"""The crafts that a message names, and the things in the place of one that no phrasing knows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.faq.index import Index, bare
from bot.faq.lexicon import CRAFT_MARK, CraftFound
from bot.faq.match import MOST_ENTRIES, SURE, Match
from bot.faq.parts import pieces
from bot.faq.ranking import UNLISTED
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder
from bot.language.words import words
from bot.pack.model import Pack

LONGEST_ALONE = 40
"""Characters of a message that holds a craft and nothing more."""
SHORTEST_NAME, LONGEST_NAME = 2, 8
"""Characters of the name of a thing."""
ASKING = 3
"""Characters beside the name of a thing that ask whether it is covered: 能报吗."""


class NamedCrafts:
    """The crafts of one pack in messages."""

    def __init__(self, pack: Pack, index: Index) -> None:
        self._entries = pack.entries
        self._entry_of_craft = {craft.id: craft.entry for craft in pack.crafts}
        self._beside = WordFinder(normalize(word) for word in pack.beside_craft)
        self._index = index

    def alone(self, text: str) -> Match | None:
        """A match for crafts, or for a thing that no phrasing knows, with nothing else but whether it is covered."""
        if len(text) > LONGEST_ALONE:
            return None
        rest, crafts = self._index.lexicon.crafts(text)
        if not crafts:
            return self._unknown(text) if UNLISTED in self._entries else None
        if not self._beside.covers(rest.replace(CRAFT_MARK, " ")):
            return None
        kind = self._entries[self._entry_of_craft[crafts[0].craft]].kind
        entries, words = self.named(crafts)
        return Match(kind, entries, score=SURE, words=words, on_subject=True) if kind != "off_topic" else None

    def named(self, crafts: Sequence[CraftFound]) -> tuple[tuple[str, ...], dict[str, str]]:
        """The entries of the crafts that a text names, in order, and each craft as it was typed."""
        words: dict[str, str] = {}
        for craft in crafts:
            words.setdefault(self._entry_of_craft[craft.craft], craft.word)
        return tuple(words)[:MOST_ENTRIES], words

    def listed(
        self, text: str, crafts: Sequence[CraftFound] | None = None
    ) -> tuple[tuple[str, ...], dict[str, str]]:
        """The same of a text that may list crafts beside things that no phrasing knows: 有做竹编的，有做漆盘的.

        `crafts` are those of its question, if they are found already.
        """
        entries, words = self.named(self._index.lexicon.crafts(text)[1] if crafts is None else crafts)
        strange = self._strange_beside(text) if entries and UNLISTED in self._entries else ""
        if not strange or UNLISTED in entries:
            return entries, words
        return (*entries, UNLISTED)[:MOST_ENTRIES], {**words, UNLISTED: strange}

    def _strange_beside(self, text: str) -> str:
        """The first thing that no phrasing knows and that stands as the crafts around it do; empty if there is none."""
        framed = [(piece, self._index.lexicon.crafts(piece)) for piece in pieces(text)]
        frames = {_frame(rest, CRAFT_MARK) for _, (rest, crafts) in framed if crafts}
        for piece, (_, crafts) in framed:
            name = "" if crafts else self._name_in(piece, shortest=SHORTEST_NAME)
            if name and _frame(piece, name) in frames:
                return name
        return ""

    def _unknown(self, text: str) -> Match | None:
        """A match for 婚庆花艺能报吗: it gets no flat no."""
        name = self._name_in(text)
        if not name or len(bare(text)) - len(name) < ASKING:
            return None
        return Match("answer", (UNLISTED,), score=SURE, words={UNLISTED: name}, on_subject=True)

    def _name_in(self, text: str, shortest: int = 1) -> str:
        """The only thing that a text names in as many characters, if no phrasing knows it; else empty."""
        others = [other for other in self._beside.others(text) if len(other) >= shortest]
        if len(others) != 1 or not _is_name(others[0]) or not self._index.is_strange(others[0]):
            return ""
        return others[0]


def _frame(text: str, name: str) -> tuple[str, str]:
    """The characters beside a name in a text: 做 and 的 in 有做漆盘的."""
    before, _, behind = text.partition(name)
    return before[-1:], behind[:1]


def _is_name(word: str) -> bool:
    """Whether a word may be the name of a thing: two characters or a few more, none of them foreign or a digit."""
    if not SHORTEST_NAME <= len(word) <= LONGEST_NAME or any(map(str.isascii, word)):
        return False
    # 残疾人 and 小李 are persons, while 糖人 is a thing.
    is_person = len(word) > SHORTEST_NAME and word.endswith(words("persons_told", "ends"))
    return not is_person and not (
        len(word) == SHORTEST_NAME and word.startswith(words("persons_told", "begins"))
    )
