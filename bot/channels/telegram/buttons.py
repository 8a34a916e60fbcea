"""Inline keyboards. The data of a button (64 bytes at most) names its user, what it does and the version of the rules."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.conversation.notices.notice_marks import bare
from bot.replies.act_ids import act_of, id_of
from bot.replies.acts import Act, InterviewAct
from bot.replies.reply import Choice

MOST_BYTES = 64
ANYBODY = "0"
"""The owner of a button that anybody may press: one under a reminder to a group. In a topic of a forum the topic follows."""
AS_GROUP, AS_CHANNEL = "@", "~"
"""How the owner begins if somebody writes as the group (an anonymous admin) or as a channel: nobody sees which user that is."""
_UNVERSIONED = "-"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_LABEL = 60
_IN_A_ROW = 24
"""How wide the labels of one row may be together; a Chinese character is two wide."""

Row = tuple["Button", ...]


@dataclass(frozen=True)
class Button:
    """A label with either callback data or a URL."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True)
class Pressed:
    """The decoded data of a button: whose it is, of which version, and what it stands for.

    `what`: a choice by its `id`, a choice by the `token` of its id, or a vote `up` or `down` on the entry `id`.
    """

    owner: str
    version: str
    what: Literal["id", "token", "up", "down"]
    text: str

    @property
    def act(self) -> Act | None:
        """The act of the button; None if its data holds only a token."""
        return act_of(self.text) if self.what == "id" else None

    def may_be_pressed_by(self, user: int) -> bool:
        """Whether it is this user's button, or one of which nobody knows whose it is."""
        return self.is_for_anybody or self.owner == base36(user) or self.mask.startswith(AS_CHANNEL)

    @property
    def mask(self) -> str:
        """The owner, if that wrote as a group or a channel; empty otherwise."""
        return self.owner if self.owner.startswith((AS_GROUP, AS_CHANNEL)) else ""

    @property
    def is_for_anybody(self) -> bool:
        """Whether it belongs to a group."""
        return self.owner.startswith(ANYBODY)

    @property
    def topic(self) -> int | None:
        """The topic of a forum to which it belongs, wherever it is shown; None: to the whole group, or to somebody."""
        number = self.owner.removeprefix(ANYBODY)
        return int(number, 36) if self.is_for_anybody and number.isascii() and number.isalnum() else None

    def is_current(self, version: str) -> bool:
        """Whether it was made under `version`, or depends on no version."""
        return self.version in (_UNVERSIONED, version)


def base36(number: int) -> str:
    """Encode a non-negative number in base 36. Raises ValueError for another."""
    if number < 0:
        raise ValueError(number)
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def anybody_in(topic: int | None) -> str:
    """The owner of buttons that anybody in a group may press, or in a topic of it."""
    return ANYBODY + base36(topic) if topic else ANYBODY


def short(text: str, size: int) -> str:
    """A token of `text`: `size` bytes of its digest, as letters."""
    digest = hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Keyboards:
    """Makes the buttons of one user's messages. `version` names the rules that the questions follow."""

    def __init__(self, owner: str, version: str) -> None:
        self._owner = owner
        self._version = version

    def data_of(self, act: Act) -> str:
        """The data of a button; a question of the interview is bound to the rules under which it was asked."""
        data, version = self._whole_data_of(act), self._version_for(act)
        return data if self.holds(act) else f"{self._owner}.{version}.#{short(id_of(act), 12)}"

    def holds(self, act: Act) -> bool:
        """Whether the data of a button holds the whole id of an act; of a longer one it holds a token."""
        return len(self._whole_data_of(act).encode()) <= MOST_BYTES

    def _whole_data_of(self, act: Act) -> str:
        return f"{self._owner}.{self._version_for(act)}.={id_of(act)}"

    def _version_for(self, act: Act) -> str:
        return self._version if isinstance(bare(act), InterviewAct) else _UNVERSIONED

    def rows(self, choices: Sequence[Choice]) -> tuple[Row, ...]:
        """The choices as rows: short labels beside each other."""
        rows: list[list[Button]] = []
        room = 0
        for choice in choices:
            label = (
                choice.label
                if len(choice.label) <= _LONGEST_LABEL
                else choice.label[: _LONGEST_LABEL - 1] + "…"
            )
            wide = _width(label) + 4
            if wide > room or len(rows[-1]) == 4:
                rows.append([])
                room = _IN_A_ROW
            rows[-1].append(Button(label or "…", self.data_of(choice.does)))
            room -= wide
        return tuple(map(tuple, rows))

    def votes(self, entry: str) -> tuple[Row, ...]:
        """👍 and 👎 for an answer; no buttons if the entry's id is too long for the data."""
        prefix = f"{self._owner}.{_UNVERSIONED}."
        if len((prefix + entry).encode()) >= MOST_BYTES:
            return ()
        return ((Button("👍", f"{prefix}+{entry}"), Button("👎", f"{prefix}!{entry}")),)


def read_data(data: str) -> Pressed | None:
    """Decode the data of a button; None if this bot did not make it."""
    owner, _, rest = data.partition(".")
    version, _, said = rest.partition(".")
    kinds: dict[str, Literal["id", "token", "up", "down"]] = {"=": "id", "#": "token", "+": "up", "!": "down"}
    if not owner or not version or said[:1] not in kinds or len(said) < 2:
        return None
    return Pressed(owner, version, kinds[said[0]], said[1:])


def chosen(pressed: Pressed, offered: Iterable[Choice]) -> Act | None:
    """The act of a pressed choice; None if its token matches nothing that is still offered."""
    if pressed.what != "token":
        return pressed.act
    return next((choice.does for choice in offered if short(choice.id, 12) == pressed.text), None)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)
