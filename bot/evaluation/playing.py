"""Plays written conversations against an assistant: no database, no wire, and the time that the script says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from bot.conversation.assistant import Assistant
from bot.conversation.commands import read_command
from bot.conversation.turn import Channel, Conversation
from bot.evaluation.scripted import Pick, Say, Script, Step, Wait
from bot.interview.engine.assessment import Assessor
from bot.interview.talk.progress import ME, Progress
from bot.knowledge import Knowledge
from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.planning import coming_moments, plan
from bot.reminders.readback import short
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.replies.reply import Choice, Reply
from bot.store.model.delivery import Planned
from bot.store.model.reminded import Reminded

_MOST_REMINDED = 20


@dataclass(frozen=True)
class Played:
    """One turn: what was said, the replies, and the conversation at `now` after it."""

    said: str
    replies: tuple[Reply, ...]
    conversation: Conversation
    now: datetime

    @property
    def text(self) -> str:
        """All that was replied."""
        return "\n".join(reply.whole for reply in self.replies)


class Player:
    """Plays conversations with one assistant; `composer` gives what writes the reminders of a notice that fall due in them."""

    def __init__(self, assistant: Assistant, composer: Callable[[str], Composer]) -> None:
        self._assistant = assistant
        self._composer = composer

    @property
    def several(self) -> bool:
        """Whether the assistant speaks of several notices."""
        return self._assistant.several

    def notice(self, played: Played) -> str:
        """The notice that is spoken of after a turn; empty if none is yet."""
        return self._assistant.notice_of(played.conversation)

    def play(self, script: Script) -> Iterator[Played]:
        """Play a conversation, a turn at a time."""
        now, channel = script.now, Channel(script.pushes)
        conversation = self._begun(script)
        for step in script.steps:
            played = self._step(conversation, step, now, channel)
            conversation, now = played.conversation, played.now
            yield played
        for _ in range(script.most):
            progress = self._assistant.interview(conversation)
            if progress is None or not progress.awaits_answer:
                return
            played = self._step(conversation, Say(_next_words(progress, script)), now, channel)
            conversation = played.conversation
            yield played

    def standing(self, played: Played) -> dict[str, Any] | None:
        """What the open interview asks, what it would have confirmed, or its verdict; None if none is open."""
        progress = self._assistant.interview(played.conversation)
        if progress is None:
            return None
        if not progress.asking:
            return {"verdict": progress.verdict}
        confirm = {"confirm": dict(progress.unconfirmed)} if progress.unconfirmed else {}
        return {"asking": progress.asking, **confirm}

    def answers(self, played: Played) -> Mapping[str, Any]:
        """The answers that the open interview holds."""
        progress = self._assistant.interview(played.conversation)
        return {} if progress is None else progress.answers

    def reminders(self, played: Played) -> Iterator[tuple[str, list[datetime]]]:
        """All wishes that run, each in words and with its coming moments, up to the last deadline."""
        for wish in played.conversation.subscriptions.running:
            facts = self._facts_of(wish)
            moments = [] if wish.paused else coming_moments(wish, facts, played.now)
            yield short(wish, facts), [moment.astimezone(facts.zone) for moment in moments]

    def _facts_of(self, wish: Subscription) -> Facts:
        """The notice that a wish is planned by: its own, or of a watch the latest of the series."""
        notices = [one.pack.facts for one in self._assistant.notices]
        series = [one for one in notices if one.series == wish.series]
        own = [one for one in notices if one.id == wish.notice and wish.kind != "watch"]
        return own[0] if own else max(series, key=lambda one: one.year, default=notices[0])

    def _begun(self, script: Script) -> Conversation:
        begun = Conversation()
        if self.several and (script.notice or script.start is not None):
            first = self._assistant.default(script.now).pack.facts.id
            begun = self._assistant.opened(begun, script.notice or first)
        if script.start is None:
            return begun
        assistant = self._assistant.of(begun)
        progress = assistant.started(script.start.facts, script.start.asking, script.now)
        conversation = replace(begun, name=ME, interviews={ME: progress})
        question = self._assistant.open_question(conversation, script.now)
        return replace(conversation, offered=question.choices if question is not None else ())

    def _step(self, conversation: Conversation, step: Step, now: datetime, channel: Channel) -> Played:
        if isinstance(step, Wait):
            later = max(step.until, now)
            due = self._due(conversation, now, later) if channel.pushes else ()
            after = _reminded(self._past(conversation, later), due)
            replies = tuple(self._reminder(conversation, wish, one) for wish, one in due)
            return Played(later.isoformat(), replies, after, later)
        said = step.text if isinstance(step, Say) else step.choice
        if isinstance(step, Pick):
            return self._picked(conversation, step, now, channel)
        command = read_command(said.strip(), self._assistant, now)
        if command is not None and command.reply is not None:
            kept = Conversation() if command.forgets else conversation
            return Played(said, (command.reply,), kept, now)
        turn = self._assistant.turn(conversation, command.says if command else said.strip(), now, channel)
        return Played(said, turn.replies, turn.conversation, now)

    def _picked(self, conversation: Conversation, step: Pick, now: datetime, channel: Channel) -> Played:
        offered = (one for one in conversation.offered if step.choice in (one.id, one.label))
        choice: Choice | None = next(offered, None)
        said = choice.does if choice is not None else step.choice
        turn = self._assistant.turn(conversation, said, now, channel)
        return Played(step.choice, turn.replies, turn.conversation, now)

    def _due(
        self, conversation: Conversation, now: datetime, later: datetime
    ) -> tuple[tuple[Subscription, Planned], ...]:
        """The reminders that fell due after `now` and up to `later`, in their order."""
        due = [
            (one.due_at, wish, one)
            for wish in conversation.subscriptions.running
            for one in _planned(wish, self._facts_of(wish), now, later)
        ]
        due.sort(key=lambda found: found[0])
        return tuple((wish, one) for _, wish, one in due)

    def _reminder(self, conversation: Conversation, wish: Subscription, one: Planned) -> Reply:
        notice = self._facts_of(wish).id
        talk = conversation.apart.get(notice, conversation)
        body = self._composer(notice).compose(
            wish, one.milestone, one.kind, one.revision, one.due_at, talk.interviews
        )
        return Reply(body.text, body.clauses, cited=True)

    def _past(self, conversation: Conversation, now: datetime) -> Conversation:
        """The conversation after the wishes that are over have ended, as the planner of reminders ends them."""
        book = conversation.subscriptions
        for wish in book.running:
            ended = plan(wish, self._facts_of(wish), now, now + timedelta(seconds=1)).ended
            if ended:
                book = book.with_wish(replace(wish, ended=ended))
        return replace(conversation, subscriptions=book)


def player_of(assistant: Assistant, library: Sequence[Knowledge]) -> Player:
    """Plays conversations with `assistant`, which speaks of the packs of `library`."""
    by_notice = {knowledge.pack.facts.id: knowledge for knowledge in library}

    @cache
    def composer(notice: str) -> Composer:
        knowledge = by_notice[notice]
        interview = knowledge.interview
        return Composer(knowledge.pack, Assessor(interview) if interview is not None else None)

    return Player(assistant, composer)


def _planned(wish: Subscription, facts: Facts, now: datetime, later: datetime) -> Iterator[Planned]:
    if later <= now:
        return
    for one in plan(wish, facts, now, later).deliveries:
        if now.astimezone(UTC) < one.due_at:
            yield one


def _reminded(conversation: Conversation, due: Sequence[tuple[Subscription, Planned]]) -> Conversation:
    """The conversation after these reminders, which were said last."""
    if not due:
        return conversation
    came = tuple(Reminded(wish.id, one.milestone, one.kind, one.due_at) for wish, one in reversed(due))
    frame = replace(conversation.reminders, reminded=came[:_MOST_REMINDED], reminded_age=0)
    return replace(conversation, reminders=frame)


def _next_words(progress: Progress, script: Script) -> str:
    """What is said by itself: 对 or 不对 to what awaits confirmation, else the answer to the open question, or 不清楚."""
    if progress.unconfirmed:
        told = progress.unconfirmed
        right = all(id not in script.values or script.values[id] == value for id, value in told.items())
        return message("interview_confirm_yes" if right else "interview_confirm_no")
    return script.answers.get(progress.asking, message("interview_unsure"))
