"""Numbers that nobody should send: what is heard of a message that holds one, and what is said to it."""

from __future__ import annotations

from bot.conversation.reminder_skill import ReminderSkill
from bot.conversation.turn import Message
from bot.language.for_others import without_addresses
from bot.language.private_numbers import MARK, PrivateNumbers, beside_numbers
from bot.language.question_words import may_ask
from bot.messages import message as words
from bot.replies.reply import Kind, Reply


class Privacy:
    """Masks private numbers and e-mail addresses before any skill hears a message, so that nothing that is remembered holds one.

    A phone stays in a wish to be reminded of calling it, an address in one of writing to it; `reminders` tells what a wish is
    about. The addresses of the `notice` may be named by anybody.
    """

    def __init__(self, numbers: PrivateNumbers, reminders: ReminderSkill, notice: str = "") -> None:
        self._numbers = numbers
        self._reminders = reminders
        self._notice = notice

    def without(self, text: str) -> str:
        """`text` with a mark for each private number and address."""
        return without_addresses(self._numbers.masked(text), self._notice)

    def masked(self, message: Message) -> str:
        """The words of a message, with a mark for each private number."""
        masked = self.without(message.text)
        kept = self._numbers.masked(message.text, but_to_call=True)
        if kept == masked:
            return masked
        told = self._reminders.told_in(message, kept)
        return kept if any(self.without(about) != about for about in told) else masked

    def stored(self, text: str) -> str:
        """The words of a message of which nothing else is known yet, as they may be stored until it is answered."""
        masked = self.without(text)
        if masked == text:  # as nearly always: no need to ask what it is about
            return masked
        return self._numbers.masked(text, but_to_call=self._reminders.speaks(text))


def said_beside(masked: str) -> str | None:
    """What is to be heard of a message beside its private numbers, perhaps nothing; None if it holds none."""
    return beside_numbers(masked) if MARK in masked else None


def is_warning(reply: Reply) -> bool:
    """Whether a reply is the word not to send private numbers."""
    return reply.text == words("private_number")


def warned(replies: tuple[Reply, ...], rest: str) -> tuple[Reply, ...]:
    """The replies to `rest`, behind a word not to send such numbers; that it was not understood is said if it asks something."""
    word = Reply(words("private_number"), kind=Kind.HINT)
    helpful = replies if may_ask(rest) else (one for one in replies if one.kind is not Kind.UNKNOWN)
    return (word, *helpful)
