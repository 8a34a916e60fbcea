"""Short words that people type to any bot, as they are meant here: 取消 in an interview, 返回 after an answer, 👍 to 对吗."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.faq_skill import FaqSkill
from bot.conversation.reminder_skill import ReminderSkill
from bot.conversation.turn import Conversation, Message, Turn
from bot.hearing.short_words import ShortWord, saying_for, short_word
from bot.interview.talk.progress import Progress
from bot.language.given_names import is_quoted
from bot.replies.acts import Act, BeginInterview, InterviewOf, InterviewStep, TakeStep
from bot.replies.reply import Choice

if TYPE_CHECKING:
    from bot.conversation.interview_skill import InterviewSkill

_STEP_OF: Mapping[ShortWord, InterviewStep] = {
    "back": "back", "begin": "go_on", "again": "again", "human": "human", "pardon": "meaning"
}  # fmt: skip
"""The step of an interview that a word asks for while a question is open."""
_WHERE_NOTHING_IS_OPEN: tuple[ShortWord, ...] = ("enough", "go_on")
"""What may well answer what is asked, or be an order, as long as something is."""
_OF_REMINDERS = ("cancel", "back", "begin", "again")
"""What may be meant of the reminders that were just spoken of."""
_LISTS: tuple[ShortWord, ...] = ("menu", "help", "again", "cancel", "back", "begin", "go_on")
"""What is answered with what can be done; that can be picked too."""


class ShortWordReader:
    """Hears short words before any skill does, so that none of them is taken for something that it is only like."""

    def __init__(
        self,
        reminders: ReminderSkill,
        interview: InterviewSkill | None,
        faq: FaqSkill,
        does: tuple[Choice, ...],
    ) -> None:
        """`does` is what can be done."""
        self._reminders = reminders
        self._interview = interview
        self._faq = faq
        self._does = does

    def hear(self, message: Message) -> Turn | Act | None:
        """The turn or act for a short word; None if the message is none."""
        word = short_word(message.text)
        conversation = message.conversation
        # 删, 对, 取消 answer what is asked about a person; a name may be a sign, or any word in quotation marks.
        named = conversation.naming and (word == "emoji" or is_quoted(message.text))
        if word is None or conversation.person.asks or named:
            return None
        if word == "useless" and _is_of_something_else(conversation):
            return None
        if word in _WHERE_NOTHING_IS_OPEN and _may_mean_more(word, conversation):
            return None
        if word in _OF_REMINDERS and (taken := self._of_reminders(word, message)) is not None:
            return taken
        progress = conversation.interview if self._interview is not None else None
        if word == "cancel" and (progress is not None or conversation.naming):
            ended = _left_off(conversation, progress)
            if ended is not None:
                return ended
        if progress is not None and (step := _step_meant(word, progress, conversation)) is not None:
            return step
        if progress is not None and progress.awaits_answer and self._interview is not None:
            return self._interview.aside(message)
        return self._answered(word, message)

    def _of_reminders(self, word: ShortWord, message: Message) -> Turn | Act | None:
        """What a word means for reminders; None if it means nothing there."""
        conversation, frame = message.conversation, message.conversation.reminders
        running = bool(conversation.subscriptions.running)
        if word == "cancel":
            waits = frame.on_top and bool(frame.missing or frame.asked)
            if waits and not running:
                return self._reminders.hear(replace(message, text=saying_for("cancel")))
            return self._reminders.hear(message) if running else None
        rests = word == "back" or bool(frame.rested)
        return self._reminders.hear(message) if frame.on_top and rests else None

    def _answered(self, word: ShortWord, message: Message) -> Turn | Act:
        """The answer to a word where nothing is open: to 返回 the one before the last, if there is one."""
        conversation = message.conversation
        if word == "begin" and self._interview is not None:
            return BeginInterview()
        if word == "back" and (before := self._faq.before(message)) is not None:
            return before
        turn = self._faq.hear(message)
        if not isinstance(turn, Turn) or word not in _LISTS:
            return turn
        replies = (*turn.replies[:-1], replace(turn.replies[-1], choices=self._does))
        topics = () if word in ("again", "menu") else conversation.topics
        after = replace(turn.conversation, offered=self._does, topics=topics, naming=False)
        return Turn(replies, after)


def _is_of_something_else(conversation: Conversation) -> bool:
    """Whether 没用 may answer what is asked, or be said of a reminder, so that it is no word on an answer."""
    progress = conversation.interview
    return conversation.reminders.on_top or (progress is not None and progress.awaits_answer)


def _may_mean_more(word: ShortWord, conversation: Conversation) -> bool:
    """Whether a word answers what is asked, or goes on with what was spoken of: 下一步 after an answer."""
    is_open = conversation.reminders.on_top or conversation.naming or conversation.interview is not None
    return is_open or (word == "go_on" and bool(conversation.topics))


def _left_off(conversation: Conversation, progress: Progress | None) -> Turn | Act | None:
    """What 取消 leaves off: the question for a name, or the interview for now; None if neither awaits anything."""
    if conversation.naming and progress is not None:
        return InterviewOf(conversation.name)
    return TakeStep("pause") if progress is not None and progress.awaits_answer else None


def _step_meant(word: ShortWord, progress: Progress, conversation: Conversation) -> TakeStep | None:
    """The step of the interview that a word asks for as it stands; None if it asks for none."""
    if word in ("assent", "dissent") and (progress.unconfirmed or progress.anew):
        yes = word == "assent"
        if progress.unconfirmed:
            return TakeStep("confirm" if yes else "reject")
        return TakeStep("anew" if yes else "keep")
    if progress.awaits_answer:
        return TakeStep(_STEP_OF[word]) if word in _STEP_OF else None
    if word == "again":
        return TakeStep("again")
    if conversation.topics or not any(isinstance(choice.does, TakeStep) for choice in conversation.offered):
        return None
    if word == "back":
        return TakeStep("back")
    return TakeStep("why") if word == "pardon" and progress.verdict else None
