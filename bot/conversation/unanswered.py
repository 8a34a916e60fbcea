"""What of a turn was not answered, so that the office can see it and mend the pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from bot.conversation.notices.notice_marks import bare
from bot.conversation.sharing_code import without_codes
from bot.conversation.sharing_steps import sharing_asks
from bot.conversation.turn import Conversation, Turn
from bot.hearing.short_words import short_word
from bot.language.for_others import shown_to_others
from bot.language.private_numbers import MARK, PrivateNumbers
from bot.language.question_words import may_ask
from bot.messages import message
from bot.pack.model import Pack
from bot.replies.acts import Act, NoneOfThese, PickEntry
from bot.replies.reply import Kind
from bot.store.model.asked_question import Gap

LONGEST_KEPT = 120
"""Characters that are kept of a question."""


class Unanswered(Protocol):
    """Takes note of what was not answered. It never fails: a turn is worth more than a note of it."""

    async def mark_key(self) -> str:
        """The key of the marks under which people wait for an answer; empty where no words are kept, or it cannot be had."""

    async def note(self, user: str, gaps: tuple[Gap, ...], pack: Pack, now: datetime) -> None:
        """Note the gaps of `user`, with whole words, which it masks or drops."""


def kept_words(text: str, pack: Pack) -> str:
    """What is kept of a question: its numbers, addresses and sharing codes masked, and not all of a long one."""
    numbers = PrivateNumbers([contact.phone for contact in pack.facts.contacts.values()])
    return without_codes(shown_to_others(text, numbers), MARK)[:LONGEST_KEPT]


def gaps_of(before: Conversation, said: str | Act, turn: Turn) -> tuple[Gap, ...]:
    """What a turn did not answer, each thing once; `before` is the conversation before it."""
    return tuple(dict.fromkeys(_gaps(before, said, turn)))


def _gaps(before: Conversation, said: str | Act, turn: Turn) -> Iterator[Gap]:
    if _refuses(before, said):
        asked = before.topics[0].question if before.topics and not before.topics[0].entries else ""
        for choice in before.offered:
            does = bare(choice.does)
            if isinstance(does, PickEntry):
                yield Gap("refused", does.entry, asked)
        return
    entry = useless_entry(before, said, turn)
    if entry:
        yield Gap("useless", entry, "")
    words = said if isinstance(said, str) else ""
    # A name, or an agreement in words that were not understood, is no question that anybody could answer.
    aside = sharing_asks(before) and not may_ask(words)
    for reply in turn.replies:
        if reply.kind is Kind.UNKNOWN and words and not aside:
            yield Gap("unknown", "", words)
        elif reply.kind is Kind.NOT_SAID:
            yield Gap("not_said", reply.entry, words)


def is_useless(said: str | Act | None) -> bool:
    """Whether somebody says that an answer was no use, and nothing else."""
    return isinstance(said, str) and short_word(said) in ("useless", "complaint")


def useless_entry(before: Conversation, said: str | Act, turn: Turn) -> str:
    """The entry of the last answer, if a turn took 没用 as a word on it; else empty."""
    if (
        not is_useless(said)
        or not before.topics
        or not any(one.kind is Kind.SMALLTALK for one in turn.replies)
    ):
        return ""
    return next(iter(before.topics[0].entries), "")


def _refuses(before: Conversation, said: str | Act) -> bool:
    """Whether none of the choices that were offered was meant."""
    if not any(isinstance(bare(choice.does), NoneOfThese) for choice in before.offered):
        return False
    picked = said if isinstance(said, str) else bare(said)
    return isinstance(picked, NoneOfThese) or picked == message("none_of_these")
