"""The server's state: people, chats, messages, updates that wait for the bot, and a transcript of every call."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_api.limits import Limits, Turnpike
from tests.telegram_api.markup import units

Json = dict[str, Any]
BOT = {"id": 4242, "is_bot": True, "first_name": "问答助手", "username": "notice_test_bot"}
TOKEN = "4242:AAtest-token_of-the-fake-server-0123456"

GROUP_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
PICTURE = {"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}


@dataclass
class Fault:
    """What happens to the next `count` calls of `method` (to `chat`, if one is named).

    `status` is answered in the place of a result, with `words`; `late` lets the call be done and its answer come that many
    seconds later; `hang_up` breaks the connection off, after the call is done or before. `body` is answered as it stands, with
    `status` or 200, by something between the bot and Telegram: the call is then done only if `done`.
    """

    method: str
    count: int = 1
    chat: int | None = None
    status: int = 0
    words: str = ""
    retry_after: int = 0
    late: float = 0.0
    hang_up: str = ""
    body: str = ""
    done: bool = False


@dataclass
class World:
    """One bot and everybody who talks to it."""

    token: str = TOKEN
    limits: Limits = field(default_factory=Limits)
    date: int = 1_668_477_600
    transcript: list[Json] = field(default_factory=list)
    waiting: deque[Json] = field(default_factory=deque)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    queries: dict[str, bool] = field(default_factory=dict)
    inline_queries: dict[str, bool] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    admins: dict[int, list[int]] = field(default_factory=dict)
    migrated: dict[int, int] = field(default_factory=dict)
    muted: set[int] = field(default_factory=set)
    """The groups in which the bot may not write."""
    topics: dict[int, dict[str, str]] = field(default_factory=dict)
    """The topics of forums by number: "open" or "closed"; under "0" General, if it is closed."""
    faults: list[Fault] = field(default_factory=list)
    webhook: Json = field(default_factory=dict)
    balanced: list[str] = field(default_factory=list)
    """If a balancer in front of the webhook sends updates, one after another; empty if there is none."""
    commands: dict[str, list[Json]] = field(default_factory=dict)
    descriptions: dict[str, Json] = field(default_factory=dict)
    delivered: int = 0
    brought: dict[int, float] = field(default_factory=dict)
    """When the last update of a chat was brought to the webhook, and `answered`: when the bot last wrote there."""
    answered: dict[int, float] = field(default_factory=dict)
    posted: Counter[int] = field(default_factory=Counter)
    """How many messages the bot sent, by chat."""

    def __post_init__(self) -> None:
        self.turnpike = Turnpike(self.limits, time.monotonic)
        self.changed = asyncio.Condition()
        self._numbers = itertools.count(1)
        self._updates = itertools.count(700_000_000)
        self._message_ids: dict[int, itertools.count[int]] = {}

    # ── what people do ──

    def person(self, user: int) -> Json:
        """Somebody, as updates name them."""
        return {"id": user, "is_bot": False, "first_name": f"用户{user}", "language_code": "zh-hans"}

    def chat(self, chat: int) -> Json:
        """A chat: private if its id is positive, else a group."""
        if chat > 0:
            return {"id": chat, "type": "private", "first_name": f"用户{chat}"}
        return {"id": chat, "type": "supergroup", "title": f"群{-chat}"}

    def next_message_id(self, chat: int) -> int:
        """Messages are numbered within their chat."""
        return next(self._message_ids.setdefault(chat, itertools.count(1)))

    def queue(self, kind: str, body: Json) -> int:
        """An update for the bot; its id."""
        update_id = next(self._updates)
        self.waiting.append({"update_id": update_id, kind: body})
        return update_id

    def message(self, user: int, chat: int, **parts: Any) -> Json:
        """A message of `user` in `chat`, kept as phones show it."""
        message = {
            "message_id": self.next_message_id(chat),
            "from": self.person(user),
            "chat": self.chat(chat),
            "date": self.date,
            **parts,
        }
        self.messages[chat, message["message_id"]] = message
        return message

    def say(
        self,
        user: int,
        text: str,
        chat: int | None = None,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> int:
        """`user` writes; the id of the update."""
        place = chat or user
        parts: Json = {"text": text, **entities_of(text), **topic_of(topic)}
        if reply_to is not None:
            parts["reply_to_message"] = self.messages[place, reply_to]
        return self.queue("message", self.message(user, place, **parts))

    def album(
        self, user: int, pictures: int, caption: str, chat: int | None = None, under: int = 0, name: str = ""
    ) -> str:
        """`user` sends several pictures at once: a message each, one of them with the caption, if there is one.

        Returns the name of the album, by which more of it may be sent.
        """
        name = name or str(90_000 + next(self._numbers))
        for number in range(pictures):
            parts: Json = {"photo": [PICTURE], "media_group_id": name}
            if caption and number == under:
                found = entities_of(caption).get("entities")
                parts |= {"caption": caption, **({"caption_entities": found} if found else {})}
            self.send(user, parts, chat)
        return name

    def masked(self, text: str, chat: int, title: str = "", channel: int = 0) -> int:
        """Somebody writes as the group, under a title, or as a channel."""
        place = self.chat(channel) | {"type": "channel"} if channel else self.chat(chat)
        sender = CHANNEL_BOT if channel else GROUP_BOT
        parts: Json = {"text": text, "from": sender, "sender_chat": place, **entities_of(text)}
        return self.send(0, parts | ({"author_signature": title} if title else {}), chat)

    def send(self, user: int, parts: Json, chat: int | None = None) -> int:
        """`user` sends something else than text: `parts` is what the message holds."""
        return self.queue("message", self.message(user, chat or user, **parts))

    def edit(self, user: int, message_id: int, text: str, chat: int | None = None) -> int:
        """`user` changes what they wrote."""
        message = self.messages[chat or user, message_id]
        message.update(text=text, edit_date=self.date + 1, **entities_of(text))
        return self.queue("edited_message", message)

    def react(self, user: int, message_id: int, chat: int | None = None) -> int:
        """`user` reacts to a message of theirs for the first time: Telegram tells of it as of an edit without a date."""
        return self.queue("edited_message", self.messages[chat or user, message_id])

    def tap(self, user: int, message_id: int, data: str, chat: int | None = None) -> str:
        """`user` taps a button; the id of the callback query."""
        query = str(10_000 + next(self._numbers))
        self.queries[query] = False
        body = {"id": query, "from": self.person(user), "chat_instance": "1", "data": data}
        self.queue("callback_query", body | {"message": self.messages[chat or user, message_id]})
        return query

    def ask_inline(self, user: int, text: str) -> str:
        """`user` types `@bot text` somewhere; the id of the inline query."""
        query = str(10_000 + next(self._numbers))
        self.inline_queries[query] = False
        self.queue("inline_query", {"id": query, "from": self.person(user), "query": text, "offset": ""})
        return query

    def block(self, user: int) -> None:
        """`user` blocks the bot."""
        self.blocked.add(user)
        old, new = {"status": "member", "user": BOT}, {"status": "kicked", "user": BOT, "until_date": 0}
        self._membership(user, user, old, new)

    def unblock(self, user: int) -> None:
        """`user` lets the bot write again."""
        self.blocked.discard(user)
        old, new = {"status": "kicked", "user": BOT, "until_date": 0}, {"status": "member", "user": BOT}
        self._membership(user, user, old, new)

    def migrate(self, user: int, old: int, new: int) -> None:
        """A group becomes a supergroup: both tell so, and the old one is no more."""
        self.queue("message", self.message(user, old, migrate_to_chat_id=new))
        self.queue("message", self.message(user, new, migrate_from_chat_id=old))
        self.admins[new] = self.admins.get(old, [])
        self.migrated[old] = new

    def join(self, user: int, chat: int) -> None:
        """`user` brings the bot into a group."""
        self._membership(user, chat, {"status": "left", "user": BOT}, {"status": "member", "user": BOT})

    def _membership(self, user: int, chat: int, old: Json, new: Json) -> None:
        who = {"chat": self.chat(chat), "from": self.person(user), "date": self.date}
        self.queue("my_chat_member", who | {"old_chat_member": old, "new_chat_member": new})

    def repeat(self, update: Json) -> None:
        """Queue an update that was delivered before once more."""
        self.waiting.append(update)

    # ── what the server does ──

    def fault_for(self, method: str, chat: int | None) -> Fault | None:
        """The fault for this call, whose count is reduced by one."""
        for fault in self.faults:
            if fault.method == method and fault.count > 0 and fault.chat in (None, chat):
                fault.count -= 1
                return fault
        return None

    async def tell(self) -> None:
        """Wake whoever waits for something to happen."""
        async with self.changed:
            self.changed.notify_all()

    def shown(self, chat: int) -> list[Json]:
        """The chat as a phone shows it."""
        found = [message for (place, _), message in sorted(self.messages.items()) if place == chat]
        return [_shown(message) for message in found]


def topic_of(topic: int | None) -> Json:
    """What a message in a topic of a forum holds."""
    return {"message_thread_id": topic, "is_topic_message": True} if topic else {}


def entities_of(text: str) -> Json:
    """The entities that a client puts on commands and mentions."""
    found = []
    for word in text.split():
        offset = units(text[: text.index(word)])
        if word.startswith("/"):
            found.append({"type": "bot_command", "offset": offset, "length": units(word)})
        elif word.startswith("@"):
            found.append({"type": "mention", "offset": offset, "length": units(word)})
    return {"entities": found} if found else {}


def _shown(message: Json) -> Json:
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "id": message["message_id"],
        "bot": message["from"]["id"] == BOT["id"],
        "text": message.get("text", message.get("caption", "")),
        "buttons": [button for row in keyboard for button in row],
        "document": message.get("document", {}).get("file_name", ""),
        "content": message.get("content", ""),
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
        "edited": "edit_date" in message,
        "topic": message.get("message_thread_id"),
    }
