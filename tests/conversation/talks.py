"""Assistants with the interview of a pack, and helpers that talk with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.terminal import plain_standing
from bot.conversation.assistant import Assistant
from bot.conversation.turn import TALK_ONLY, Channel, Conversation
from bot.interview.engine.assessment import Assessor
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.talk.dialogue import Dialogue
from bot.interview.talk.progress import Progress, Said
from bot.knowledge import Knowledge
from bot.replies.act_ids import act_of
from bot.replies.acts import InterviewAct
from bot.replies.reply import Reply
from tests.packs import OPEN

BEGIN = "我能不能报"


def assessor_of(knowledge: Knowledge) -> Assessor:
    """Assesses by the interview of a pack that has one."""
    assert knowledge.interview is not None
    return Assessor(knowledge.interview)


def reader_of(knowledge: Knowledge) -> ReplyReader:
    """Reads replies to the interview of a pack."""
    return knowledge.reader


def dialogue_of(knowledge: Knowledge, assessor: Assessor | None = None, rules: str = "") -> Dialogue:
    """Create the interview dialogue of a pack, or with another `assessor`."""
    return Dialogue(
        knowledge.pack,
        assessor or assessor_of(knowledge),
        lambda: knowledge.reader,
        rules or knowledge.rules,
        lambda: knowledge.acts,
    )


def assistant_of(knowledge: Knowledge, dialogue: Dialogue | None = None) -> Assistant:
    """Create the assistant of a pack, with its interview."""
    return Assistant(
        knowledge.pack, knowledge.answerer(), dialogue or dialogue_of(knowledge), lambda: knowledge.acts
    )


def status_of(assistant: Assistant, conversation: Conversation) -> dict[str, str] | None:
    """How the open interview stands: what it asks, or its verdict; None if none is open."""
    progress = assistant.interview(conversation)
    return None if progress is None else plain_standing(progress)


@dataclass
class Talk:
    """A conversation with an assistant, line by line."""

    assistant: Assistant
    now: datetime = OPEN
    conversation: Conversation = field(default_factory=Conversation)
    replies: tuple[Reply, ...] = ()
    channel: Channel = TALK_ONLY

    def say(self, *lines: str) -> str:
        """Say the lines one after another. Returns the text of the replies to the last."""
        for line in lines:
            turn = self.assistant.turn(self.conversation, line, self.now, self.channel)
            self.conversation, self.replies = turn.conversation, turn.replies
        return "\n".join(reply.text for reply in self.replies)

    @property
    def status(self) -> dict[str, str] | None:
        """How the open interview stands."""
        return status_of(self.assistant, self.conversation)

    @property
    def answers(self) -> dict[str, object]:
        """The answers of the open interview."""
        return dict(self.conversation.interviews[self.conversation.name].answers)

    def labels(self) -> list[str]:
        """The labels offered in the last reply."""
        return [choice.label for choice in self.replies[-1].choices]


@dataclass
class Interviewing:
    """An interview, message by message, without the rest of the assistant."""

    dialogue: Dialogue
    progress: Progress
    lines: tuple[Reply, ...] = ()
    now: datetime = OPEN
    heard: bool = True

    @classmethod
    def begun(cls, dialogue: Dialogue, now: datetime = OPEN) -> Interviewing:
        """A new interview with its first question asked."""
        progress, lines = dialogue.begin(now)
        return cls(dialogue, progress, lines, now)

    @classmethod
    def asked(cls, dialogue: Dialogue, fact: str, **known: object) -> Interviewing:
        """An interview that has `known` answers and asks `fact`."""
        return cls(dialogue, Progress(answers=known, asking=fact, rules=dialogue.rules))

    def say(self, *messages: str) -> str:
        """Say the messages. Returns the text of the replies to the last ("" if it is not for the interview)."""
        for said in messages:
            act = act_of(said)
            if isinstance(act, InterviewAct):
                self._take(self.dialogue.tapped(self.progress, act, self.now))
            else:
                self._take(self.dialogue.hear(self.progress, said, self.now))
        return self.text

    def tap(self, value: object) -> str:
        """Tap the answer `value` of the open question, or type it if it has no buttons."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.say(str(value))
        return self.say(f"iv:answer:{self.progress.asking}:{value}")

    def answer_until(self, fact: str, given: dict[str, object], bound: int = 80) -> str:
        """Tap through the questions up to the one about `fact`. Returns the last text."""
        for _ in range(bound):
            if self.progress.asking == fact:
                return self.text
            assert self.progress.asking
            self.tap(given.get(self.progress.asking, "unknown"))
        message = f"{fact} is not asked"
        raise AssertionError(message)

    def answer(self, given: dict[str, object], bound: int = 80) -> str:
        """Tap through the questions of this phase, 不清楚 if `given` has no answer. Returns the last text."""
        for _ in range(bound):
            if not self.progress.asking:
                return self.text
            value = given.get(self.progress.asking, "unknown")
            self.tap(value)
        message = f"no end after {bound} questions"
        raise AssertionError(message)

    def _take(self, said: Said | None) -> None:
        self.heard = said is not None
        if said is not None:
            self.progress, self.lines = said
        else:
            self.lines = ()

    @property
    def text(self) -> str:
        """All that was said last."""
        return "\n".join(line.text for line in self.lines)

    @property
    def answers(self) -> dict[str, object]:
        """The answers so far."""
        return dict(self.progress.answers)

    def buttons(self) -> list[str]:
        """The ids that can be tapped."""
        return [choice.id for line in self.lines for choice in line.choices]
