"""Acts: one type for each thing that picking a choice can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal

InterviewStep = Literal[
    "why", "meaning", "back", "change", "again", "anew", "undo", "pause", "go_on", "papers", "more", "progress", "list", "result",
    "human", "keep", "confirm", "reject", "take_back", "skip", "gaps", "in_time",
]  # fmt: skip
CONFIRM: Final = "confirm"
REJECT: Final = "reject"
ReminderOrder = Literal["begin", "watch", "list", "stop", "resume", "calendar", "all", "others"]
Group = Literal["all", "missing", "open", "can", "cannot"]
"""Which of several persons are meant: all, those who have not handed in, whose questions are open, who may and may not apply."""
WishOrder = Literal["show", "stop", "pause", "resume", "days", "leads", "hour"]


@dataclass(frozen=True)
class PickEntry:
    """Have the entry of this id answered."""

    entry: str


@dataclass(frozen=True)
class NoneOfThese:
    """都不是."""


@dataclass(frozen=True)
class RunCommand:
    """A command that begins with a slash."""

    command: str


@dataclass(frozen=True)
class BeginInterview:
    """Begin the interview, or go on with it."""


@dataclass(frozen=True)
class AnswerQuestion:
    """Answer the question about `fact` with `value`, written as in an id: an option's value as text."""

    fact: str
    value: str


@dataclass(frozen=True)
class ChangeAnswer:
    """Have `fact` asked again."""

    fact: str


@dataclass(frozen=True)
class TakeStep:
    """为什么问, 什么意思, 上一步, 改, 重来, 先到这里, 继续, 要交什么, 还有几题, 我答了啥, 现在能报吗, 转人工, 不改了."""

    step: InterviewStep


@dataclass(frozen=True)
class InterviewOf:
    """Go on with the interview of the person called `name`."""

    name: str


@dataclass(frozen=True)
class InterviewAnother:
    """Hold an interview for somebody else, whose name is to be asked."""


@dataclass(frozen=True)
class ListPeople:
    """Tell how the persons stand for whom somebody asks."""

    group: Group = "all"


@dataclass(frozen=True)
class TakePeopleAlong:
    """Give the table of these persons as a file."""


@dataclass(frozen=True)
class TellPerson:
    """Tell what the person called `name` still lacks."""

    name: str


@dataclass(frozen=True)
class RenamePerson:
    """Call the person `name` from now on `to`; empty: ask how."""

    name: str
    to: str = ""


@dataclass(frozen=True)
class DropPerson:
    """Delete the interview of the person called `name`; unless `sure`, ask first."""

    name: str
    sure: bool = False


@dataclass(frozen=True)
class BeginFor:
    """Hold an interview for somebody new who is called `name`, though another may be called so too."""

    name: str


@dataclass(frozen=True)
class UnknownPeopleAct:
    """A choice about persons that this version does not know."""

    id: str


@dataclass(frozen=True)
class UnknownInterviewAct:
    """A choice of the interview that this version does not know: an older or newer one offered it."""

    id: str


@dataclass(frozen=True)
class OrderReminders:
    """Something about all reminders: the way in, the next notice, the list, stop, resume, a calendar, every deadline."""

    order: ReminderOrder


@dataclass(frozen=True)
class RemindRole:
    """Be reminded of the deadlines of a role."""

    role: str


@dataclass(frozen=True)
class OrderWish:
    """Something about one wish: show it, stop, pause or resume it, open one of its menus."""

    wish: str
    order: WishOrder


@dataclass(frozen=True)
class SetLead:
    """Be reminded so many `days` before, or no longer."""

    wish: str
    days: int
    on: bool


@dataclass(frozen=True)
class SetMilestone:
    """Be reminded of this milestone, or no longer."""

    wish: str
    milestone: str
    on: bool


@dataclass(frozen=True)
class SetHour:
    """Be reminded at this hour, in the zone of the notice."""

    wish: str
    at: time


@dataclass(frozen=True)
class ChooseMoment:
    """Which of several moments was meant, in the zone of the notice."""

    wish: str
    day: date
    at: time


@dataclass(frozen=True)
class DropMoment:
    """No longer be reminded at one of the moments of a wish, in the zone of the notice."""

    wish: str
    day: date
    at: time


@dataclass(frozen=True)
class MarkDone:
    """What a wish reminds of is dealt with: `milestone`, or all of it (empty); `on` is False if it is not after all."""

    wish: str
    milestone: str
    on: bool


@dataclass(frozen=True)
class RemindAgain:
    """Be reminded once more, an hour later, of what was due at `of` (aware) for `milestone` (empty: a moment), or not."""

    wish: str
    milestone: str
    of: datetime
    on: bool


@dataclass(frozen=True)
class UnknownReminderAct:
    """A choice about reminders that this version does not know. `wish` is the id of its wish; empty for all."""

    id: str
    wish: str = ""


@dataclass(frozen=True)
class TakeRole:
    """Say who one is: the id of a role of the notice, or empty to take that back."""

    role: str


@dataclass(frozen=True)
class AskRole:
    """Have it asked who one is."""


@dataclass(frozen=True)
class TellNextDay:
    """Have the next day told that means something to whoever asks."""


@dataclass(frozen=True)
class TellWhenAnswered:
    """Be told once what was `asked` (its mark, not its words) is answered, or no longer."""

    asked: str
    on: bool


@dataclass(frozen=True)
class OpenNotice:
    """Speak of the notice with this tag from now on; words that awaited which notice was meant are taken there."""

    tag: str


@dataclass(frozen=True)
class InNotice:
    """Do `act` in the notice with this tag, whichever is spoken of."""

    tag: str
    act: Act


WishAct = OrderWish | SetLead | SetMilestone | SetHour | ChooseMoment | DropMoment | MarkDone | RemindAgain
InterviewAct = AnswerQuestion | ChangeAnswer | TakeStep | InterviewOf | InterviewAnother | UnknownInterviewAct
PeopleAct = (
    ListPeople | TakePeopleAlong | TellPerson | RenamePerson | DropPerson | BeginFor | UnknownPeopleAct
)
ReminderAct = OrderReminders | RemindRole | WishAct | UnknownReminderAct
RoleAct = TakeRole | AskRole | TellNextDay
NoticeAct = OpenNotice | InNotice
Act = (
    PickEntry
    | NoneOfThese
    | RunCommand
    | BeginInterview
    | InterviewAct
    | PeopleAct
    | ReminderAct
    | RoleAct
    | TellWhenAnswered
    | NoticeAct
)
