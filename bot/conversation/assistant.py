"""One turn of conversation: (state, message, now) → replies and the next state. Knows no channel and keeps nothing."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.conversation.reminder_skill import ReminderTurn, names_reminders
from bot.conversation.turn import ME, TALK_ONLY, Channel, Choice, Conversation, Reply, Turn
from bot.faq.answer import Answer, Answerer
from bot.language.ordinals import chosen, ordinal
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_line, in_order
from bot.pack.model import Pack
from bot.pack.spoken import contact_line, days_left, state

if TYPE_CHECKING:
    from bot.interview.result.passages import Passage
    from bot.interview.result.result import Result
    from bot.interview.talk.dialogue import Dialogue
    from bot.interview.talk.progress import Progress
    from bot.knowledge import Knowledge

__all__ = [
    "ME",
    "NONE",
    "TALK_ONLY",
    "Assistant",
    "Channel",
    "Choice",
    "Conversation",
    "Reply",
    "Turn",
    "assistant_of",
]
NONE = "none"
"""The id of the choice 都不是."""
_INTERVIEW = "action_interview"


class Assistant:
    """Takes turns from one pack; without a dialogue it answers questions alone."""

    def __init__(self, pack: Pack, answerer: Answerer, dialogue: Dialogue | None = None) -> None:
        self.pack = pack
        self._answerer = answerer
        self._dialogue = dialogue
        self._reminders = ReminderTurn(pack)
        self._interview = None
        if dialogue is not None:
            from bot.conversation.interview_skill import InterviewTurn

            self._interview = InterviewTurn(pack, answerer, dialogue)

    def greeting(self, now: datetime) -> tuple[str, ...]:
        """The lines at the start: what this is, that it is not official, how the call stands."""
        facts = self.pack.facts
        submission = facts.submission
        values = {
            "notice": facts.short_title,
            "year": facts.year,
            "date": facts.substitutions[f"date.{submission.id}"],
        }
        closed = days_left(submission, now, facts) < 0
        standing = "chat_closed" if closed else "chat_open"
        return (
            message("chat_title", **values),
            message("chat_unofficial"),
            message(standing, state=state(submission, now, facts), **values),
        )

    def deadlines(self, now: datetime) -> Reply:
        """The days of the notice, each with how it stands."""
        facts = self.pack.facts
        days = in_order(facts)
        rows = [deadline_line(one, facts, now) for one in days]
        return Reply("\n".join(rows), deadline_clauses(days))

    def turn(
        self, conversation: Conversation, said: str, now: datetime, channel: Channel = TALK_ONLY
    ) -> Turn:
        """One turn: what `said` is answered with at `now` (aware), through `channel`."""
        local = now.astimezone(self.pack.facts.zone)
        picked = self._picked(conversation, said)
        progress = self.interview(conversation)
        occupied = conversation.naming or (
            progress is not None and bool(progress.asking) and not progress.paused
        )
        turn = self._reminders.turn(conversation, said, picked, local, channel, occupied)
        if turn is not None:
            return turn
        if occupied and picked is None and names_reminders(said):
            # 提醒我 in the middle of the interview; what is asked stays open.
            answer = self._answerer.answer(said, now, conversation.question, conversation.entry)
            if answer.outcome == "action" and answer.action == "remind":
                return self._reminders.begin(conversation, local, channel)
        if self._interview is not None:
            turn = self._interview.turn(conversation, said, picked, local)
            if turn is not None:
                return self._reminders.offered(turn, local, channel)
        if picked is not None:
            return self._pick(conversation, picked, local, channel)
        answer = self._answerer.answer(said, now, conversation.question, conversation.entry)
        return self._answered(conversation, said, answer, local, channel)

    def status(self, conversation: Conversation) -> dict[str, str] | None:
        """How the open interview stands: what it asks, or its verdict; None where none is open."""
        progress = self.interview(conversation)
        if progress is None:
            return None
        return {"asking": progress.asking} if progress.asking else {"verdict": progress.verdict}

    def suggestions(self, said: str, now: datetime, most: int = 5) -> tuple[tuple[str, Reply], ...]:
        """What can be said to `said` without any conversation: titles, the likeliest first, each with its answer."""
        answer = self._answerer.answer(said, now)
        ids = answer.entries if answer.outcome in ("answer", "not_said") else ()
        if answer.outcome == "choices":
            ids = tuple(choice.entry for choice in answer.choices)
        entries = [id for id in dict.fromkeys(ids) if id in self.pack.entries][:most]
        if len(entries) == 1:
            return (
                (self.pack.entries[entries[0]].title, self._turn(Conversation(), said, answer).replies[0]),
            )
        return tuple(
            (
                self.pack.entries[id].title,
                self._turn(Conversation(), "", self._answerer.entry(id, now)).replies[0],
            )
            for id in entries
        )

    @property
    def rules(self) -> str:
        """Names the rules of the interview; empty where there is none."""
        return self._dialogue.rules if self._dialogue is not None else ""

    @property
    def interviews(self) -> bool:
        """Whether it can hold interviews."""
        return self._dialogue is not None

    def interview(self, conversation: Conversation) -> Progress | None:
        """The open interview as it stands; None where none is open."""
        return None if self._interview is None else self._interview.progress(conversation)

    def open_question(self, conversation: Conversation, now: datetime) -> Reply | None:
        """What the open interview asks, once more; None where it asks nothing."""
        progress = self.interview(conversation)
        if progress is None or self._interview is None or self._dialogue is None:
            return None
        if not self._dialogue.knows(progress.asking):
            return None
        local = now.astimezone(self.pack.facts.zone)
        return self._interview.reply(self._dialogue.question(progress, local)[-1])

    def result(self, conversation: Conversation, now: datetime) -> Result | None:
        """What the open interview came to; None where there is none or it has no verdict."""
        progress = self.interview(conversation)
        if progress is None or self._dialogue is None or not progress.verdict:
            return None
        return self._dialogue.result(progress, now.astimezone(self.pack.facts.zone))

    def document(self, conversation: Conversation, now: datetime) -> tuple[Passage, ...]:
        """What the open interview came to, as a text to keep; empty where there is none or it has no verdict."""
        result = self.result(conversation, now)
        if result is None:
            return ()
        from bot.interview.result.document import document

        return document(result, conversation.name, self.pack, now)

    def questions_left(self, conversation: Conversation, now: datetime) -> int:
        """About how many questions the open interview still has; 0 where none is open or it is done."""
        progress = self.interview(conversation)
        if progress is None or self._dialogue is None or not self._dialogue.knows(progress.asking):
            return 0
        return self._dialogue.left(progress, now.astimezone(self.pack.facts.zone))

    # ── questions and choices ──

    def _picked(self, conversation: Conversation, said: str) -> Choice | None:
        """The offered choice that `said` names by number, id or label; None where it names none."""
        wanted = unicodedata.normalize("NFKC", said).strip()
        for choice in conversation.offered:
            if wanted in (choice.id, choice.label):
                return choice
        if wanted in self.pack.entries and "_" in wanted:  # an offer of an older message, tapped
            return Choice(wanted, self.pack.entries[wanted].title)
        place = ordinal(wanted)
        if place is None or self._wants_number(conversation):
            return None
        return chosen(conversation.offered, place)

    def _wants_number(self, conversation: Conversation) -> bool:
        """Whether the open question is answered by a number, so that a number is no pick from the list."""
        progress = self.interview(conversation)
        if progress is None or self._dialogue is None or self._reminders.asked(conversation):
            return False
        return self._dialogue.wants_number(progress)

    def _pick(self, conversation: Conversation, choice: Choice, now: datetime, channel: Channel) -> Turn:
        if choice.id == NONE:
            contacts = self.pack.entries.get("action_handoff")
            clauses = contacts.clauses if contacts else ()
            reply = Reply(message("none_chosen", phone=self._phone()), clauses)
            return Turn((reply,), replace(conversation, question="", entry="", offered=()))
        answer = self._answerer.entry(choice.id, now)
        turn = self._answered(conversation, choice.label, answer, now, channel)
        return replace(turn, conversation=replace(turn.conversation, question=choice.label))

    def _phone(self) -> str:
        return contact_line(self.pack.facts.hand_off)

    def _answered(
        self, conversation: Conversation, said: str, answer: Answer, now: datetime, channel: Channel
    ) -> Turn:
        """An answer, or what it is an order for."""
        if answer.outcome == "action" and answer.action == "interview" and self._interview is not None:
            return self._interview.open(conversation, conversation.name or ME, now)
        if answer.outcome == "action" and answer.action == "remind":
            return self._reminders.begin(conversation, now, channel)
        return self._turn(conversation, said, answer)

    def _turn(self, conversation: Conversation, said: str, answer: Answer) -> Turn:
        choices = tuple(Choice(choice.entry, choice.title) for choice in answer.choices)
        if choices:
            choices = (*choices, Choice(NONE, message("none_of_these")))
        elif answer.outcome == "answer" and answer.action == "interview" and _INTERVIEW in self.pack.entries:
            choices = (Choice(_INTERVIEW, message("interview_label")),)
        entry = answer.entries[0] if answer.entries else ""
        reply = Reply(answer.body, answer.clauses, choices, answer.basis, entry=entry)
        keep = answer.outcome in ("answer", "not_said", "action", "choices")
        after = replace(
            conversation,
            question=said if keep else "",
            entry=entry if keep else "",
            offered=choices,
        )
        return Turn((reply,), after)


def assistant_of(knowledge: Knowledge) -> Assistant:
    """Takes turns from `knowledge`, interview and all."""
    interview = knowledge.interview
    if interview is None:
        return Assistant(knowledge.pack, knowledge.answerer())
    from bot.interview.engine.assessment import Assessor
    from bot.interview.talk.dialogue import Dialogue

    index = knowledge.index
    dialogue = Dialogue(knowledge.pack, Assessor(interview), index.read, index.crafts_in, knowledge.rules)
    return Assistant(knowledge.pack, knowledge.answerer(), dialogue)
