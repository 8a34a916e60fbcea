"""Reads which details people ask for that few notices write (文件格式, 盖章, 字数 …), and whether an entry states them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.ranking import Ranker
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder
from bot.language.words import words
from bot.pack.model import Entry, Pack


def _of_a_body(behind: str) -> bool:
    """Whether what stands behind the words for a detail makes them ask which body is meant: 哪一级的什么部门."""
    leads = words("naming", "body_leads")
    rest = behind
    while lead := next((one for one in leads if rest.startswith(one)), ""):
        rest = rest[len(lead) :]
    return rest.startswith(words("naming", "bodies"))


class AskedDetails:
    """Finds the details that texts ask for, beside the entries of one pack."""

    def __init__(self, pack: Pack, texts: EntryTexts, ranker: Ranker) -> None:
        self._words = {
            name: tuple(dict.fromkeys(map(normalize, said))) for name, said in pack.details.items()
        }
        self._of: dict[str, list[str]] = {}
        for name, said in self._words.items():
            for word in said:
                self._of.setdefault(word, []).append(name)
        self._finder = WordFinder(self._of)
        self._texts = texts
        self._ranker = ranker

    def asked(self, asking: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The details that normalised clauses ask for, each with the words that do so."""
        found: dict[str, list[str]] = {}
        for clause in asking:
            for one in self._finder.found_in(clause):
                if _of_a_body(clause[one.end :]):
                    continue
                for name in self._of[one.word]:
                    found.setdefault(name, []).append(one.word)
        return found

    def unheard(self, asked: Mapping[str, Sequence[str]], entry: Entry) -> list[str]:
        """Those of which neither the phrasings nor the answer of an entry hold the asking words."""
        return [name for name, said in asked.items() if not any(self._holds(entry, word) for word in said)]

    def unstated(self, asked: Mapping[str, Sequence[str]], entry: Entry) -> list[str]:
        """Those of which the answer of an entry holds no word at all."""
        said = self._texts.text(entry)
        return [name for name in asked if not any(word in said for word in self._words[name])]

    def _holds(self, entry: Entry, word: str) -> bool:
        """Whether a word stands in the answer of an entry, or in its phrasings as far as these are known by their pairs."""
        if word in self._texts.text(entry):
            return True
        held = pairs(word)
        return bool(held) and not self._ranker.unheard(held, entry.id)
