"""Parts a message that says several things, each for another skill: 在职，12月4日9点提醒我提交.

Each part is then taken as a message of its own. A message is parted only where somebody asks to be reminded, and says something
beside that another skill surely takes; why somebody wants to be reminded, and of what, is no part of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.reminder_skill import ReminderSkill
from bot.conversation.turn import Message, Skill
from bot.language.numbered_items import numbered_items
from bot.language.question_words import may_ask
from bot.language.spoken_parts import message_parts

Parts = tuple[str, ...]
_COLONS = ":："
_MOST_ITEMS = 12
"""A list with more is heard as one message: each item costs a turn, for which others wait."""
_MOST_PIECES = 12
"""Pieces that are weighed each by itself; a message with more is one thing."""


class Parting:
    """Parts messages between `reminders` and `others`, who are asked in their order."""

    def __init__(self, reminders: ReminderSkill, others: Sequence[Skill]) -> None:
        self._reminders = reminders
        self._others = others

    def listed(self, message: Message) -> Parts:
        """The items of a numbered list if each is for some skill by itself, and what stands before them if it is too.

        想问三个事： only says that a list comes.

        What somebody is to be reminded of may be such a list, and stays one: 12月4日9点提醒我：1、交表 2、拍照.
        """
        head, items = numbered_items(message.text)
        if (
            not items
            or len(items) > _MOST_ITEMS
            or self._reminders.speaks(head)
            or not all(self._asks(message, one) for one in items)
        ):
            return (message.text,)
        says = head and head[-1] not in _COLONS and self._claimed(message, [head])
        return (head, *items) if says else items

    def _asks(self, message: Message, item: str) -> bool:
        """Whether an item asks or says something by itself."""
        one = replace(message, text=item)
        return may_ask(item) or self._reminders.claims(one) or bool(self._claimed(message, [item]))

    def parts(self, message: Message) -> tuple[Parts, str, Parts]:
        """What stands before the order about reminders, the order, and what stands behind; the whole is the order if the
        message is one thing."""
        pieces = message_parts(message.text)
        if len(pieces) > _MOST_PIECES:
            return (), message.text, ()
        speaks = [place for place, piece in enumerate(pieces) if self._speaks(message, piece)]
        if speaks and not any(map(self._reminders.speaks, pieces)):  # 12月3号9点去盖章，记一笔
            notes = [place for place, piece in enumerate(pieces) if self._reminders.notes(piece)]
            speaks = sorted({*speaks, *notes})
        if len(pieces) < 2 or not speaks:
            return (), message.text, ()
        first, last = speaks[0], speaks[-1] + 1
        begin, before = self._before(message, pieces[:first])
        end, behind = self._behind(message, pieces, last)
        order = "".join(pieces[begin:end])
        if not (before or behind) or not self._reminders.claims(replace(message, text=order)):
            return (), message.text, ()
        return before, order, behind

    def _speaks(self, message: Message, piece: str) -> bool:
        """Whether somebody asks in a piece to be reminded; 申请表叫他打几份 is a question."""
        if not (self._reminders.speaks(piece) or self._built_like_wish(message, piece)):
            return False
        timed = self._reminders.mentions_time(piece, message.now)
        return (
            timed
            or not self._claimed(message, [piece])
            or self._reminders.claims(replace(message, text=piece))
        )

    def _built_like_wish(self, message: Message, piece: str) -> bool:
        """Whether a piece is built like a wish, by words that call or in a message that asks nothing: not 3号9点才点的，算吗."""
        built = self._reminders.built_like_wish
        return built(piece, message.now) and (
            self._reminders.notes(piece) or built(message.text, message.now)
        )

    def _before(self, message: Message, pieces: Sequence[str]) -> tuple[int, Parts]:
        """How many of the pieces before the word for reminding are taken by others, and as which parts."""
        for end in range(len(pieces), 0, -1):
            # The day that it is about may stand before: 12月10号开会，提前一天提醒我.
            if not self._reminders.mentions_time(pieces[end - 1], message.now):
                claimed = self._claimed(message, pieces[:end])
                if claimed:
                    return end, claimed
        return 0, ()

    def _behind(self, message: Message, pieces: Sequence[str], first: int) -> tuple[int, Parts]:
        """Where the pieces from `first` on begin that are taken by others, and as which parts."""
        told = self._reminders.tells_what(replace(message, text="".join(pieces[:first])))
        for start in range(first, len(pieces)):
            # Of what somebody is to be reminded may stand behind: 9点提醒我，我要去问人事能不能报.
            if (told or start > first) and not self._reminders.mentions_time(pieces[start], message.now):
                claimed = self._claimed(message, pieces[start:])
                if claimed:
                    return start, claimed
        return len(pieces), ()

    def _claimed(self, message: Message, pieces: Sequence[str]) -> Parts:
        """The fewest parts of which each is taken by some other skill; empty if there are none."""
        whole = "".join(pieces)
        if any(skill.claims(replace(message, text=whole)) for skill in self._others):
            return (whole,)
        for end in range(len(pieces) - 1, 0, -1):
            before = self._claimed(message, pieces[:end])
            behind = self._claimed(message, pieces[end:]) if before else ()
            if behind:
                return (*before, *behind)
        return ()
