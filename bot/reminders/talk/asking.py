"""Asks for what a wish lacks, and keeps what is known of it meanwhile. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import deadline_clauses
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.readback import spoken_hour, spoken_moment
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.want import Want
from bot.reminders.subscription import DEFAULT_HOUR, Subscription, WishKind
from bot.reminders.talk.part import Case, Part
from bot.replies.acts import ChooseMoment, OrderWish
from bot.replies.reply import Choice, Kind, Reply


class Asker:
    """Asks one person under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def empty(self, kind: WishKind, now: datetime) -> Subscription:
        """A wish of which nothing is known but its kind."""
        return Subscription("", kind, self._facts.id, self._facts.series, since=now)

    def asked(
        self,
        book: Book,
        want: Want,
        missing: Missing,
        case: Case,
        words: str = "",
        about: Sequence[Milestone] = (),
    ) -> Part:
        """Ask for what is `missing`, in `words` if they are given; `about` are the deadlines that they name."""
        draft = self._draft(book, want, missing, case.now)
        zone = self._facts.zone
        picked = missing in ("moment", "assent")
        options = [one.astimezone(zone) for one in want.moments[0]] if picked else []
        choices = [
            Choice(ChooseMoment(draft.id, local.date(), local.time()), self._label(local, missing))
            for local in options
        ]
        choices.append(Choice(OrderWish(draft.id, "stop"), message("wish_cancel")))
        kind = Kind.REFUSED if words and not about and missing != "assent" else Kind.MOMENT_WANTED
        if missing == "moment":
            named = [choice.label for choice in choices[:-1]]
            words = words or message("wish_which_moment", moments=message("wish_which_moment_or").join(named))
        text = words or _question(want, missing, case.now)
        reply = Reply(text, deadline_clauses(about), tuple(choices), kind=kind)
        return Part(book, replies=(reply,), missing=missing, draft=draft)

    def _label(self, moment: datetime, missing: Missing) -> str:
        """What stands on the choice of a moment: the moment, or that it is wished."""
        return message("wish_yes") if missing == "assent" else spoken_moment(moment, self._facts)

    def _draft(self, book: Book, want: Want, missing: Missing, now: datetime) -> Subscription:
        """What is known so far."""
        hour = want.hour
        if hour is None and want.named and want.moments:
            hour = want.moments[0][0].astimezone(self._facts.zone).time()
        draft = replace(
            self.empty("deadlines" if missing in ("lead", "deadline") else "moment", now),
            milestones=want.milestones,
            leads=tuple(lead.days for lead in want.leads or ()),
            at=f"{hour:%H:%M}" if hour else DEFAULT_HOUR,
            hour_named=hour is not None,
            moment=want.moments[0][0] if want.moments else None,
            about=want.about,
            first=want.within.first if want.within else None,
            last=want.within.last if want.within else None,
        )
        return replace(draft, id=book.new_id(draft, now))


def about_words(about: str) -> str:
    """Words to be told within a question."""
    return message("wish_about_words", about=about) if about else ""


def _question(want: Want, missing: Missing, now: datetime) -> str:
    about = about_words(want.about)
    if missing == "lead":
        return message("wish_which_lead", about=about)
    if missing == "hour":
        day = want.moments[0][0] if want.moments else now
        return message("wish_which_hour", day=spoken_date(day.date()), about=about)
    within = want.within
    days = (
        message("wish_within", first=spoken_date(within.first), last=spoken_date(within.last))
        if within
        else ""
    )
    at = message("wish_at_hour", at=spoken_hour(want.hour)) if want.hour is not None else ""
    return message("wish_which_day", within=days, at=at, about=about)
