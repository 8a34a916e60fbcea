"""Takes the turn of the assistant for what somebody did on a platform. Makes no call."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.channels.platforms.platform_heard import PlatformHeard
from bot.conversation.assistant import Assistant
from bot.conversation.commands import forget_question, is_forget
from bot.conversation.examples import how_to_use, welcome
from bot.conversation.notices.notice_marks import bare
from bot.conversation.notices.picking import can_be_picked
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel, Conversation
from bot.language.normalize import MAX_LENGTH
from bot.messages import message
from bot.replies.act_ids import act_of
from bot.replies.acts import (
    Act,
    BeginInterview,
    ReminderAct,
    RoleAct,
    RunCommand,
)
from bot.replies.reply import Choice, Kind, Reply

PUSHES = Channel(pushes=True)
_FORGET_SURELY = "/forget-all"
"""What the link says that deletes everything; to type it means the same."""
_START, _HELP = "/start", "/help"
_SLASHES = ("/", "／")


class PlatformTurns:
    """Takes the turns of the channel `name`. `links`: what it shows can be tapped, so that every choice may be one."""

    def __init__(self, conversations: ConversationService, name: str, links: bool = True) -> None:
        self._conversations = conversations
        self.name = name
        self._links = links

    @property
    def assistant(self) -> Assistant:
        """The assistant of the current pack."""
        return self._conversations.assistant

    async def turn(self, heard: PlatformHeard, id: str, now: datetime) -> tuple[Reply, ...]:
        """The replies to what was heard. A message of an `id` that was heard before gets the same ones."""
        user = f"{self.name}:{heard.person}"
        if heard.did == "follow":
            offers = await self._conversations.returned(user, now)
            return (self._welcome(now), *offers)
        if heard.did == "other" or not heard.text.strip():
            return (Reply(message(f"{self.name}_other"), kind=Kind.HINT),)
        if heard.did in ("pick", "menu"):
            return await self._picked(user, heard, id, now)
        return await self._written(user, heard.text.strip(), id, now)

    async def say(self, user: str, said: str | Act, id: str, now: datetime) -> tuple[Reply, ...]:
        """Take one turn of the conversation."""
        return (await self._conversations.turn(user, said, now, PUSHES, id)).replies

    async def _written(self, user: str, text: str, id: str, now: datetime) -> tuple[Reply, ...]:
        said = f"/{text[1:]}" if text.startswith(_SLASHES) else text
        sure = message("wechat_forget_sure")
        if text in (sure, _FORGET_SURELY):
            return await self.say(user, "/forget", id, now)
        if is_forget(said):
            conversation = await self._conversations.conversation(user)
            choices = (Choice(RunCommand(_FORGET_SURELY), sure),) if self._links else ()
            how = message("wechat_forget_how" if self._links else "wecom_forget_how", sure=sure)
            return (forget_question(conversation, how, choices),)
        command = said.split()[0].lower()
        if command in (_START, _HELP):
            offers = await self._conversations.returned(user, now)
            first = self._welcome(now) if command == _START else self._help()
            return (first, *offers)
        replies = await self.say(user, said, id, now)
        if len(text) > MAX_LENGTH and replies:
            note = message("telegram_too_long", count=MAX_LENGTH)
            return (replace(replies[0], text=f"{note}\n{replies[0].text}"), *replies[1:])
        return replies

    async def _picked(self, user: str, heard: PlatformHeard, id: str, now: datetime) -> tuple[Reply, ...]:
        """The replies to a link or a button of the menu; the words that it says count if it means nothing any more."""
        act = act_of(heard.act or heard.text)
        if isinstance(act, RunCommand):
            return await self._written(user, act.command, id, now)
        conversation = await self._conversations.conversation(user)
        if self._means_something(act, conversation):
            return await self.say(user, act, id, now)
        if heard.did == "menu":
            return (self._help(),)
        return await self._written(user, heard.text.strip(), id, now)

    def _means_something(self, act: Act, conversation: Conversation) -> bool:
        """Whether a choice, also one of an older message, can still be picked."""
        if isinstance(bare(act), ReminderAct | RoleAct | BeginInterview):
            return True
        return can_be_picked(act, conversation, self.assistant)

    def _help(self) -> Reply:
        how = how_to_use("wechat_help", self.assistant.pack, interviews=self.assistant.interviews)
        return Reply(how, kind=Kind.HELP)

    def _welcome(self, now: datetime) -> Reply:
        lines = "\n".join(self.assistant.greeting(now))
        text = welcome(f"{self.name}_welcome", self.assistant.pack, lines)
        if not self._links:
            return Reply(text, kind=Kind.HELP)
        choices = [
            Choice(RunCommand("/deadlines"), message("telegram_see_deadlines")),
            Choice(RunCommand("/remind"), message("telegram_see_remind")),
        ]
        if self.assistant.interviews:
            choices.insert(0, Choice(RunCommand("/interview"), message("interview_label")))
        if self.assistant.several:
            choices.insert(0, Choice(RunCommand("/notices"), message("notices_see")))
        return Reply(text, choices=tuple(choices), kind=Kind.HELP)
