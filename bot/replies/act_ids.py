"""Encodes acts as the ids that channels carry: short, and stable as long as old buttons exist.

`iv:answer:FACT:VALUE`, `iv:change:FACT`, `iv:do:STEP`, `iv:name:NAME`, `iv:other` belong to the interview; `pp:list`,
`pp:list:GROUP`, `pp:table`, `pp:tell:NAME`, `pp:rename:NAME`, `pp:renamed:NAME:TO`, `pp:drop:NAME`, `pp:dropped:NAME`,
`pp:new:NAME` to the persons for whom somebody asks (TO has no colon); `rm:ORDER`,
`rm:role:ROLE`, `rm:WISH:ORDER`, `rm:WISH:lead:±DAYS`, `rm:WISH:day:±MILESTONE`, `rm:WISH:at:HHMM`,
`rm:WISH:on:YYYYMMDDHHMM`, `rm:WISH:off:YYYYMMDDHHMM`, `rm:WISH:done:MILESTONE`,
`rm:WISH:undone:MILESTONE`, `rm:WISH:again:YYYYMMDDHHMM:MILESTONE` and `rm:WISH:once:YYYYMMDDHHMM:MILESTONE` (not again; in
UTC; the milestone may be empty) to reminders; `my:role:ROLE`, `my:role` and `my:next` to who one is;
`tl:±MARK` to what somebody wishes to be told once it is answered;
`nt:TAG` opens a notice, and `nt:TAG:ID` is what ID is, in that notice, where several are spoken of.
A sign says what a tap leads to, so that a second tap changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast, get_args

from bot.replies.acts import (
    Act,
    AnswerQuestion,
    AskRole,
    BeginFor,
    BeginInterview,
    ChangeAnswer,
    ChooseMoment,
    DropMoment,
    DropPerson,
    Group,
    InNotice,
    InterviewAct,
    InterviewAnother,
    InterviewOf,
    InterviewStep,
    ListPeople,
    MarkDone,
    NoneOfThese,
    NoticeAct,
    OpenNotice,
    OrderReminders,
    OrderWish,
    PeopleAct,
    PickEntry,
    RemindAgain,
    ReminderAct,
    ReminderOrder,
    RemindRole,
    RenamePerson,
    RoleAct,
    RunCommand,
    SetHour,
    SetLead,
    SetMilestone,
    TakePeopleAlong,
    TakeRole,
    TakeStep,
    TellNextDay,
    TellPerson,
    TellWhenAnswered,
    UnknownInterviewAct,
    UnknownPeopleAct,
    UnknownReminderAct,
    WishOrder,
)

_INTERVIEW, _PEOPLE, _REMINDERS = "iv:", "pp:", "rm:"
_NONE, _BEGIN, _ANOTHER = "none", "action_interview", "iv:other"
_NEXT, _WHO, _ROLE = "my:next", "my:role", "my:role:"
_NOTICE, _TELL = "nt:", "tl:"
_STEPS, _ORDERS, _WISH_ORDERS, _GROUPS = (
    frozenset(get_args(one)) for one in (InterviewStep, ReminderOrder, WishOrder, Group)
)
_NO_WORD = re.compile(r"(?:iv|pp|rm|my|nt|tl):.*|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+", re.DOTALL)


def tag_of(notice: str) -> str:
    """The short name of a notice in ids, which must fit into a button: four letters of a digest of its id."""
    digest = hashlib.blake2s(notice.encode("utf-8", "surrogatepass"), digest_size=3).digest()
    return base64.urlsafe_b64encode(digest).decode()


def id_of(act: Act) -> str:
    """Encode an act as an id that `act_of` decodes."""
    match act:
        case PickEntry(entry):
            return entry
        case NoneOfThese():
            return _NONE
        case BeginInterview():
            return _BEGIN
        case RunCommand(command):
            return command
        case UnknownInterviewAct(id) | UnknownPeopleAct(id) | UnknownReminderAct(id):
            return id
        case TakeRole() | AskRole() | TellNextDay():
            return _role_id(act)
        case OpenNotice() | InNotice():
            return _notice_id(act)
        case TellWhenAnswered(asked, on):
            return f"{_TELL}{_sign(on)}{asked}"
        case AnswerQuestion() | ChangeAnswer() | TakeStep() | InterviewOf() | InterviewAnother():
            return _interview_id(act)
        case ListPeople() | TakePeopleAlong() | TellPerson() | RenamePerson() | DropPerson() | BeginFor():
            return _people_id(act)
        case _:
            return _reminder_id(act)


def act_of(id: str) -> Act:
    """Decode an id; one of no other form names an entry, whether or not that exists."""
    if id.startswith(_INTERVIEW):
        return _interview_act(id)
    if id.startswith(_PEOPLE):
        return _people_act(id)
    if id.startswith(_REMINDERS):
        return _reminder_act(id)
    if id.startswith(_ROLE):
        return TakeRole(id.removeprefix(_ROLE))
    if id in (_WHO, _NEXT):
        return AskRole() if id == _WHO else TellNextDay()
    if id.startswith(_NOTICE):
        tag, _, inner = id.removeprefix(_NOTICE).partition(":")
        return InNotice(tag, act_of(inner)) if inner else OpenNotice(tag)
    if id.startswith("/"):
        return RunCommand(id)
    if id.startswith(_TELL) and len(id) > len(_TELL) + 1:
        return TellWhenAnswered(id[len(_TELL) + 1 :], id[len(_TELL)] == "+")
    if id == _NONE:
        return NoneOfThese()
    return BeginInterview() if id == _BEGIN else PickEntry(id)


def act_in_words(text: str) -> Act | None:
    """The act whose id was typed as a line; None if the id could also be an ordinary word."""
    return act_of(text) if _NO_WORD.fullmatch(text) else None


def _role_id(act: RoleAct) -> str:
    match act:
        case TakeRole(role):
            return _ROLE + role
        case AskRole():
            return _WHO
        case TellNextDay():
            return _NEXT


def _notice_id(act: NoticeAct) -> str:
    match act:
        case OpenNotice(tag):
            return _NOTICE + tag
        case InNotice(tag, inner):
            return f"{_NOTICE}{tag}:{id_of(inner)}"


def _interview_id(
    act: AnswerQuestion | ChangeAnswer | TakeStep | InterviewOf | InterviewAnother,
) -> str:
    match act:
        case AnswerQuestion(fact, value):
            return f"iv:answer:{fact}:{value}"
        case ChangeAnswer(fact):
            return f"iv:change:{fact}"
        case TakeStep(step):
            return f"iv:do:{step}"
        case InterviewOf(name):
            return f"iv:name:{name}"
        case InterviewAnother():
            return _ANOTHER


def _interview_act(id: str) -> InterviewAct:
    if id == _ANOTHER:
        return InterviewAnother()
    kind, _, rest = id.removeprefix(_INTERVIEW).partition(":")
    fact, _, value = rest.partition(":")
    if kind == "answer" and fact and value:
        return AnswerQuestion(fact, value)
    if kind == "change" and rest:
        return ChangeAnswer(rest)
    if kind == "do" and rest in _STEPS:
        return TakeStep(cast("InterviewStep", rest))
    if kind == "name" and rest:
        return InterviewOf(rest)
    return UnknownInterviewAct(id)


def _people_id(act: PeopleAct) -> str:
    match act:
        case ListPeople(group):
            return _of_people("list") if group == "all" else _of_people("list", group)
        case TakePeopleAlong():
            return _of_people("table")
        case TellPerson(name):
            return _of_people("tell", name)
        case RenamePerson(name, to):
            return _of_people("renamed", name, to) if to else _of_people("rename", name)
        case DropPerson(name, sure):
            return _of_people("dropped" if sure else "drop", name)
        case BeginFor(name):
            return _of_people("new", name)
        case UnknownPeopleAct(id):
            return id


def _of_people(*parts: str) -> str:
    return _PEOPLE + ":".join(parts)


def _people_act(id: str) -> PeopleAct:
    what, _, name = id.removeprefix(_PEOPLE).partition(":")
    former, _, to = name.rpartition(":")
    if what == "list" and (name or "all") in _GROUPS:
        return ListPeople(cast("Group", name or "all"))
    if what == "table" and not name:
        return TakePeopleAlong()
    if what == "renamed" and former and to:
        return RenamePerson(former, to)
    if name and what in _OF_ONE:
        return _OF_ONE[what](name)
    return UnknownPeopleAct(id)


_OF_ONE: dict[str, Callable[[str], PeopleAct]] = {
    "tell": TellPerson,
    "rename": RenamePerson,
    "drop": DropPerson,
    "dropped": lambda name: DropPerson(name, sure=True),
    "new": BeginFor,
}


def _reminder_id(act: ReminderAct) -> str:
    match act:
        case OrderReminders(order):
            return _reminders(order)
        case RemindRole(role):
            return _reminders("role", role)
        case OrderWish(wish, what):
            return _reminders(wish, what)
        case SetLead(wish, days, on):
            return _reminders(wish, "lead", f"{_sign(on)}{days}")
        case SetMilestone(wish, milestone, on):
            return _reminders(wish, "day", f"{_sign(on)}{milestone}")
        case SetHour(wish, at):
            return _reminders(wish, "at", f"{at:%H%M}")
        case ChooseMoment(wish, day, at):
            return _reminders(wish, "on", f"{day:%Y%m%d}{at:%H%M}")
        case DropMoment(wish, day, at):
            return _reminders(wish, "off", f"{day:%Y%m%d}{at:%H%M}")
        case MarkDone(wish, milestone, on):
            return _reminders(wish, "done" if on else "undone", milestone)
        case RemindAgain(wish, milestone, of, on):
            stamp = f"{of.astimezone(UTC):%Y%m%d%H%M}"
            return _reminders(wish, "again" if on else "once", stamp, milestone)
        case UnknownReminderAct(id):
            return id


def _reminders(*parts: str) -> str:
    return _REMINDERS + ":".join(parts)


def _reminder_act(id: str) -> ReminderAct:
    target, _, rest = id.removeprefix(_REMINDERS).partition(":")
    if target in _ORDERS and not rest:
        return OrderReminders(cast("ReminderOrder", target))
    if target == "role" and rest:
        return RemindRole(rest)
    if target == "stop":  # as buttons of an earlier form were
        return OrderWish(rest, "stop")
    what, _, value = rest.partition(":")
    if what in _WISH_ORDERS and not value:
        return OrderWish(target, cast("WishOrder", what))
    return _setting(target, what, value) or UnknownReminderAct(id, target)


def _setting(wish: str, what: str, value: str) -> ReminderAct | None:
    """Decode an act that sets something of one wish; None if the id is invalid."""
    on, name = value[:1] == "+", value[1:]
    if what in ("done", "undone"):
        return MarkDone(wish, value, what == "done")
    if what in ("again", "once"):
        return _again(wish, value, what == "again")
    if value[:1] in ("+", "-") and name:
        if what == "lead" and name.isdecimal() and len(name) <= 4:
            return SetLead(wish, int(name), on)
        if what == "day":
            return SetMilestone(wish, name, on)
    if what == "at" and (moment := _stamp("20000101" + value)):
        return SetHour(wish, moment.time())
    if what == "on" and (moment := _stamp(value)):
        return ChooseMoment(wish, moment.date(), moment.time())
    if what == "off" and (moment := _stamp(value)):
        return DropMoment(wish, moment.date(), moment.time())
    return None


def _again(wish: str, value: str, on: bool) -> RemindAgain | None:
    """Decode whether a reminder is to come once more; None if the id is invalid."""
    stamp, colon, milestone = value.partition(":")
    moment = _stamp(stamp)
    return RemindAgain(wish, milestone, moment.replace(tzinfo=UTC), on) if moment and colon else None


def _sign(on: bool) -> str:
    return "+" if on else "-"


def _stamp(value: str) -> datetime | None:
    """Decode a moment in an id, in the zone that the id has; None if it is invalid."""
    try:
        return datetime.strptime(value, "%Y%m%d%H%M")  # noqa: DTZ007 - taken apart into day and hour at once
    except ValueError:
        return None
