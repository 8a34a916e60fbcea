"""Takes the turn of the assistant for what somebody did on WeChat. Makes no call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.channels.wechat.wechat_heard import WechatHeard
from bot.channels.wechat.wechat_sender import CHANNEL
from bot.conversation.assistant import Assistant
from bot.conversation.commands import forget_question, is_forget
from bot.conversation.examples import how_to_use, welcome
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY, Channel, Conversation
from bot.language.normalize import MAX_LENGTH
from bot.messages import message
from bot.replies.act_ids import act_of
from bot.replies.acts import (
    Act,
    BeginInterview,
    InterviewAct,
    PeopleAct,
    PickEntry,
    ReminderAct,
    RoleAct,
    RunCommand,
)
from bot.replies.reply import Choice, Kind, Reply

PUSHES = Channel(pushes=True)
_FORGET_SURELY = "/forget-all"
"""What the link says that deletes everything; to type it means the same."""
_WISHES = (Kind.WISH, Kind.DATES)
"""Replies to somebody who wants to be reminded."""
_HELP = ("/help", "/start")
_SLASHES = ("/", "／")


class WechatTurns:
    """Takes the turns of one account. `page` is the page with e-mail; empty without.

    `lasting`: reminders arrive whenever they are due. `may_serve`: at least those that are due soon after a word.
    """

    def __init__(
        self, conversations: ConversationService, lasting: bool, may_serve: Callable[[], bool], page: str
    ) -> None:
        self._conversations = conversations
        self._lasting = lasting
        self._may_serve = may_serve
        self._page = page

    @property
    def assistant(self) -> Assistant:
        """The assistant of the current pack."""
        return self._conversations.assistant

    async def turn(self, heard: WechatHeard, id: str, now: datetime) -> tuple[Reply, ...]:
        """The replies to what was heard. A message of an `id` that was heard before gets the same ones."""
        user = f"{CHANNEL}:{heard.person}"
        if heard.did == "follow":
            offers = await self._conversations.returned(user, now)
            return (self._welcome(now), *offers)
        if heard.did == "other" or not heard.text.strip():
            return (Reply(message("wechat_other"), kind=Kind.HINT),)
        if heard.did in ("pick", "menu"):
            return await self._picked(user, heard, id, now)
        return await self._written(user, heard.text.strip(), id, now)

    async def _written(self, user: str, text: str, id: str, now: datetime) -> tuple[Reply, ...]:
        said = f"/{text[1:]}" if text.startswith(_SLASHES) else text
        sure = message("wechat_forget_sure")
        if text in (sure, _FORGET_SURELY):
            return await self._say(user, "/forget", id, now)
        if is_forget(said):
            conversation = await self._conversations.conversation(user)
            choice = Choice(RunCommand(_FORGET_SURELY), sure)
            return (forget_question(conversation, message("wechat_forget_how", sure=sure), (choice,)),)
        if said.split()[0].lower() in _HELP:
            offers = await self._conversations.returned(user, now)
            return (self._help(), *offers)
        replies = await self._say(user, said, id, now)
        if len(text) > MAX_LENGTH and replies:
            note = message("telegram_too_long", count=MAX_LENGTH)
            return (replace(replies[0], text=f"{note}\n{replies[0].text}"), *replies[1:])
        return replies

    async def _picked(self, user: str, heard: WechatHeard, id: str, now: datetime) -> tuple[Reply, ...]:
        """The replies to a link or a button of the menu; the words that it says count if it means nothing any more."""
        act = act_of(heard.act or heard.text)
        if isinstance(act, RunCommand):
            return await self._written(user, act.command, id, now)
        conversation = await self._conversations.conversation(user)
        if self._means_something(act, conversation):
            return await self._say(user, act, id, now)
        if heard.did == "menu":
            return (self._help(),)
        return await self._written(user, heard.text.strip(), id, now)

    def _means_something(self, act: Act, conversation: Conversation) -> bool:
        """Whether a choice, also one of an older message, can still be picked."""
        if isinstance(act, ReminderAct | RoleAct | BeginInterview) or any(
            one.does == act for one in conversation.offered
        ):
            return True
        if isinstance(act, PeopleAct):
            return bool(conversation.interviews)
        if isinstance(act, InterviewAct):
            return self.assistant.interview(conversation) is not None
        return isinstance(act, PickEntry) and act.entry in self.assistant.pack.entries

    async def _say(self, user: str, said: str | Act, id: str, now: datetime) -> tuple[Reply, ...]:
        soon = self._may_serve()
        channel = PUSHES if self._lasting or soon else TALK_ONLY
        turn = await self._conversations.turn(user, said, now, channel, id)
        wished = [place for place, reply in enumerate(turn.replies) if reply.kind in _WISHES]
        if self._lasting or not wished:
            return turn.replies
        name = "wechat_two_days" if soon else "wechat_elsewhere"
        honest = message(f"{name}_page", page=self._page) if self._page else message(name)
        last = wished[-1]
        told = replace(turn.replies[last], text=f"{turn.replies[last].text}\n\n{honest}")
        return (*turn.replies[:last], told, *turn.replies[last + 1 :])

    def _help(self) -> Reply:
        how = how_to_use("wechat_help", self.assistant.pack, interviews=self.assistant.interviews)
        return Reply(how, kind=Kind.HELP)

    def _welcome(self, now: datetime) -> Reply:
        lines = "\n".join(self.assistant.greeting(now))
        choices = [
            Choice(RunCommand("/deadlines"), message("telegram_see_deadlines")),
            Choice(RunCommand("/remind"), message("telegram_see_remind")),
        ]
        if self.assistant.interviews:
            choices.insert(0, Choice(RunCommand("/interview"), message("interview_label")))
        return Reply(
            welcome("wechat_welcome", self.assistant.pack, lines), choices=tuple(choices), kind=Kind.HELP
        )
