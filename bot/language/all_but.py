"""Says that all years are there, or all but some, in more or less words than a number: 五年一年没缺, 就19年那年没考，别的都在,
五年里只缺20年那份."""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.word_finder import finder
from bot.language.words import words


def behind_all(text: str, full: int) -> str:
    """What a text says behind the number of all: 一年没缺 of 五年一年没缺."""
    said = normalize(text)
    return said[len(f"{full}") + 1 :] if said.startswith(f"{full}") else said


def all_but_one(said: str) -> bool:
    """Whether a normalised text says that one year is missing and the others are there: 就19年那年没考,别的都在."""
    parts = clauses(said)
    lacking = [part for part in parts if finder("amount", "one_of_them").stands_in(part) and _lacks(part)]
    others = finder("amount", "the_others")
    return len(lacking) == 1 and any(others.stands_in(part) and not _lacks(part) for part in parts)


def all_but_named(said: str, full: int) -> int | None:
    """How many of `full` years a normalised text tells to be there that names those of them that lack: 4 of 5年里头只缺20年那份,
    3 of 5年里缺了2年的. None if it does not, or tells other numbers as well."""
    head = f"{full}{words('calendar', 'year')[-1]}"
    part = next((part for part in clauses(said) if head in part), "")
    behind = part[part.find(head) + len(head) :]
    within = finder("amount", "whole", "all_but").longest_at(behind, 0)
    if not part or not within or not _lacks(behind) or any(map(str.isdigit, part[: part.find(head)])):
        return None
    lacking = finder("amount", "one_of_them").sub(behind[len(within) :])
    named = _figures_of(lacking)
    near = list(finder("other_year", "relative").found_in(behind))
    if all(len(number) > 1 for number in named):
        missing = len(named) + len(near) or int(lacking != behind[len(within) :])
    else:
        missing = int(named[0]) if len(named) == 1 and not near else 0
    others = {number for one in clauses(said) if one != part for number in _figures_of(one)}
    left = full - missing
    return left if 0 < missing <= full and others <= {f"{left}"} else None


def without_all(said: str, full: int) -> str:
    """A normalised text without the number of all of which it tells some: 有3年,2年没有 of 5年里有3年,2年没有."""
    head = f"{full}{words('calendar', 'year')[-1]}"
    for found in finder("amount", "whole").found_in(said):
        before = said[: found.start]
        if before.endswith(head) and any(map(str.isdigit, said[found.end :])):
            return f"{before.removesuffix(head)}{said[found.end :]}"
    return said


def _figures_of(part: str) -> list[str]:
    """The figures of a normalised clause."""
    return "".join(character if character.isdigit() else " " for character in part).split()


def _lacks(part: str) -> bool:
    missing = finder("denial", "lost", "gone").stands_in(part) or finder(
        "amount", "short", "except"
    ).stands_in(part)
    return signs(part) > 0 or missing
