"""What is said to the short words that people type to any bot, whatever the notice: 取消, 菜单, 人工, 在吗, 👍."""

from __future__ import annotations

from bot.hearing.short_words import ShortWord
from bot.messages import message
from bot.pack.model import Contact, Entry, Pack
from bot.pack.spoken import contact_line

_ACTIONS = {"human": "handoff", "begin": "interview"}
"""The actions of a pack that such words ask for."""
_OTHERS = {"help": "menu", "begin": "menu", "assent": "emoji", "useless": "dissent"}
"""What has the same text as another."""
_ROWS = {"interview": "short_row_interview", "remind": "short_row_remind"}
"""The line that tells how an action is asked for."""


class ShortAnswers:
    """What is said under one pack."""

    def __init__(self, pack: Pack) -> None:
        self._facts = pack.facts
        self._actions = {entry.action: entry for entry in reversed(pack.entries.values()) if entry.action}

    def entry(self, word: ShortWord) -> Entry | None:
        """The entry of the pack that a word asks for; None if it has none."""
        return self._actions.get(_ACTIONS.get(word, ""))

    def said(self, word: ShortWord) -> str:
        """The text about a word."""
        rows = "\n".join(self._phones() if word == "human" else self._uses())
        return message(
            f"short_{_OTHERS.get(word, word)}", rows=rows, phone=contact_line(self._facts.hand_off)
        )

    def clauses(self, word: ShortWord) -> tuple[str, ...]:
        """The clauses that the text rests on: those of the phones in it."""
        if word in ("pardon", "dissent", "useless", "complaint"):
            return self._facts.hand_off.clauses
        named = self._contacts() if word == "human" else ()
        return tuple(dict.fromkeys(clause for one in named for clause in one.clauses))

    def _contacts(self) -> tuple[Contact, ...]:
        return tuple(self._facts.contacts.values())

    def _phones(self) -> list[str]:
        return [contact_line(contact) for contact in self._contacts() or (self._facts.hand_off,)]

    def _uses(self) -> list[str]:
        """What can be done, a line each."""
        does = [row for action, row in _ROWS.items() if action in self._actions]
        return [message(row) for row in ("short_row_ask", *does, "short_row_human", "short_row_forget")]
