"""The words of its subject that the pack lists (members of kinds, concepts), and the correction of typos by their sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.language.normalize import normalize
from bot.language.pinyin import blurred, syllables
from bot.language.word_finder import FoundWord, WordFinder
from bot.language.words import words

_FIRST_MARK = "\ue000"
MOST_KINDS = 64
"""Kinds of one pack whose members are told apart."""
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LONGEST = 8
_SHORT_WORD = 2
_ABSENT_REACH = 4
_POINTING = frozenset(words("denial", "pointing"))
_DEEDS = frozenset(words("denial", "deeds"))
_NONE, _WHETHER, _FIXED = (words("denial", name) for name in ("none", "whether", "none_inside"))


@dataclass(frozen=True)
class MemberFound:
    """A member of a kind named in a text: the word as typed (corrected), and the ids of the member and of its kind."""

    word: str
    member: str
    kind: str = ""


def mark_of(number: int) -> str:
    """What stands in a text for the name of a member of the kind of this number (from 0); phrasings write `{kind}`."""
    return chr(ord(_FIRST_MARK) + min(number, MOST_KINDS - 1))


MARKS = "".join(map(mark_of, range(MOST_KINDS)))
"""The marks of all kinds."""


class Lexicon:
    """Finds members and concepts in normalised text, and corrects words that only sound right."""

    def __init__(
        self,
        members: Mapping[str, str],
        names: Mapping[str, Iterable[str]],
        concepts: Mapping[str, Iterable[str]],
        kinds: Mapping[str, Iterable[str]] | None = None,
        done: Iterable[str] = (),
    ) -> None:
        """All words are normalised already.

        `members` maps each word to its member, `names` each short name to its long ones, `concepts` each group to its
        words, `kinds` each kind to its members. `done` are words for what is done, which therefore is there.
        """
        self._deeds = _DEEDS.union(done)
        self._kind_of = {member: kind for kind, held in (kinds or {}).items() for member in held}
        self._marks = {kind: mark_of(number) for number, kind in enumerate(kinds or ())}
        self._short = {long: short for short, longs in names.items() for long in longs}
        self._long_names = WordFinder(self._short)
        self._members = dict(members)
        self._member_words = WordFinder(self._members)
        self._concepts: dict[str, list[str]] = {}
        for name, said in concepts.items():
            for word in said:
                self._concepts.setdefault(word, []).append(name)
        self._concept_words = WordFinder(self._concepts)
        words = (*self._members, *self._concepts, *self._short, *names)
        known = [word for word in words if _HAN_RUN.fullmatch(word)]
        self._known_words = WordFinder(known)
        self._by_sound = _by_sound(known, syllables())
        self._by_blur = _by_sound(known, blurred())
        self._sharp_lengths, self._blur_lengths = _lengths(self._by_sound), _lengths(self._by_blur)

    def members(self, text: str) -> tuple[str, tuple[MemberFound, ...]]:
        """`text` with each member's name replaced by the mark of its kind, and the members found, in order."""
        found: list[MemberFound] = []
        out: list[str] = []
        end = 0
        for index in self._member_words.begins(text):
            word = self._member_at(text, index) if index >= end else ""
            if word:
                member = self._members[word]
                found.append(MemberFound(word, member, self._kind_of.get(member, "")))
                out += text[end:index], self.mark(found[-1].kind)
                end = index + len(word)
        return "".join([*out, text[end:]]), tuple(found)

    def mark(self, kind: str) -> str:
        """What stands in a text for the name of a member of a kind."""
        return self._marks.get(kind, _FIRST_MARK)

    def _member_at(self, text: str, index: int) -> str:
        """The member named at `index`, unless a longer name begins within it: 电子琴 in 弹电子琴, not 弹电子."""
        word = self._member_words.longest_at(text, index)
        inner = range(index + 1, index + len(word))
        return "" if any(len(self._member_words.longest_at(text, i)) > len(word) for i in inner) else word

    def concepts(self, text: str) -> set[str]:
        """The concepts whose words stand in `text`, those that stand in a longer one aside."""
        return self.named(text)[0]

    def spans(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Where the words of each concept stand in `text`, from left to right; of overlapping ones the longest."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for word in self._concept_words.found_in(text):
            for name in self._concepts[word.word]:
                spans.setdefault(name, []).append((word.start, word.end))
        return spans

    def known_in(self, text: str) -> tuple[FoundWord, ...]:
        """The words of the subject in `text`, from left to right; of overlapping ones the first and longest."""
        return tuple(self._known_words.found_in(text))

    def named(self, text: str) -> tuple[set[str], set[str], set[str]]:
        """The concepts whose words stand in `text`, those of which it says that there is none (没设主管部门), and those that
        somebody says he is not (不是公务员)."""
        found: set[str] = set()
        lacking: set[str] = set()
        denied: set[str] = set()
        for index in self._concept_words.begins(text):
            for word in self._concept_words.at(text, index):
                found.update(self._concepts[word])
                behind = text[index + len(word) : index + len(word) + 1]
                before = text[max(0, index - _ABSENT_REACH) : index]
                if _says_none(before, word, behind, self._deeds):
                    lacking.update(self._concepts[word])
                if before.endswith(_IS_NOT) and not before.endswith(_IS_OR_NOT):
                    denied.update(self._concepts[word])
        return found, lacking, denied

    def mend(self, text: str, familiar: Callable[[str], bool]) -> str:
        """Correct normalised text, and shorten long names.

        Words that sound like a word of the domain, and share a character with it, become that word, but only where a
        pair of characters stands that is not `familiar`: 就业技能 holds no misspelt 业绩.
        """
        text = self.shorten(text)
        mended = _HAN_RUN.sub(lambda match: self._mend_run(match.group(), familiar), text)
        return text if mended == text else self.shorten(mended)

    def shorten(self, text: str) -> str:
        """Long official names as the short ones that people use."""
        out: list[str] = []
        end = 0
        for found in self._long_names.found_in(text):
            out += text[end : found.start], self._short[found.word]
            end = found.end
        return "".join([*out, text[end:]])

    def _mend_run(self, run: str, familiar: Callable[[str], bool]) -> str:
        strange = [not familiar(run[index : index + 2]) for index in range(len(run) - 1)]
        if not any(strange):
            return run
        known = [""] * len(run)
        for index in self._known_words.begins(run):
            known[index] = self._known_words.longest_at(run, index)
        sharp = [syllables().get(character, character) for character in run]
        blur = [blurred().get(character, character) for character in run]
        out: list[str] = []
        index = 0
        while index < len(run):
            word = known[index]
            if len(word) < _SHORT_WORD and any(strange[index : index + _LONGEST - 1]):
                heard = self._heard_at(run, index, strange, known, sharp, blur)
                # 婚庆花艺 holds no 清华: what stands around a misspelt word goes with the word that was meant.
                if heard and self._fits(heard, run, index, familiar):
                    word = heard
            out.append(word or run[index])
            index += len(word) or 1
        return "".join(out)

    def _fits(self, word: str, run: str, index: int, familiar: Callable[[str], bool]) -> bool:
        """Whether a word in the place of what sounds like it goes with the character before or behind it, if both are there.

        The name of a member does so as any name of its kind does.
        """
        before, behind = run[:index][-1:], run[index + len(word) :][:1]
        if len(word) > _SHORT_WORD or not before or not behind:
            return True
        mark = self.mark(self._kind_of.get(self._members[word], "")) if word in self._members else ""
        edges = [(word[0], word[-1]), *([(mark, mark)] if mark else [])]
        return any(familiar(before + first) or familiar(last + behind) for first, last in edges)

    def _heard_at(
        self,
        run: str,
        index: int,
        strange: Sequence[bool],
        known: Sequence[str],
        sharp: Sequence[str],
        blur: Sequence[str],
    ) -> str:
        """The word of the domain that sounds as if it stood at `index`; empty if none does.

        `sharp` and `blur` are the sounds of the run.
        """
        alike = self._sharp_lengths.get(" ".join(sharp[index : index + 2]), _NO_LENGTHS)
        blurred_alike = self._blur_lengths.get(" ".join(blur[index : index + 2]), _NO_LENGTHS)
        if not alike and not blurred_alike:
            return ""
        end = index + 1
        while end < min(index + _LONGEST, len(run)) and not known[end]:
            end += 1  # 做游泳: the word that stands there outweighs one that 做游 only sounds like
        for length in sorted(alike | blurred_alike, reverse=True):
            if length > end - index or not any(strange[index : index + length - 1]):
                continue
            for word in self._by_sound.get(" ".join(sharp[index : index + length]), ()):
                # Two syllables alone are too little, so a character must agree as well: 公式 is a misspelt 公事.
                if length > 2 or run[index] == word[0] or run[index + 1] == word[1]:
                    return word
            for word in self._by_blur.get(" ".join(blur[index : index + length]), ()) if length > 2 else ():
                return word
        return ""


_NO_LENGTHS: frozenset[int] = frozenset()
_IS_NOT = words("denial", "is_none")
_IS_OR_NOT = words("question", "is_or_not")


def _says_none(before: str, word: str, behind: str, deeds: Collection[str]) -> bool:
    """Whether the words before another say that there is none of it; 有没有 asks, and 没办法 is a word of its own.

    Of 没有授徒这个格子 there is none of another thing, and 还没提交 is not done yet.
    """
    if not before.endswith(_NONE) or before.endswith(_WHETHER) or behind in _POINTING or word in deeds:
        return False
    return not f"{before}{word}".endswith(_FIXED)


def normalized_members(words: Mapping[str, str]) -> dict[str, str]:
    """A pack's member words in the form in which text is matched."""
    return {normalize(word): member for word, member in words.items()}


def normalized_groups(groups: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """A pack's names or concepts in the form in which text is matched."""
    return {name: [normalize(word) for word in words] for name, words in groups.items()}


def _by_sound(words: Iterable[str], table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    sounds: dict[str, list[str]] = {}
    for word in words:
        sounds.setdefault(" ".join(table.get(character, character) for character in word), []).append(word)
    return {sound: tuple(group) for sound, group in sounds.items()}


def _lengths(by_sound: Mapping[str, Iterable[str]]) -> dict[str, frozenset[int]]:
    """By the first two sounds, how long the words are that begin with them."""
    found: dict[str, set[int]] = {}
    for sound in by_sound:
        syllables_of = sound.split(" ")
        found.setdefault(" ".join(syllables_of[:2]), set()).add(len(syllables_of))
    return {begin: frozenset(lengths) for begin, lengths in found.items()}
