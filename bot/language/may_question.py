"""What asks whether somebody may, by its build and not by whom it is said of: 他这样还能报不, 轮得到我伐; and who is meant.

A clause is such a question if it is made of the words of a few small lists alone; what stands before such words in one clause
is what is said of somebody: 返聘的老师傅 of 返聘的老师傅可以报吗.
"""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.persons import definite_person, speaks_of_self
from bot.language.places import without_places
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.word_finder import finder
from bot.language.words import words

_BUILT_OF = ("who", "beside", "core", "deeds", "asking")
_LONGEST_ASKING = 24
"""Characters of the longest end of a clause that is taken for such a question."""


@remembered(TEXTS_KEPT)
def asks_one_may(clause: str) -> bool:
    """Whether a clause of a normalised text asks whether somebody may, and says nothing else: 这种还能报伐."""
    bare = without_places(clause)
    return (
        0 < len(bare) <= _LONGEST_ASKING
        and finder("may", *_BUILT_OF).covers(bare)
        and finder("may", "core").stands_in(bare)
        and _is_put_as_question(bare)
    )


@remembered(TEXTS_KEPT)
def said_before_may(clause: str) -> str:
    """What a clause says before it asks whether one may: 返聘的老师傅; the whole if it asks nothing so, "" if nothing else."""
    for start in range(max(0, len(clause) - _LONGEST_ASKING), len(clause)):
        rest = clause[start:]
        if asks_one_may(rest) and not (start and rest.startswith(words("may", "not_first"))):
            return clause[:start]
    return clause


def asks_of_a_kind(said: str) -> bool:
    """Whether a normalised text asks whether some kind of people may (返聘的人能报吗), and points to nobody."""
    if definite_person(said) or any(map(points_to_self, clauses(said))):
        return False
    before = [(clause, said_before_may(clause)) for clause in clauses(said)]
    kinds = [head for clause, head in before if head and head != clause]
    helps = finder("may", "for_whom")
    return bool(kinds) and all(
        head.endswith(words("may", "kinds")) and not helps.stands_in(head) for head in kinds
    )


def asks_of_one(said: str) -> bool:
    """Whether a normalised text asks whether one certain person may, or a kind of people of whom the writer is one."""
    parts = clauses(said)
    certain = bool(definite_person(said)) or any(map(points_to_self, parts))
    return certain and any(said_before_may(part) != part for part in parts)


def points_to_self(clause: str) -> bool:
    """Whether a clause only says that the writer is the one of whom was spoken: 就是我自己."""
    return finder("may", "self").stands_in(clause) and finder("may", "self", "points").covers(clause)


def asks_to_check(clause: str) -> bool:
    """Whether a clause asks that somebody be checked, and says nothing else: 先拿我自己试."""
    return (
        finder("may", "for_whom", "checks", "check_beside").covers(clause)
        and finder("may", "for_whom").stands_in(clause)
        and finder("may", "checks").stands_in(clause)
        and finder("may", "check_beside").stands_in(clause)
    )


def checks_of_one(clause: str) -> bool:
    """Whether a clause turns to somebody who is to be checked, and says nothing else: 看看我自己."""
    checks = finder("may", "checks")
    return checks.stands_in(clause) and finder("may", "for_whom", "checks", "check_beside").covers(clause)


def wishes_to_do(clause: str) -> bool:
    """Whether a clause says that somebody wishes to do what one may or may not: 也想评这个."""
    deeds = finder("may", "deeds")
    return any(deeds.longest_at(clause, found.end) for found in finder("state", "wished").found_in(clause))


def speaks_of_one(said: str) -> bool:
    """Whether a normalised text speaks of the writer or of one certain person, and not of a kind of people."""
    return bool(definite_person(said)) or speaks_of_self(said) or any(map(points_to_self, clauses(said)))


def _is_put_as_question(clause: str) -> bool:
    """Whether something is said and denied in one (能不能, 可以报不可以), or ends as questions do."""
    if finder("may", "either").stands_in(clause) or clause.endswith(words("may", "ends")):
        return True
    return any(
        clause[place + len(no)] in clause[:place]
        for no in words("may", "no")
        for place in range(1, len(clause) - len(no))
        if clause.startswith(no, place)
    )


def without_either(said: str) -> str:
    """A normalised text whose clauses end where something is said and denied in one: 课时86,查查我 of 课时86,查查我合不合规定."""
    cut = (clause[: _either_at(clause)] for clause in clauses(said))
    return ",".join(clause for clause in cut if clause)


def _either_at(clause: str) -> int | None:
    """Where something begins that is said and denied in one (能 of 能不能); None if nothing is."""
    for no in words("may", "no"):
        for place in range(1, len(clause) - len(no)):
            if clause.startswith(no, place) and clause[place + len(no)] == clause[place - 1]:
                return place - 1
    return None
