"""Names that people give to those for whom they ask: whatever is typed, a command and a number too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.language.normalize import normalize
from bot.language.ordinals import ordinal
from bot.language.persons import person_in, same_person
from bot.language.word_finder import finder
from bot.language.words import words

LONGEST_NAME = 20
_COLON, _FULL_COLON = ":："
_BRACKETS = "（）"
_BETWEEN = " ：:，,"
_SHORTEST_BARE = 2
"""Characters that must be left of a name: 给力 is one."""


@dataclass(frozen=True)
class Named:
    """A person whom a message names: the `name` under which they are known, and the message with `stand_in` in its place.

    `behind` is what stands behind the name. `quoted`: it stands in quotation marks, so that it is a name whatever it says.
    """

    name: str
    text: str
    behind: str
    quoted: bool = False


def stand_in() -> str:
    """Whoever is named, as sayings have it."""
    return words("people", "stand_in")[0]


def clean_name(said: str) -> str:
    """A name as it is kept: printable, on one line, not too long, without the colon that parts ids; "" if nothing is left."""
    printable = "".join(character for character in said if character.isprintable() or character.isspace())
    return " ".join(printable.replace(_COLON, _FULL_COLON).split())[:LONGEST_NAME].strip()


def given_name(said: str) -> str:
    """The name that a message gives that says nothing else: 王芳 of 他叫王芳, 重来 of “重来”."""
    text = said.strip()
    if is_quoted(text):
        return clean_name(text[1:-1])
    return clean_name(_bare(text) or text)


def is_quoted(said: str) -> bool:
    """Whether a text is nothing but words in quotation marks."""
    text = said.strip()
    return len(text) > 2 and text[0] + text[-1] in words("people", "quotes")


def is_oneself(name: str) -> bool:
    """Whether a name is what people call themselves: 我, 本人, 自己."""
    return normalize(name) in words("person", "oneself")


def other_name(name: str, taken: Iterable[str]) -> str:
    """A name for another person who is called the same: 王芳（2）."""
    known = set(taken)
    for number in range(2, len(known) + 3):
        mark = f"{_BRACKETS[0]}{number}{_BRACKETS[1]}"
        made = name[: LONGEST_NAME - len(mark)].rstrip() + mark
        if made not in known:
            return made
    raise AssertionError(name)


def named_in(said: str, names: Iterable[str]) -> Named | None:
    """Who of `names` is named in a message: as they are written, in whatever form, or as the relative that they are."""
    longest_first = sorted(names, key=len, reverse=True)
    for text in (said, normalize(said)):
        for name in longest_first:
            written = name if text is said else normalize(name)
            found = _written(text, written, name) if written else None
            if found is not None:
                return found
    return _relative_in(normalize(said), longest_first)


def full_names_in(said: str) -> Iterator[Named]:
    """What in a message has the form of a Chinese name, a surname with one or two characters behind it."""
    for found in finder("person", "surnames").found_in(said):
        for length in (2, 1):
            end = found.end + length
            if said[found.end : end].isalpha() and len(said[found.end : end]) == length:
                yield Named(
                    said[found.start : end], said[: found.start] + stand_in() + said[end:], said[end:]
                )


def new_name(named: Named) -> str:
    """What a message wants somebody to be called from now on; "" if it does not say."""
    strong = next(finder("people", "renames").found_in(named.behind), None)
    weak = list(finder("people", "renames_last").found_in(named.behind))
    last = strong or (weak[-1] if weak else None)
    if last is None:
        return ""
    rest = named.behind[last.end :].lstrip(_BETWEEN)
    while rest and (word := finder("people", "renames", "renames_last").longest_at(rest, 0)):
        rest = rest[len(word) :].lstrip(_BETWEEN)  # 名字错了，应该是小李
    return given_name(rest)


def wants_quotes(name: str) -> bool:
    """Whether a name reads like no name in the middle of a sentence: a number, a sign, many words."""
    return not name[0].isalpha() or len(name) > LONGEST_NAME // 2 or ordinal(name) is not None


def _written(text: str, written: str, name: str) -> Named | None:
    for quotes in words("people", "quotes"):
        whole = f"{quotes[0]}{written}{quotes[1]}"
        if whole in text:
            return Named(name, text.replace(whole, stand_in(), 1), text.partition(whole)[2], quoted=True)
    before, found, behind = text.partition(written)
    return Named(name, f"{before}{stand_in()}{behind}", behind) if found else None


def _relative_in(said: str, names: Iterable[str]) -> Named | None:
    person = person_in(said)
    found = [name for name in names if same_person(name, person)] if person else []
    if len(found) != 1 or person not in said:
        return None
    before, _, behind = said.partition(person)
    return Named(found[0], f"{before}{stand_in()}{behind}", behind)


def _bare(text: str) -> str:
    """A name without the words that give it: 他叫王芳, 给王芳吧."""
    begin = finder("people", "called").longest_at(text, 0) if text else ""
    bare = text[len(begin) :].lstrip(_BETWEEN)
    for end in words("people", "called_ends"):
        bare = bare.removesuffix(end)
    return bare if len(bare) >= _SHORTEST_BARE else text
