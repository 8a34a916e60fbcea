"""The words about several notices: which there are, of which is spoken, which is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.faq.answer import Answer
from bot.messages import message
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, InNotice, OpenNotice, OrderReminders
from bot.replies.reply import Choice, Kind, Reply

_INTRODUCING = {"hello": "notices_hello", "who_are_you": "notices_who"}
"""By the entry of talk with any pack."""


class NoticeSpeech:
    """Speaks of the notices of one shelf."""

    def __init__(self, shelf: NoticeShelf) -> None:
        self._shelf = shelf

    def title(self) -> str:
        """What the bot speaks of: so many notices."""
        return message("notices_name", count=len(self._shelf.latest))

    def greeting(self, now: datetime) -> tuple[str, ...]:
        """The greeting: what this is, that it is not official, and how the notices of now stand."""
        lines = "\n".join(message("notice_row", line=self._shelf.line(id, now)) for id in self._shelf.latest)
        title = message("chat_title", notice=self.title())
        return title, message("chat_unofficial"), message("notices_standing", lines=lines)

    def listed(self, spoken_of: str, now: datetime) -> Reply:
        """Every notice and how it stands, the latest of each series first; that which is spoken of is marked."""
        rows = []
        for id in self._shelf.in_order():
            mark = message("notice_spoken_of") if id == spoken_of else ""
            rows.append(message("notice_row", line=self._shelf.line(id, now) + mark))
        text = message("notices_listed", count=len(rows), lines="\n".join(rows))
        return Reply(text, choices=self.choices(now, self._shelf.in_order()), kind=Kind.NOTICE)

    def introduced(self, answer: Answer, notice: str, now: datetime) -> str:
        """What answers with all notices where the answer of one would speak of itself alone; empty for other answers."""
        name = _INTRODUCING.get(answer.entries[0] if answer.entries else "", "")
        if not name and answer.outcome == "unknown" and self._shelf.facts[notice].short_title in answer.body:
            name = "notices_unknown"
        if not name or message("private_number") in answer.body:
            return ""
        lines = (message("notice_row", line=self._shelf.line(id, now)) for id in self._shelf.latest)
        return message(name, lines="\n".join(lines))

    def choices(self, now: datetime, ids: Sequence[str] = (), act: Act | None = None) -> tuple[Choice, ...]:
        """Notices to pick from (default: the latest), to open them or to do `act` there."""
        return tuple(
            Choice(OpenNotice(tag_of(id)) if act is None else InNotice(tag_of(id), act), self._label(id, now))
            for id in ids or self._shelf.latest
        )

    def which(self, among: Sequence[str], act: Act | None, now: datetime) -> Reply:
        """The question which of several notices is meant."""
        return Reply(
            message("notice_which"), choices=self.choices(now, among, act), kind=Kind.WHICH_NOTICE, cited=True
        )

    def opened(self, assistant: Assistant, now: datetime) -> Reply:
        """That a notice is spoken of from now on, how it stands, and what can be done."""
        line = self._shelf.line(assistant.pack.facts.id, now)
        return Reply(message("notice_now_open", line=line), choices=assistant.does(), kind=Kind.NOTICE)

    def turned_to(self, notice: str, before: str, now: datetime, *, named: bool) -> Reply:
        """That what follows is of another notice than was spoken of `before`: nobody is to take one for the other."""
        facts = self._shelf.facts
        title = facts[notice].short_title
        if not named and before in facts and self._shelf.follower(before) == notice:
            text = message("notice_follows", notice=title, year=facts[before].year)
        elif self._shelf.is_open(notice, now):
            text = message("notice_now", notice=title)
        else:
            text = message("notice_now_closed", notice=title)
        return Reply(text, kind=Kind.NOTICE, cited=True)

    def days(self, assistant: Assistant, now: datetime) -> Reply:
        """The deadlines of one of the notices, under its title."""
        told = assistant.deadlines(now)
        return replace(assistant.based(told), text=f"{self._heading(assistant.pack.facts.id)}\n{told.text}")

    def heading(self, notice: str) -> Reply:
        """The title of a notice, above what is answered by it."""
        return Reply(self._heading(notice), kind=Kind.NOTICE, cited=True)

    def _heading(self, notice: str) -> str:
        return message("notice_heading", notice=self._shelf.facts[notice].short_title)

    def wishes_elsewhere(self, counts: Mapping[str, int]) -> tuple[str, tuple[Choice, ...]]:
        """That there are so many reminders of other notices too, and what shows them."""
        titles = {id: self._shelf.facts[id].short_title for id in counts}
        rows = [
            message("notice_row", line=message("notice_wishes", notice=titles[id], count=count))
            for id, count in counts.items()
        ]
        choices = tuple(
            Choice(InNotice(tag_of(id), OrderReminders("list")), message("notice_wishes_label", notice=title))
            for id, title in titles.items()
        )
        return message("notice_wishes_elsewhere", lines="\n".join(rows)), choices

    def _label(self, notice: str, now: datetime) -> str:
        title = self._shelf.facts[notice].short_title
        return title if self._shelf.is_open(notice, now) else message("notice_label_closed", notice=title)
