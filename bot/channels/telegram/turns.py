"""Takes the turn of the assistant for what somebody did on Telegram, and decides what is said and shown. Makes no call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from telegram import User

from bot.channels.telegram.addresses import Addresses
from bot.channels.telegram.buttons import ANYBODY, AS_GROUP, Keyboards, Pressed, chosen, read_data, short
from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import File, calendar_file
from bot.channels.telegram.own_replies import status_of, welcome_to
from bot.channels.telegram.speakers import PUSHES, Speaker, group_of, speaker_of
from bot.conversation.assistant import Assistant
from bot.conversation.commands import forget_question, is_forget
from bot.conversation.examples import how_to_use
from bot.conversation.feedback import Feedback, Judged, Vote
from bot.conversation.joining_desk import joining_order
from bot.conversation.notices.notice_marks import bare
from bot.conversation.notices.picking import can_be_picked
from bot.conversation.rewording import REPLACE
from bot.conversation.service import ConversationService
from bot.conversation.turn import Conversation, Turn
from bot.language.normalize import MAX_LENGTH
from bot.messages import message
from bot.reminders.reading.said import names_reminders
from bot.replies.acts import (
    Act,
    BeginInterview,
    InterviewAct,
    PickEntry,
    ReminderAct,
    RoleAct,
    RunCommand,
    TakeStep,
)
from bot.replies.reply import Choice, Kind, Reply
from bot.store.rows.incoming import Claimed

_START_WITH = {"remind": "/remind", "interview": "/interview", "deadlines": "/deadlines", "help": "/help"}
_ENTRY = "q_"
_SLASHES = ("/", "／")
_MEANT = "yes"
"""What follows /forget if it is meant; a button says it."""
_NEVER_MIND = "算了"
"""The word that ends a talk about reminders and the question for a name; never shown."""
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
    """What to send: `replies` with keyboards for `keyboards`, `files`, a `toast` for a tap.

    `picked`: the tapped choice took effect; its message then says so and loses its choices. `voted`: it loses its vote
    buttons. `missed`: the question that is open, for a tap on an earlier one by somebody whom it did not reach.
    """

    replies: tuple[Reply, ...] = ()
    keyboards: Keyboards = field(default_factory=lambda: Keyboards(ANYBODY, ""))
    files: tuple[File, ...] = ()
    toast: str = ""
    picked: bool = False
    voted: bool = False
    missed: tuple[Reply, ...] = ()
    conversation: Conversation = field(default_factory=Conversation)
    speaker: Speaker | None = None
    """Whose conversation it is, if a turn of it was taken."""


class Turns:
    """Takes the turns of one bot."""

    def __init__(
        self,
        conversations: ConversationService,
        feedback: Feedback,
        is_admin: IsAdmin,
        calendar: Calendar,
        me: User,
        addresses: Addresses | None = None,
    ) -> None:
        self._conversations = conversations
        self._feedback = feedback
        self._is_admin = is_admin
        self.calendar = calendar
        self._me = me
        self._addresses = addresses

    @property
    def assistant(self) -> Assistant:
        """The assistant of the current pack."""
        return self._conversations.assistant

    async def turn(self, claimed: Claimed, heard: Heard, now: datetime) -> Said:
        """Take the turn. An update that was answered before gets the same replies again."""
        id = str(claimed.update_id)
        if heard.group and self._addresses is not None:
            if heard.kind == "moved":
                await self._addresses.moved(heard.chat, int(heard.text))
                return Said()
            heard = replace(heard, chat=await self._addresses.now_at(heard.chat))
        if heard.kind == "tap":
            return await self._tap(heard, id, now, claimed.attempts > 1)
        if heard.kind == "joined":
            title = self.assistant.title
            joined = message("telegram_joined", notice=title, name=self._me.username)
            group = group_of(heard.chat, None)
            offers = await self._conversations.returned(group.key, now)
            return Said((Reply(joined, kind=Kind.HELP), *offers), self._keyboards(group))
        if heard.kind == "other":
            return Said((Reply(message("telegram_other"), kind=Kind.HINT),))
        text = heard.text.strip()
        if heard.kind == "edit":
            return await self._edited(heard, text, id, now)
        return _with_notes(await self._written(heard, text, id, now), heard)

    async def _written(self, heard: Heard, text: str, id: str, now: datetime) -> Said:
        if text.startswith(_SLASHES) or not text:  # a mention of the bot and nothing else asks what it can do
            return await self._command(heard, f"/{text[1:]}" if text else "/help", id, now)
        speaker = await self._group_speaker(heard) if heard.group else speaker_of(heard)
        return await self._say(speaker, text, id, now, str(heard.message))

    # ── words ──

    async def _say(self, speaker: Speaker, said: str | Act, id: str, now: datetime, source: str = "") -> Said:
        is_member = speaker.channel is not PUSHES
        before = await self._conversations.conversation(speaker.key) if is_member else Conversation()
        turn = await self._conversations.turn(speaker.key, said, now, speaker.channel, id, source=source)
        said_to = self._replied(speaker, turn)
        begins = is_member and self.assistant.interview(before) is None
        progress = self.assistant.interview(turn.conversation)
        return self._privately(said_to) if begins and progress is not None and progress.asking else said_to

    def _privately(self, said: Said) -> Said:
        """The beginning of an interview in a group, with a link to hold it where nobody else reads along."""
        link = message("telegram_private", link=f"https://t.me/{self._me.username}?start=interview")
        first, *others = said.replies
        return replace(said, replies=(replace(first, text=f"{first.text}\n{link}"), *others))

    def _replied(self, speaker: Speaker, turn: Turn) -> Said:
        return Said(turn.replies, self._keyboards(speaker), conversation=turn.conversation, speaker=speaker)

    async def open_question(self, speaker: Speaker, now: datetime) -> Said:
        """The open question of a speaker's interview; nothing if none is open."""
        conversation = await self._conversations.conversation(speaker.key)
        question = self.assistant.open_question(conversation, now)
        replies = (question,) if question is not None else ()
        return Said(replies, self._keyboards(speaker), conversation=conversation, speaker=speaker)

    async def _edited(self, heard: Heard, text: str, id: str, now: datetime) -> Said:
        """The answer to an edit: no command is run, and of an interview no answer is changed."""
        if text.startswith(_SLASHES):
            return Said((Reply(message("reworded_order"), kind=Kind.HINT),))
        conversation = await self._conversations.conversation(speaker_of(heard).key)
        progress = self.assistant.interview(conversation)
        if progress is not None and progress.asking:
            return Said((Reply(message("telegram_edit_interview"), kind=Kind.HINT),))
        speaker = await self._group_speaker(heard) if heard.group else speaker_of(heard)
        source = str(heard.message)
        return self._replied(
            speaker,
            await self._conversations.reword(speaker.key, text, now, speaker.channel, id, source),
        )

    def _keyboards(self, speaker: Speaker) -> Keyboards:
        assistant = self.assistant
        return Keyboards(speaker.owner, short(f"{assistant.pack.facts.id} {assistant.rules}", 3))

    async def _group_speaker(self, heard: Heard) -> Speaker:
        """The speaker in a group: everybody has a conversation of their own; an admin who sets its reminders speaks for it."""
        group = group_of(heard.chat, heard.topic)
        conversation = await self._conversations.conversation(group.key)
        setting = names_reminders(heard.text) or conversation.offers_reminders
        return group if setting and await self._is_admin(heard.chat, heard.user) else speaker_of(heard)

    async def _command(self, heard: Heard, text: str, id: str, now: datetime) -> Said:
        typed, _, rest = text.partition(" ")
        name = typed.partition("@")[0].lower()
        if name == "/start" and rest.strip():
            return await self._deep_link(heard, rest.strip(), id, now)
        if heard.group and joining_order(name):
            return Said((Reply(message("join_not_in_group"), kind=Kind.REFUSED),))
        speaker = speaker_of(heard)
        if name == "/remind" and heard.group:
            if not await self._is_admin(heard.chat, heard.user):
                return Said((Reply(message("telegram_admins_only"), kind=Kind.REFUSED),))
            speaker = group_of(heard.chat, heard.topic)
        if is_forget(name):
            return await self._forget(speaker, rest.strip() == _MEANT, id, now)
        if name in ("/start", "/help"):
            offers = await self._conversations.returned(speaker.key, now) if speaker.channel.pushes else ()
            how = how_to_use("telegram_help", self.assistant.pack, interviews=self.assistant.interviews)
            help = Reply(how, kind=Kind.HELP)
            welcome = welcome_to(self.assistant, now) if name == "/start" else help
            return Said((welcome, *offers), self._keyboards(speaker))
        if name in ("/ics", "/status", "/cancel"):
            conversation = await self._conversations.conversation(speaker.key)
            if name == "/ics":
                return self._ics(await self._wishes_of(heard, conversation), now)
            if name == "/status":
                return Said((status_of(self.assistant, conversation, now),), self._keyboards(speaker))
            return await self._cancel(speaker, conversation, id, now)
        return await self._say(speaker, f"{name} {rest}".strip(), id, now)

    async def _forget(self, speaker: Speaker, sure: bool, id: str, now: datetime) -> Said:
        """Delete everything, or ask whether that is meant."""
        if sure:
            return await self._say(speaker, "/forget", id, now)
        conversation = await self._conversations.conversation(speaker.key)
        choice = Choice(RunCommand(f"/forget {_MEANT}"), message("forget_yes"))
        question = forget_question(conversation, message("forget_tap"), (choice,))
        return Said((question,), self._keyboards(speaker))

    async def _wishes_of(self, heard: Heard, conversation: Conversation) -> Conversation:
        return (
            await self._conversations.conversation(group_of(heard.chat, heard.topic).key)
            if heard.group
            else conversation
        )

    async def _deep_link(self, heard: Heard, payload: str, id: str, now: datetime) -> Said:
        """`/start` with the parameter of a deep link."""
        entry = payload.removeprefix(_ENTRY)
        if payload.startswith(_ENTRY) and self.assistant.has_entry(entry):
            return await self._say(speaker_of(heard), PickEntry(entry), id, now)
        return await self._command(heard, _START_WITH.get(payload, "/start"), id, now)

    def _ics(self, conversation: Conversation, now: datetime) -> Said:
        name = self.assistant.of(conversation).title
        return Said(files=(calendar_file(self.calendar(conversation, now), name),))

    async def _cancel(self, speaker: Speaker, conversation: Conversation, id: str, now: datetime) -> Said:
        progress = self.assistant.interview(conversation)
        if progress is not None and progress.awaits_answer:
            return await self._say(speaker, TakeStep("pause"), id, now)
        if conversation.naming or conversation.offers_reminders:
            return await self._say(speaker, _NEVER_MIND, id, now)
        return Said((Reply(message("telegram_nothing_open"), kind=Kind.REFUSED),))

    # ── taps ──

    async def _tap(self, heard: Heard, id: str, now: datetime, again: bool) -> Said:
        pressed = read_data(heard.text)
        if pressed is None or not heard.message:
            return Said(toast=message("telegram_old_button"))
        if not await self._may_press(pressed, heard):
            return Said(toast=message("telegram_other_chat"))
        heard = replace(heard, mask=pressed.mask)
        if pressed.what in ("up", "down"):
            return await self._vote(heard, pressed.text, pressed.what, now)
        if isinstance(pressed.act, RunCommand) and not _takes_up(pressed.act):
            # The buttons of the welcome stay; what is deleted cannot be deleted again.
            picked = is_forget(pressed.act.command)
            return replace(await self._command(heard, pressed.act.command, id, now), picked=picked)
        speaker = speaker_of(heard)
        if heard.group and (pressed.is_for_anybody or _is_of_reminders(pressed.act)):
            if not await self._is_admin(heard.chat, heard.user):
                return Said(toast=message("telegram_admins_only"))
            # A reminder of a topic may have gone elsewhere: its buttons know where they belong.
            speaker = group_of(heard.chat, pressed.topic if pressed.is_for_anybody else heard.topic)
        if again and (before := await self._conversations.heard(speaker.key, id)) is not None:
            return replace(self._replied(speaker, before), picked=True)
        return await self._pick(speaker, pressed, id, now)

    async def _may_press(self, pressed: Pressed, heard: Heard) -> bool:
        """Whether it is this user's button; of an admin who wrote as the group it may be any admin's."""
        if pressed.mask.startswith(AS_GROUP):
            return heard.group and await self._is_admin(heard.chat, heard.user)
        return pressed.may_be_pressed_by(heard.user)

    async def _pick(self, speaker: Speaker, pressed: Pressed, id: str, now: datetime) -> Said:
        conversation = await self._conversations.conversation(speaker.key)
        keyboards = self._keyboards(speaker)
        act = chosen(pressed, conversation.offered)
        current = pressed.is_current(short(f"{self.assistant.pack.facts.id} {self.assistant.rules}", 3))
        if isinstance(act, RunCommand):
            source = act.command.removeprefix(REPLACE).strip()
            taken = await self._conversations.take_up(speaker.key, source, now, speaker.channel, id)
            if taken is not None:
                return replace(self._replied(speaker, taken), picked=True)
        if act is None or not current or not self._means_something(act, conversation):
            return Said(toast=message("telegram_old_button"))
        said = replace(await self._say(speaker, act, id, now), keyboards=keyboards, picked=True)
        if isinstance(bare(act), RoleAct):  # the buttons stay: it may be changed
            said = replace(said, picked=False)
        stale = bool(said.replies) and said.replies[0].kind is Kind.STALE
        if isinstance(bare(act), ReminderAct) and stale:  # nothing was changed, so nothing is ticked
            return replace(said, picked=False)
        if isinstance(bare(act), InterviewAct) and stale:
            question = self.assistant.open_question(said.conversation, now)
            missed = (question,) if question is not None else ()
            return Said((), keyboards, toast=said.replies[0].text, missed=missed, speaker=speaker)
        return said

    def _means_something(self, act: Act, conversation: Conversation) -> bool:
        """Whether a choice, also one of an older message, can still be picked."""
        if isinstance(bare(act), ReminderAct | RoleAct | BeginInterview):
            return True
        return can_be_picked(act, conversation, self.assistant)

    async def _vote(self, heard: Heard, entry: str, vote: Vote, now: datetime) -> Said:
        judged = await self._feedback.judge(speaker_of(heard).key, entry, vote, now)
        return Said(toast=message(_THANKS[judged]), voted=True)


def _with_notes(said: Said, heard: Heard) -> Said:
    """The answer, and before it what of the message was not looked at."""
    notes = [message("telegram_unseen")] if heard.unseen else []
    if len(heard.text) > MAX_LENGTH:
        notes.append(message("telegram_too_long", count=MAX_LENGTH))
    if not notes or not said.replies:
        return said
    first, *others = said.replies
    noted = replace(first, text="\n".join([*notes, first.text]))
    return replace(said, replies=(noted, *others))


def _is_of_reminders(act: Act | None) -> bool:
    return act is not None and isinstance(bare(act), ReminderAct)


def _takes_up(act: RunCommand) -> bool:
    """Whether it does what an edited message asked for."""
    return act.command.split()[0] == REPLACE
