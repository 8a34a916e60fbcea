"""One message to the person: its text, what it is, the clauses it rests on, and what can be picked under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.replies.act_ids import id_of
from bot.replies.acts import Act

Attachment = Literal["", "calendar", "people"]
"""A file that belongs to a reply: the calendar, or the table of the persons for whom somebody asks."""


class Kind(StrEnum):
    """The kind of a reply: channels and programs go by this, never by its text."""

    ANSWER = "answer"
    """What an entry of the notice says."""
    CHOICES = "choices"
    """Which of several entries was meant."""
    NOT_SAID = "not_said"
    """That the notice does not say, and whom to ask."""
    ACTION = "action"
    """What somebody can do themselves, such as whom to phone."""
    SMALLTALK = "smalltalk"
    UNKNOWN = "unknown"
    """That the question was not understood."""
    DEADLINES = "deadlines"

    INTRODUCTION = "introduction"
    """How an interview goes."""
    PERSON = "person"
    """Whose interview follows."""
    NAME_WANTED = "name_wanted"
    """For whom the interview is, or how somebody is to be called."""
    PEOPLE = "people"
    """How the persons stand for whom somebody asks, or what was done about one of them."""
    QUESTION = "question"
    """The open question of the interview."""
    WHICH = "which"
    """Which of several readings of an answer was meant."""
    REASON_ASKED = "reason_asked"
    """Why something is asked."""
    HINT = "hint"
    """How the open question can be answered, to somebody who was not understood."""
    INVALID = "invalid"
    """That an answer cannot be taken."""
    NOTED = "noted"
    """Answers or their changes, read back."""
    CONTRADICTION = "contradiction"
    """Which answers cannot stand together."""
    UPDATED = "updated"
    """That the rules changed, or which answers are of no use any more."""
    VERDICT = "verdict"
    REASONS = "reasons"
    CHECKLIST = "checklist"
    ROUTE = "route"
    NEXT = "next"
    """What can be done after a verdict."""

    WISH = "wish"
    """One wish to be reminded, as it stands."""
    WISHES = "wishes"
    """The wishes for reminders, as a list."""
    WHO = "who"
    """The days of which one can be reminded, and whose they are."""
    MOMENT_WANTED = "moment_wanted"
    """When one wants to be reminded."""
    STOPPED = "stopped"
    """Which reminders no longer come."""
    NONE_RUNNING = "none_running"
    """That there is no reminder that could be stopped."""
    OVER = "over"
    """That deadlines are over."""
    DATES = "dates"
    """The days to write down, if nothing can be sent, or as a calendar."""
    ADDRESS_WANTED = "address_wanted"
    """To which e-mail address reminders shall go."""
    REFUSED = "refused"
    """That something cannot be done, and what can."""

    MENU = "menu"
    """Something to be picked from a list."""
    PAUSED = "paused"
    STALE = "stale"
    """That a choice is of another moment, and nothing happened."""
    TOO_SOON = "too_soon"
    """That a choice was picked before anybody could have read it, and nothing happened."""
    NOTICE = "notice"
    """Of which notice is spoken from here on, or which there are."""
    WHICH_NOTICE = "which_notice"
    """Which of several notices is meant."""
    ROLE = "role"
    """Who one is: that it is remembered, or the question."""
    HELP = "help"
    FORGOTTEN = "forgotten"
    ERROR = "error"
    NOTE = "note"
    """Any other word."""


@dataclass(frozen=True)
class Choice:
    """Something that can be picked: what it does, and the label that people see."""

    does: Act
    label: str

    @property
    def id(self) -> str:
        """The id under which channels carry it."""
        return id_of(self.does)


@dataclass(frozen=True)
class Reply:
    """One message to the person: text, the clauses it rests on, and what can be picked under it.

    `basis` is the line that names the clauses; a text that is `cited` needs none. `attachment` names a file
    that belongs to it, which the channel gives in its own form; `entry` is the first entry that it answers with, for
    feedback.
    """

    text: str
    clauses: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    basis: str = ""
    kind: Kind = Kind.NOTE
    attachment: Attachment = ""
    entry: str = ""
    cited: bool = False

    @property
    def whole(self) -> str:
        """The text with its clause line below."""
        return f"{self.text}\n{self.basis}" if self.basis else self.text


def offered_by(replies: Sequence[Reply]) -> tuple[Choice, ...]:
    """What can be picked after `replies`: what the last of them with choices offers."""
    return next((reply.choices for reply in reversed(replies) if reply.choices), ())
