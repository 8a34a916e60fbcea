"""Somebody else of whom a message speaks: a relative, a colleague, a master, with the surname if one is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.language.clauses import clauses
from bot.language.normalize import folded, normalize
from bot.language.word_finder import finder, trimmed
from bot.language.words import one_of, words

_SURNAME = one_of("person", "surnames")
_PERSON = re.compile(
    rf"{one_of('person', 'nobody')}|(?P<whose>{one_of('person', 'mine')})?(?P<who>{_SURNAME}?{one_of('person', 'others')})"
)
_SELF = re.compile(folded(rf"我(?!们|家|{one_of('person', 'others')})|本人|自己"))
# Who asks for help or gives it is not of whom is spoken: 我爸退休了，帮我核一下.
_HELP = re.compile(rf"{one_of('person', 'helps')}我|我(?:想|要|来|就|先)*{one_of('person', 'helps')}")
_MY = "我"
_BESIDE_PERSON = 4
"""Characters that may stand between 给 and the person for whom something is done: 给别的同事."""
_DOING = 3
"""Of the words for helping, the first that say that something is done for somebody."""


def speaks_of_self(text: str) -> bool:
    """Whether a text speaks of the writer: 我退休了; 他是中级 and 帮我看看 do not."""
    return bool(_SELF.search(_HELP.sub("", normalize(text))))


def person_in(text: str) -> str:
    """How a message calls somebody else of whom it speaks, and not of the writer; "" if it speaks of the writer or nobody."""
    said = normalize(text)
    found = next((match for match in _PERSON.finditer(said) if match["who"] and not _no_subject(match)), None)
    if found is None or _is_self(said[: found.start()]) or _SELF.search(_HELP.sub("", said[found.end() :])):
        return ""
    return f"{_MY}{found['who']}" if found["whose"] else found["who"]


def definite_person(text: str) -> str:
    """How a message calls one certain person beside the writer: 我爸, 小周, 小伙子 of 厂里有个小伙子; "" if it calls none.

    Who is one of many, as 老师傅 in 返聘的老师傅能报吗, is nobody certain.
    """
    said = normalize(text)
    person = person_in(said)
    if person and owns_what_is_told(said):
        return ""
    if person and (
        relative(person) not in words("person", "roles")
        or person != relative(person)
        or _is_one(said, person)
    ):
        return person
    who, end = _pointed_to(said)
    if not who:
        start, end = _name_in(said)
        who = said[start:end]
    return "" if not who or _SELF.search(_HELP.sub("", said[end:])) else who


def _pointed_to(said: str) -> tuple[str, int]:
    """One of many to whom a text points (有个小伙子, 我老师), and where the word ends; empty if it points to none."""
    of = words("person", "of")
    for found in finder("person", "roles", "related").found_in(said):
        before, behind = said[: found.start], said[found.end :]
        own = found.word in words("person", "related") and before.endswith(words("person", "mine"))
        owns = behind.startswith(of) and behind[1:2].isalnum()
        if (own or before.endswith(words("person", "one"))) and not (owns or _is_self(before)):
            return found.word, found.end
    return "", 0


def _name_in(said: str) -> tuple[int, int]:
    """Where somebody is called by a surname (小周, 陈老师, 给老周): its start and end, twice 0 if nobody is."""
    for found in finder("person", "surnames").found_in(said):
        before, behind = said[: found.start], said[found.end :]
        title = finder("person", "titles").longest_at(said, found.end) if behind else ""
        old = before.endswith(words("person", "old")) and (
            not before[-2:-1].isalnum() or before[:-1].endswith(words("person", "before_old"))
        )
        if title or old or before.endswith(words("person", "little")):
            return found.start - (0 if title else 1), found.end + len(title)
    return 0, 0


def named_person(text: str) -> str:
    """Whoever a text names first, by a surname (小周, 陈老师) or as one of the writer's own (我爸); "" if it names nobody."""
    said = normalize(text)
    start, end = _name_in(said)
    return said[start:end] or person_in(said)


def owns_what_is_told(said: str) -> bool:
    """Whether a normalised text speaks of what is somebody else's: 同事的函没盖章."""
    of, one = words("person", "of"), words("person", "one")
    for clause in clauses(said):
        for found in _PERSON.finditer(clause):
            before, behind = clause[: found.start()], clause[found.end() :]
            first = not before or before.endswith(one)
            if found["who"] and first and behind.startswith(of) and behind[1:2].isalnum():
                return True
    return False


def _is_one(said: str, person: str) -> bool:
    """Whether a text points to one of those whom it calls so: 我们单位1个同事, or 他 behind it."""
    place = said.find(person)
    pointed = said[:place].endswith(words("person", "one"))
    return pointed or finder("person", "pronouns").stands_in(said[place:])


def subject_in(text: str) -> str:
    """Somebody else of whom a message tells something, as `person_in`; "" if they only told it, or noted it (我媳妇讲), or what
    happened to them only tells when something was: 我外公走的那天."""
    person = person_in(text)
    said = normalize(text) if person else ""
    return "" if person and (_only_reports(said, person) or _only_tells_when(said, person)) else person


def _only_tells_when(said: str, person: str) -> bool:
    """Whether what a normalised text tells of a person is only when something was, by what happened to them; 我爸那年退休 tells
    of him."""
    behind = next(
        (part.partition(relative(person))[2] for part in clauses(said) if relative(person) in part), ""
    )
    marked = next(finder("person", "marks_time").found_in(behind), None)
    return (marked is not None and marked.start > 0) or finder("person", "life").stands_in(behind)


def _only_reports(said: str, person: str) -> bool:
    """Whether the clause in which a person stands first says that they told or noted something, and not of themselves."""
    clause = next(part for part in [*clauses(said), said] if relative(person) in part)
    behind = clause[clause.find(relative(person)) + len(relative(person)) :]
    beside, pronouns = finder("person", "report_beside"), finder("person", "pronouns")
    while behind and (word := beside.longest_at(behind, 0)):
        behind = behind[len(word) :]
    does = finder("person", "reports").longest_at(behind, 0)
    return bool(does) and not pronouns.longest_at(behind[len(does) :], 0)


def behind_report(clause: str) -> str:
    """What a clause says behind who told it: 我1993年毕业 of 我女儿讲我1993年毕业; the clause if nobody is said to tell it."""
    start = len(finder("person", "mine").longest_at(clause, 0))
    others = finder("person", "others")
    who = others.longest_at(clause, start) or others.longest_at(clause, start + 1)
    place = clause.find(who, start) + len(who)
    while (
        who and place < len(clause) and (word := finder("person", "report_beside").longest_at(clause, place))
    ):
        place += len(word)
    says = finder("person", "says").longest_at(clause, place) if who and place < len(clause) else ""
    rest = clause[place + len(says) :]
    return rest if says and not finder("person", "pronouns").longest_at(rest, 0) else clause


def said_of_self(said: str) -> str:
    """The clauses of a normalised text that speak of the writer if others speak of somebody else: 老伴退了，我还在岗."""
    parts = clauses(said)
    of = words("person", "of")[0]
    # 我哥当法人的公司 is no clause about him.
    others = (
        part
        for part in parts
        if subject_in(part) and of not in part.rstrip(of) and not _SELF.match(part)  # 我叫儿子点的
    )
    if not (any(others) and any(_SELF.match(part) for part in parts)):
        return said
    return ",".join(clauses_of_self(parts)) or said


def for_another(clause: str) -> bool:
    """Whether a clause tells what was done for somebody else: 给老周报的时候, 替同事办过."""
    for found in finder("person", "benefits").found_in(clause):
        rest = clause[found.end :]
        called = person_in(rest) or finder("person", "somebody", "roles").longest_at(rest, 0)
        start, end = _name_in(rest)
        if (called and rest.find(relative(called)) <= _BESIDE_PERSON) or (end and not start):
            return True
    return False


def calls_by_name(text: str) -> bool:
    """Whether a text calls somebody by a surname, as people call others: 小王, 陈老师, 给老周."""
    return _name_in(normalize(text))[1] > 0


def clauses_of_self(said: Iterable[str]) -> Iterator[str]:
    """The clauses of a message that speak of the writer; behind one that speaks of somebody else all do until 我 is said."""
    other = False
    for clause in said:
        other = bool(person_in(clause)) or (other and not speaks_of_self(clause))
        if not other:
            yield clause


def same_person(name: str, person: str) -> bool:
    """Whether somebody called `name` may well be meant by `person`: 我爸 by 爸爸, 张师傅 by 师傅, but not by 李师傅."""
    one, other = map(relative, (name, person))
    surnames = [
        finder("person", "surnames").longest_at(called, 0) if called else "" for called in (one, other)
    ]
    if all(surnames) and surnames[0] != surnames[1]:
        return False
    return bool(set(one) & set(other))


def turned_to(text: str) -> str:
    """The person to whom a message turns that says nothing else: 我爸 of 切回我爸, 我 of 那我自己呢; "" if it turns to nobody."""
    said = normalize(text)
    rest = trimmed(said, finder("person", "turns_to"), finder("person", "turns_to_ends"))
    if rest in words("person", "oneself"):
        return _MY if rest != said else ""
    return rest if rest != said else ""


def _with(found: re.Match[str]) -> bool:
    """Whether a person only takes part, or was asked, in what is told: 跟师弟两个人做的, 问过老板了."""
    return found.string[: found.start()].endswith(words("person", "with"))


def _no_subject(found: re.Match[str]) -> bool:
    """Whether a person only takes part in what is told, helped with it (表我女儿帮我填好了), or is not there: 没婆婆."""
    clause = next(iter(clauses(found.string[found.end() :])), "")
    absent = found.string[: found.start()].endswith(words("denial", "absent"))
    owns = (
        clause.startswith(words("person", "of"))
        and found.start() > 0
        and found.string[found.start() - 1].isalnum()
    )
    return (
        _with(found)
        or absent
        or owns
        or any(help + _MY in clause for help in words("person", "helps")[:_DOING])
    )


def relative(name: str) -> str:
    """A name without the word that says whose relative it is."""
    said = normalize(name)
    return said[len(finder("person", "mine").longest_at(said, 0)) :] if said else ""


def _is_self(before: str) -> bool:
    """Whether the words before a person say that the writer is that: 我是老板."""
    return before.endswith(words("person", "is")) and bool(_SELF.search(before))
