"""Parses updates of Telegram into what somebody did, reduced to what the answer needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from telegram import CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.channels.telegram.buttons import AS_CHANNEL, AS_GROUP, short

HeardKind = Literal["text", "edit", "tap", "other", "joined", "moved", "inline"]
WANTED = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of update that Telegram is asked to send."""
ANONYMOUS = 1087968824
"""The user in whose name admins of a group write who do not show themselves (@GroupAnonymousBot)."""
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_AWAY = ("left", "kicked")
_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "pinned_message",
    "message_auto_delete_timer_changed",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_scheduled",
    "boost_added",
    "write_access_allowed",
)


_LARGEST = 2**63


@dataclass(frozen=True)
class Heard:
    """What `user` did in `chat`.

    `text` is what was written, the data of the button that was tapped, what was typed in inline mode, or the new id of a
    group that moved. `message` is the message that the answer belongs to: theirs, or ours whose button it is; of ours
    `shown` is the text as HTML and `buttons` the keyboard, as rows of label, data and address. `unseen` tells that a picture
    or a file came with the text, `album` names the album that the message belongs to. `mask` is the owner of buttons for
    somebody who writes as the group or as a channel, and so without a user of their own. `query` is what must be answered
    as such. `topic` is the topic of a forum. In a group nothing is heard that is not said to the bot.
    """

    kind: HeardKind
    chat: int
    user: int = 0
    text: str = ""
    message: int = 0
    group: bool = False
    topic: int | None = None
    query: str = ""
    shown: str = ""
    buttons: tuple[tuple[tuple[str, str, str], ...], ...] = ()
    unseen: bool = False
    album: str = ""
    mask: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether its numbers are such as Telegram gives: the library takes whatever stands in their place."""
        whole = (self.user, self.message, self.topic or 0)
        every = all(type(number) is int and abs(number) < _LARGEST for number in (self.chat, *whole))
        return every and min(whole) >= 0

    def to_text(self) -> str:
        """Encode for the store."""
        plain = {name: value for name, value in vars(self).items() if value not in ("", None, False, 0, ())}
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Heard:
        """Decode what `to_text` wrote."""
        plain = json.loads(text)
        rows = plain.pop("buttons", ())
        return cls(**plain, buttons=tuple(tuple((a, b, c) for a, b, c in row) for row in rows))


def read_update(update: Update, me: User) -> Heard | None:
    """Parse an update of the bot `me`; None if there is nothing to answer."""
    if update.message is not None:
        return _message(update.message, "text", me)
    if update.edited_message is not None:
        # Without a date of an edit something else of the message changed, such as a reaction to it.
        edited = update.edited_message.edit_date is not None
        return _message(update.edited_message, "edit", me) if edited else None
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.inline_query is not None:
        return _inline(update.inline_query)
    if update.my_chat_member is not None:
        return _joined(update.my_chat_member)
    return None


def _message(message: Message, kind: HeardKind, me: User) -> Heard | None:
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        old = message.migrate_from_chat_id or message.chat.id
        return Heard("moved", old, 0, str(int(message.migrate_to_chat_id or message.chat.id)), group=True)
    sender, group = message.from_user, message.chat.type in _GROUPS
    mask = _mask(message) if group else ""
    if sender is None or not (group or message.chat.type == ChatType.PRIVATE):
        return None
    if (sender.is_bot and not mask) or message.is_automatic_forward:
        return None
    # What inline mode offered is an answer, no question.
    if message.via_bot is not None and message.via_bot.id == me.id:
        return None
    if any(getattr(message, name) for name in _SERVICE):
        return None
    text = message.text or message.caption or ""
    if group:
        addressed = _addressed(message, text, me)
        if addressed is None:
            return None
        text = addressed
    topic = message.message_thread_id if message.is_topic_message else None
    if message.text is None and not text.strip():
        if kind == "edit":  # a place that moves, a poll that somebody votes in
            return None
        kind = "other"
    return Heard(
        kind,
        message.chat.id,
        sender.id,
        text,
        message.message_id,
        group,
        topic,
        unseen=message.text is None and kind != "other",
        album=message.media_group_id or "",
        mask=mask,
    )


def _mask(message: Message) -> str:
    """The owner of the buttons of somebody who writes as the group (told apart by their title) or as a channel."""
    written_as = message.sender_chat
    if written_as is None:
        return ""
    sign = AS_GROUP if written_as.id == message.chat.id else AS_CHANNEL
    return sign + short(f"{written_as.id} {message.author_signature or ''}", 3)


def _addressed(message: Message, text: str, me: User) -> str | None:
    """The part of a group message that is addressed to the bot; None if it is not addressed."""
    answered = message.reply_to_message
    meant = answered is not None and answered.from_user is not None and answered.from_user.id == me.id
    found = message.parse_entities() if message.text is not None else message.parse_caption_entities()
    for entity, words in found.items():
        if (entity.type == MessageEntity.MENTION and words.lower() == f"@{me.username}".lower()) or (
            entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id
        ):
            meant, text = True, text.replace(words, " ", 1)
        elif entity.type == MessageEntity.BOT_COMMAND:
            _, at, name = words.partition("@")
            meant = meant or not at or name.lower() == str(me.username).lower()
    return text.strip() if meant else None


def _tap(query: CallbackQuery) -> Heard | None:
    message = query.message
    if message is None or query.data is None:
        return Heard("tap", query.from_user.id, query.from_user.id, query.data or "", query=query.id)
    chat: Chat = message.chat
    shown, topic = "", None
    rows: tuple[tuple[tuple[str, str, str], ...], ...] = ()
    if isinstance(message, Message):
        shown = message.text_html if message.text else ""
        topic = message.message_thread_id if message.is_topic_message else None
        keyboard = message.reply_markup.inline_keyboard if message.reply_markup else ()
        rows = tuple(
            tuple((button.text, str(button.callback_data or ""), button.url or "") for button in row)
            for row in keyboard
        )
    return Heard(
        "tap",
        chat.id,
        query.from_user.id,
        query.data,
        message.message_id,
        chat.type in _GROUPS,
        topic,
        query.id,
        shown,
        rows,
    )


def _inline(query: InlineQuery) -> Heard:
    return Heard("inline", query.from_user.id, query.from_user.id, query.query, query=query.id)


def _joined(change: ChatMemberUpdated) -> Heard | None:
    """The event that somebody added the bot to a group."""
    came = change.old_chat_member.status in _AWAY and change.new_chat_member.status not in _AWAY
    if not came or change.chat.type not in _GROUPS:
        return None
    return Heard("joined", change.chat.id, change.from_user.id, group=True)
