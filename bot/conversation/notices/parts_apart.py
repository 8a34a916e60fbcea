"""Questions of one message that are for different notices: 甲级要几篇？乙级几号截止？"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_choice import NoticeChoice
from bot.conversation.notices.notice_names import NoticeNames
from bot.conversation.notices.talks_apart import opened
from bot.conversation.turn import Conversation
from bot.language.question_words import may_ask
from bot.language.spoken_parts import message_parts

_MOST_PARTED = 4
"""Questions of one message that are parted."""


class PartsApart:
    """Parts messages among the notices of `assistants`, by id."""

    def __init__(self, assistants: Mapping[str, Assistant], choice: NoticeChoice) -> None:
        self._assistants = assistants
        self._choice = choice

    def of(self, conversation: Conversation, said: str, now: datetime) -> tuple[tuple[str, str], ...]:
        """Each notice with what is asked of it, in order; nothing unless there are several and each question is clearly for one.

        A question that names none is for the notice of the one before it, or of the talk, unless another alone knows it. A name
        alone behind a question asks the same of that notice: 甲级要几篇，乙级呢.
        """
        questions, talk = _questions(said), self._choice.talk_of(conversation)
        occupied = bool(talk) and self._assistants[talk].occupied(conversation)
        if not 1 < len(questions) <= _MOST_PARTED or occupied or conversation.notice_asked.notices:
            return ()
        found: list[tuple[str, str]] = []
        last, about = "", conversation
        for question in questions:
            meant = self._meant(about, NoticeNames.without_beginning(question), last, now)
            if meant is None:
                return ()
            notice, asked, last = meant
            if found and found[-1][0] == notice:
                found[-1] = notice, found[-1][1] + asked
            else:
                found.append((notice, asked))
            about = opened(about, notice)
        return tuple(found) if len({notice for notice, _ in found}) > 1 else ()

    def _meant(
        self, about: Conversation, question: str, last: str, now: datetime
    ) -> tuple[str, str, str] | None:
        """The notice that a question is for, what is asked of it, and the same without a name; None if that is not clear."""
        named = self._choice.named(about, question, now)
        if named.alone and len(named.notices) == 1:
            return (min(named.notices), last, last) if last else None
        chosen = self._choice.of(about, question, now)
        if not chosen.notice or chosen.vague:
            return None
        asked = chosen.rest or question
        return chosen.notice, asked, asked if chosen.rest or not chosen.named else ""


def _questions(said: str) -> list[str]:
    """The questions of a message, each with what is said before it."""
    found, before = [], ""
    for part in message_parts(said, at_blanks=False):
        before += part
        if may_ask(part):
            found.append(before)
            before = ""
    if before and found:
        found[-1] += before
    return found
