"""How the persons stand for whom somebody asks: verdict, what is missing, the next day, who still has to do something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.conversation.turn import Conversation, PersonAsked
from bot.interview.engine.texts import naming
from bot.interview.result.named_links import without_addresses, without_phones
from bot.interview.talk.person_called import called
from bot.interview.talk.progress import ME, VERDICT
from bot.language.persons import person_in
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.spoken import spoken_date
from bot.replies.acts import Group

if TYPE_CHECKING:
    from bot.interview.engine.papers import PaperLine
    from bot.interview.result.result import Lack, Result
    from bot.interview.talk.dialogue import Dialogue
    from bot.interview.talk.progress import Progress

_MOST_TOLD = 3
"""Things of a kind that a row of a list tells; of more, how many there are."""


@dataclass(frozen=True)
class Person:
    """How one person stands.

    `verdict` is its key and `said` its name; both are empty while `left` questions are open (`left` is 0 with a verdict).
    `missing` is certainly missing, with how much; `unclear` is to be found out. `day` is the next day by which something is to
    be done (None: none is ahead), `deadline` its name, `what` that. `against` is why they cannot apply. `handed_in`: by the
    answers the application is handed in.
    """

    name: str
    verdict: str
    said: str
    left: int
    answered: int
    missing: tuple[str, ...]
    unclear: tuple[str, ...]
    day: date | None
    deadline: str
    what: tuple[str, ...]
    against: tuple[str, ...]
    handed_in: bool
    items: tuple[str, ...] = ()
    """What is certainly missing, without how much."""

    @property
    def standing(self) -> str:
        """The verdict in words, or that questions are open."""
        return self.said or message("person_open", left=self.left)

    @property
    def day_said(self) -> str:
        """The next day in words; empty if none is ahead."""
        return spoken_date(self.day) if self.day is not None else ""


def people_of(
    conversation: Conversation, dialogue: Dialogue, pack: Pack, now: datetime
) -> tuple[Person, ...]:
    """Every person of `conversation` as they stand at `now` (aware), oneself first."""
    local = now.astimezone(pack.facts.zone)
    names = sorted(conversation.interviews, key=lambda name: name != ME)
    return tuple(_person(name, conversation.interviews[name], dialogue, pack, local) for name in names)


def chosen_people(people: Iterable[Person], group: Group) -> tuple[Person, ...]:
    """Those of `people` who belong to `group`."""
    wanted = {
        "all": lambda one: True,
        "missing": lambda one: not one.handed_in and one.verdict not in _REFUSED,
        "open": lambda one: not one.verdict,
        "can": lambda one: bool(one.verdict) and one.verdict not in _REFUSED,
        "cannot": lambda one: one.verdict in _REFUSED,
    }[group]
    return tuple(filter(wanted, people))


_REFUSED = ("not_eligible", "late")


def person_row(person: Person) -> str:
    """How a person stands, in one line without the name."""
    parts = [person.standing]
    if person.against:
        parts.append(person.against[0].partition(message("full_stop"))[0])
    if person.missing:
        parts.append(message("person_missing", what=_few(person.missing)))
    if person.unclear:
        parts.append(message("person_unclear", what=_few(person.unclear)))
    if person.day is not None:
        parts.append(message("person_day", date=person.day_said, deadline=deadline_of(person)))
    return message("between_sentences").join(parts)


def deadline_of(person: Person) -> str:
    """What the next day closes, and how many things are to be done before; empty if no day is ahead."""
    return message("person_deadline", name=person.deadline, count=len(person.what)) if person.day else ""


def shown_name(name: str) -> str:
    """A name as it stands in a list: as it was given, in quotation marks if it reads like no name."""
    return name if person_in(name) == name or name == ME else called(name)


def _few(items: tuple[str, ...], most: int = _MOST_TOLD) -> str:
    told = message("between_words").join(items[:most])
    return told if len(items) <= most else message("person_and_more", told=told, count=len(items))


def _person(name: str, progress: Progress, dialogue: Dialogue, pack: Pack, now: datetime) -> Person:
    result = naming(dialogue.standing(progress, now), called(name))
    decided = bool(progress.verdict) and (progress.phase != VERDICT or not progress.asking)
    refused = result.closed
    due = tuple(_due(result, pack, now)) if progress.answers and not refused else ()
    milestone = pack.facts.milestones[due[0].due] if due else None
    return Person(
        name=name,
        verdict=result.verdict if decided else "",
        said=result.name if decided else "",
        left=0 if decided else dialogue.left(progress, now),
        answered=len(progress.answers),
        missing=() if refused else tuple(_lacking(result, sure=True)),
        unclear=tuple(_lacking(result, sure=False)) if decided and not refused else (),
        day=milestone.day if milestone is not None else None,
        deadline=milestone.name if milestone is not None else "",
        what=tuple(dict.fromkeys(line.unmarked for line in due)),
        against=tuple(without_phones(without_addresses(reason.text)) for reason in result.against),
        handed_in=dialogue.handed_in(progress, now),
        items=() if refused else tuple(lack.line.unmarked for lack in result.lacking if lack.sure),
    )


def _lacking(result: Result, sure: bool) -> Iterator[str]:
    """What is missing for certain, with how much; or what is to be found out."""
    for lack in result.lacking:
        if lack.sure is sure:
            yield _with_gaps(lack) if sure else lack.line.unmarked


def _with_gaps(lack: Lack) -> str:
    """What is missing; with how much, if that can be said: 2022年度成绩单：总数差10，必修差10."""
    what = lack.line.unmarked
    if not lack.gaps:
        return what
    return message("person_gaps", what=what.partition(message("in_brackets", words="")[0])[0], gaps=lack.gaps)


def _due(result: Result, pack: Pack, now: datetime) -> Iterator[PaperLine]:
    """The lines of the checklist that are certainly to be done by the next day that is still ahead."""
    days = {id: one for id, one in pack.facts.milestones.items() if not one.is_over(now, pack.facts.zone)}
    lines = [*(lack.line for lack in result.lacking if lack.sure), *result.to_do]
    ahead = [line for line in lines if line.due in days and not line.rests_on]
    first = min((days[line.due].day for line in ahead), default=None)
    return (line for line in ahead if days[line.due].day == first)


def without(conversation: Conversation, name: str) -> Conversation:
    """The conversation without the person called `name`."""
    kept = {one: progress for one, progress in conversation.interviews.items() if one != name}
    open = "" if conversation.name == name else conversation.name
    asked = PersonAsked() if conversation.person.name == name else conversation.person
    return replace(conversation, interviews=kept, name=open, person=asked)


def renamed(conversation: Conversation, name: str, to: str) -> Conversation:
    """The conversation in which the person called `name` is called `to`; they keep their place."""
    kept = {to if one == name else one: progress for one, progress in conversation.interviews.items()}
    open = to if conversation.name == name else conversation.name
    return replace(conversation, interviews=kept, name=open)
