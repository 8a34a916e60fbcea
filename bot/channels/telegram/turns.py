"""What somebody did on Telegram → a turn of the assistant, and what is said and shown for it. Makes no call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from telegram import User

from bot.channels.telegram.buttons import ANYBODY, Keyboards, Pressed, base36, chosen, read_data, short
from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import File, calendar_file
from bot.conversation.assistant import NONE, TALK_ONLY, Assistant, Channel, Choice, Conversation, Reply
from bot.conversation.feedback import Feedback, Judged, Vote
from bot.conversation.reminder_skill import names_reminders
from bot.conversation.service import ConversationService
from bot.messages import message
from bot.store.incoming import Claimed

CHANNEL = "telegram"
PUSHES = Channel(pushes=True)
REMIND_CHOICE, INTERVIEW_CHOICE = "rm:", "iv:"
_GO_ON = "action_interview"
_START_WITH = {"remind": "/remind", "interview": "/interview", "deadlines": "/deadlines", "help": "/help"}
_ENTRY = "q_"
_THANKS = {
    Judged.COUNTED: "telegram_thanks",
    Judged.KNOWN: "telegram_voted",
    Judged.NO_ENTRY: "telegram_old_button",
}
log = structlog.get_logger("noticebot.telegram")
Calendar = Callable[[Conversation, datetime], bytes]
"""Makes the calendar file of one person."""
IsAdmin = Callable[[int, int], Awaitable[bool]]


@dataclass(frozen=True)
class Said:
    """What is to be said: `replies` with keyboards for `keyboards`, `files`, a `toast` for a tap.

    `picked` tells that the tapped button was taken: its message then says so and loses its choices. `voted`: it loses
    its votes.
    """

    replies: tuple[Reply, ...] = ()
    keyboards: Keyboards = field(default_factory=lambda: Keyboards(ANYBODY, ""))
    files: tuple[File, ...] = ()
    toast: str = ""
    picked: bool = False
    voted: bool = False
    conversation: Conversation = field(default_factory=Conversation)


@dataclass(frozen=True)
class Speaker:
    """For whom a turn is taken: the key of the user, how the channel is, whose the buttons are."""

    key: str
    channel: Channel
    owner: str


class Turns:
    """Takes the turns of one bot."""

    def __init__(
        self,
        conversations: ConversationService,
        feedback: Feedback,
        is_admin: IsAdmin,
        calendar: Calendar,
        me: User,
    ) -> None:
        self._conversations = conversations
        self._feedback = feedback
        self._is_admin = is_admin
        self.calendar = calendar
        self._me = me

    @property
    def assistant(self) -> Assistant:
        """The assistant of this moment."""
        return self._conversations.assistant

    async def turn(self, claimed: Claimed, heard: Heard, now: datetime) -> Said:
        """What is said to what was heard. The same again where this update was heard before."""
        id = str(claimed.update_id)
        if heard.kind == "tap":
            return await self._tap(heard, id, now, claimed.attempts > 1)
        if heard.kind == "joined":
            title = self.assistant.pack.facts.short_title
            return Said((Reply(message("telegram_joined", notice=title, name=self._me.username)),))
        if heard.kind == "other":
            return Said((Reply(message("telegram_other")),))
        if heard.kind == "edit":
            conversation = await self._conversations.conversation(_speaker(heard).key)
            if (self.assistant.status(conversation) or {}).get("asking"):
                return Said((Reply(message("telegram_edit_interview")),))
        text = heard.text.strip()
        if text.startswith("/"):
            return await self._command(heard, text, id, now)
        speaker = await self._group_speaker(heard) if heard.group else _speaker(heard)
        return await self._say(speaker, text, id, now)

    # ── words ──

    async def _say(self, speaker: Speaker, text: str, id: str, now: datetime) -> Said:
        turn = await self._conversations.turn(speaker.key, text, now, speaker.channel, id)
        return Said(turn.replies, self._keyboards(speaker), conversation=turn.conversation)

    def _keyboards(self, speaker: Speaker) -> Keyboards:
        assistant = self.assistant
        return Keyboards(speaker.owner, short(f"{assistant.pack.facts.id} {assistant.rules}", 3))

    async def _group_speaker(self, heard: Heard) -> Speaker:
        """In a group everybody has a conversation of their own; an admin who is setting its reminders speaks for it."""
        group = _group(heard)
        open_choices = (await self._conversations.conversation(group.key)).offered
        setting = names_reminders(heard.text) or any(c.id.startswith(REMIND_CHOICE) for c in open_choices)
        return group if setting and await self._is_admin(heard.chat, heard.user) else _speaker(heard)

    async def _command(self, heard: Heard, text: str, id: str, now: datetime) -> Said:
        typed, _, rest = text.partition(" ")
        name = typed.partition("@")[0].lower()
        if name == "/start" and rest.strip():
            return await self._deep_link(heard, rest.strip(), id, now)
        speaker = _speaker(heard)
        if name == "/remind" and heard.group:
            if not await self._is_admin(heard.chat, heard.user):
                return Said((Reply(message("telegram_admins_only")),))
            speaker = _group(heard)
        if name in ("/start", "/help"):
            return Said(
                (self._start(now) if name == "/start" else Reply(message("telegram_help")),),
                self._keyboards(speaker),
            )
        if name in ("/ics", "/status", "/cancel"):
            conversation = await self._conversations.conversation(speaker.key)
            if name == "/ics":
                return self._ics(await self._wishes_of(heard, conversation), now)
            if name == "/status":
                return Said((self._status(conversation, now),), self._keyboards(speaker))
            return await self._cancel(speaker, conversation, id, now)
        return await self._say(speaker, f"{name} {rest}".strip(), id, now)

    async def _wishes_of(self, heard: Heard, conversation: Conversation) -> Conversation:
        return await self._conversations.conversation(_group(heard).key) if heard.group else conversation

    async def _deep_link(self, heard: Heard, payload: str, id: str, now: datetime) -> Said:
        """`/start` with what a link brought along."""
        entry = payload.removeprefix(_ENTRY)
        if payload.startswith(_ENTRY) and entry in self.assistant.pack.entries:
            asked = entry if "_" in entry else self.assistant.pack.entries[entry].title
            return await self._say(_speaker(heard), asked, id, now)
        return await self._command(heard, _START_WITH.get(payload, "/start"), id, now)

    def _start(self, now: datetime) -> Reply:
        choices = [Choice("/deadlines", message("telegram_see_deadlines"))]
        if self.assistant.interviews:
            choices.insert(0, Choice("/interview", message("interview_label")))
        choices.append(Choice("/remind", message("telegram_see_remind")))
        lines = "\n".join(self.assistant.greeting(now))
        return Reply(message("telegram_start", lines=lines), choices=tuple(choices))

    def _ics(self, conversation: Conversation, now: datetime) -> Said:
        name = self.assistant.pack.facts.short_title
        return Said(files=(calendar_file(self.calendar(conversation, now), name),))

    def _status(self, conversation: Conversation, now: datetime) -> Reply:
        """How far the interviews are, and how many reminders there are."""
        lines, choices = [], []
        for name in conversation.interviews:
            one = replace(conversation, name=name)
            standing = self.assistant.status(one) or {}
            if standing.get("asking"):
                left = self.assistant.questions_left(one, now)
                lines.append(message("telegram_status_interview", name=name, left=max(left, 1)))
                choices = [Choice(_GO_ON, message("telegram_go_on"))]
            elif (result := self.assistant.result(one, now)) is not None:
                lines.append(message("telegram_status_verdict", name=name, verdict=result.name))
        running = sum(not wish.get("ended") for wish in conversation.subscriptions.values())
        if running:
            lines.append(message("telegram_status_reminders", count=running))
        return Reply("\n".join(lines) or message("telegram_status_none"), choices=tuple(choices))

    async def _cancel(self, speaker: Speaker, conversation: Conversation, id: str, now: datetime) -> Said:
        progress = self.assistant.interview(conversation)
        if progress is not None and progress.asking and not progress.paused:
            return await self._say(speaker, message("interview_do_pause"), id, now)
        if conversation.naming or any(c.id.startswith(REMIND_CHOICE) for c in conversation.offered):
            return await self._say(speaker, message("telegram_cancel_word"), id, now)
        return Said((Reply(message("telegram_nothing_open")),))

    # ── taps ──

    async def _tap(self, heard: Heard, id: str, now: datetime, again: bool) -> Said:
        pressed = read_data(heard.text)
        if pressed is None or not heard.message:
            return Said(toast=message("telegram_old_button"))
        if not pressed.may_be_pressed_by(heard.user):
            return Said(toast=message("telegram_other_chat"))
        if pressed.what in ("up", "down"):
            return await self._vote(heard, pressed.text, pressed.what, now)
        if pressed.what == "id" and pressed.text.startswith("/"):
            return replace(await self._command(heard, pressed.text, id, now), picked=True)
        speaker = _speaker(heard)
        if heard.group and (pressed.owner == ANYBODY or pressed.text.startswith(REMIND_CHOICE)):
            if not await self._is_admin(heard.chat, heard.user):
                return Said(toast=message("telegram_admins_only"))
            speaker = _group(heard)
        if again and (before := await self._conversations.heard(speaker.key, id)) is not None:
            return Said(
                before.replies, self._keyboards(speaker), picked=True, conversation=before.conversation
            )
        return await self._pick(speaker, pressed, id, now)

    async def _pick(self, speaker: Speaker, pressed: Pressed, id: str, now: datetime) -> Said:
        conversation = await self._conversations.conversation(speaker.key)
        keyboards = self._keyboards(speaker)
        choice = chosen(pressed, conversation.offered)
        current = pressed.is_current(short(f"{self.assistant.pack.facts.id} {self.assistant.rules}", 3))
        if choice is None or not current or not self._means_something(choice, conversation):
            return Said(toast=message("telegram_old_button"))
        said = replace(await self._say(speaker, choice, id, now), keyboards=keyboards, picked=True)
        stale = message("interview_stale")
        if said.replies and said.replies[0].text == stale:
            return Said(toast=stale)
        return said

    def _means_something(self, id: str, conversation: Conversation) -> bool:
        """Whether a choice can still be picked, be it of an older message."""
        if any(choice.id == id for choice in conversation.offered):
            return True
        if id.startswith(INTERVIEW_CHOICE):
            return self.assistant.interview(conversation) is not None
        return id.startswith(REMIND_CHOICE) or (id != NONE and id in self.assistant.pack.entries)

    async def _vote(self, heard: Heard, entry: str, vote: Vote, now: datetime) -> Said:
        judged = await self._feedback.judge(_speaker(heard).key, entry, vote, now)
        return Said(toast=message(_THANKS[judged]), voted=True)


def _speaker(heard: Heard) -> Speaker:
    """Who spoke, for themselves. Nobody can be reminded alone in a group."""
    if heard.group:
        return Speaker(f"{CHANNEL}:{heard.chat}:{heard.user}", TALK_ONLY, base36(heard.user))
    return Speaker(f"{CHANNEL}:{heard.user}", PUSHES, base36(heard.user))


def _group(heard: Heard) -> Speaker:
    """The group itself, for which its admins speak."""
    return Speaker(f"{CHANNEL}:{heard.chat}", PUSHES, ANYBODY)
