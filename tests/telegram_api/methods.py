"""The methods of the Bot API that the bot may call, each refusing what Telegram refuses."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from tests.telegram_api.markup import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    checked_keyboard,
    checked_text,
    parse_html,
    units,
)
from tests.telegram_api.refusal import refuse
from tests.telegram_api.world import BOT, Json, World, topic_of

Method = Callable[[World, Json], Any]
METHODS: dict[str, Method] = {}
_SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")
_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")


def method(work: Method) -> Method:
    """Make `work` callable under its name in the API."""
    head, *rest = work.__name__.split("_")
    METHODS[head + "".join(word.capitalize() for word in rest)] = work
    return work


@method
def get_me(world: World, given: Json) -> Json:
    """Who the bot is."""
    return BOT | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def _reachable(world: World, given: Json) -> int:
    """The chat of a call, if the bot may write there."""
    try:
        chat = int(given["chat_id"])
    except (KeyError, ValueError):
        refuse("chat_id is empty")
    if chat in world.migrated:
        refuse("group chat was upgraded to a supergroup chat", migrate_to_chat_id=world.migrated[chat])
    if chat in world.blocked:
        refuse("bot was blocked by the user", 403, "Forbidden")
    if chat in world.left:
        refuse("bot was kicked from the supergroup chat", 403, "Forbidden")
    if not any(place == chat for place, _ in world.messages):
        refuse("chat not found")
    return chat


def _writable(world: World, given: Json) -> int:
    """The chat of a call, if the bot may send something there."""
    chat = _reachable(world, given)
    if chat in world.muted:
        refuse("not enough rights to send text messages to the chat")
    topics, topic = world.topics.get(chat, {}), str(given.get("message_thread_id", "0"))
    if topic != "0" and topic not in topics:
        refuse("message thread not found")
    if topics.get(topic) == "closed":
        refuse("TOPIC_CLOSED")
    return chat


def _reply_to(world: World, chat: int, given: Json) -> Json:
    wanted = given.get("reply_parameters") or {}
    if not wanted:
        return {}
    message = world.messages.get((chat, int(wanted.get("message_id", 0))))
    if message is None and not wanted.get("allow_sending_without_reply"):
        refuse("message to be replied not found")
    return {"reply_to_message": message} if message else {}


def _posted(world: World, chat: int, parts: Json) -> Json:
    message = {
        "message_id": world.next_message_id(chat),
        "from": BOT,
        "chat": world.chat(chat),
        "date": world.date,
        **{key: value for key, value in parts.items() if value not in ([], {}, "")},
    }
    world.messages[chat, message["message_id"]] = message
    world.posted[chat] += 1
    world.answered[chat] = time.monotonic()
    return message


def _markup(given: Json) -> Json:
    rows = checked_keyboard(given.get("reply_markup"))
    return {"inline_keyboard": rows} if rows else {}


@method
def send_message(world: World, given: Json) -> Json:
    """A text to a chat."""
    chat = _writable(world, given)
    text, entities = checked_text(given, "text", LONGEST_TEXT)
    parts = {
        "text": text,
        "entities": entities,
        "reply_markup": _markup(given),
        **topic_of(given.get("message_thread_id") and int(given["message_thread_id"])),
        **_reply_to(world, chat, given),
    }
    world.turnpike.passed(chat, False)
    return _posted(world, chat, parts)


@method
def send_document(world: World, given: Json) -> Json:
    """A file to a chat."""
    chat = _writable(world, given)
    file = given.get("files", {}).get("document")
    if not file or not file["content"]:
        refuse("there is no document in the request" if not file else "file must be non-empty")
    caption, entities = checked_text(given, "caption", LONGEST_CAPTION)
    world.turnpike.passed(chat, False)
    document = {
        "file_id": "f",
        "file_unique_id": "f",
        "file_name": file["name"],
        "file_size": len(file["content"]),
    }
    parts = {
        "caption": caption,
        "caption_entities": entities,
        "document": document,
        "content": file["content"],
        **topic_of(given.get("message_thread_id") and int(given["message_thread_id"])),
    }
    return _posted(world, chat, parts | {"reply_markup": _markup(given), **_reply_to(world, chat, given)})


@method
def send_chat_action(world: World, given: Json) -> bool:
    """The bot is typing."""
    _reachable(world, given)
    if given.get("action") not in ("typing", "upload_document"):
        refuse("wrong parameter action in request")
    return True


def _own(world: World, given: Json) -> tuple[int, Json]:
    chat = _reachable(world, given)
    message = world.messages.get((chat, int(given.get("message_id", 0))))
    if message is None:
        refuse("message to edit not found")
    if message["from"] != BOT:
        refuse("message can't be edited")
    return chat, message


_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@method
def edit_message_text(world: World, given: Json) -> Json:
    """Another text, and the keyboard that is given or none."""
    chat, message = _own(world, given)
    if "text" not in message:
        refuse("there is no text in the message to edit")
    text, entities = checked_text(given, "text", LONGEST_TEXT)
    new = (text, entities, _markup(given))
    if new == (message["text"], message.get("entities", []), message.get("reply_markup", {})):
        refuse(_SAME)
    world.turnpike.passed(chat, True)
    message.update(text=new[0], entities=new[1])
    return _edited(world, message, new[2])


def _edited(world: World, message: Json, markup: Json) -> Json:
    message.update(reply_markup=markup, edit_date=world.date)
    if not markup:
        del message["reply_markup"]
    return message


@method
def edit_message_reply_markup(world: World, given: Json) -> Json:
    """Another keyboard, or none."""
    chat, message = _own(world, given)
    new = _markup(given)
    if new == message.get("reply_markup", {}):
        refuse(_SAME)
    world.turnpike.passed(chat, True)
    return _edited(world, message, new)


@method
def answer_callback_query(world: World, given: Json) -> bool:
    """The answer to a tap; one, and not to another's."""
    id = str(given.get("callback_query_id", ""))
    if world.queries.get(id, True):
        refuse("query is too old and response timeout expired or query ID is invalid")
    if units(str(given.get("text", ""))) > 200:
        refuse("MESSAGE_TOO_LONG")
    world.queries[id] = True
    return True


@method
def answer_inline_query(world: World, given: Json) -> bool:
    """What is offered to somebody who types the bot's name elsewhere."""
    id = str(given.get("inline_query_id", ""))
    if world.inline_queries.get(id, True):
        refuse("query is too old and response timeout expired or query ID is invalid")
    results = given.get("results") or []
    if len(results) > 50:
        refuse("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) != len(ids):
        refuse("RESULT_ID_DUPLICATE")
    for result in results:
        if not 1 <= len(str(result["id"]).encode()) <= 64:
            refuse("RESULT_ID_INVALID")
        content = result["input_message_content"]
        if content.get("parse_mode") == "HTML":
            parse_html(content["message_text"])
        if not content["message_text"].strip() or units(content["message_text"]) > LONGEST_TEXT:
            refuse("MESSAGE_TOO_LONG" if content["message_text"].strip() else "message text is empty")
        checked_keyboard(result.get("reply_markup"))
    world.inline_queries[id] = True
    return True


@method
def set_my_commands(world: World, given: Json) -> bool:
    """The list that clients show beside the text field."""
    for command in given.get("commands") or []:
        if not _COMMAND.match(command["command"]):
            refuse("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            refuse("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = (given.get("scope") or {"type": "default"})["type"]
    world.commands[f"{scope}/{given.get('language_code', '')}"] = given.get("commands") or []
    return True


@method
def set_my_description(world: World, given: Json) -> bool:
    """What an empty chat shows."""
    return _described(world, given, "description", 512)


@method
def set_my_short_description(world: World, given: Json) -> bool:
    """What the profile shows."""
    return _described(world, given, "short_description", 120)


def _described(world: World, given: Json, key: str, longest: int) -> bool:
    if units(str(given.get(key, ""))) > longest:
        refuse("BOT_DESCRIPTION_TOO_LONG")
    world.descriptions.setdefault(str(given.get("language_code", "")), {})[key] = given.get(key, "")
    return True


@method
def get_chat_member(world: World, given: Json) -> Json:
    """Who somebody is in a chat."""
    chat, user = _reachable(world, given), int(given["user_id"])
    if user in world.admins.get(chat, []):
        rights = dict.fromkeys(
            [
                "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
                "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
                "can_post_stories", "can_edit_stories", "can_delete_stories",
            ],
            False,
        )  # fmt: skip
        return {"status": "administrator", "user": world.person(user), **rights}
    return {"status": "member", "user": world.person(user)}


@method
def set_webhook(world: World, given: Json) -> bool:
    """Updates are sent to a URL from now on."""
    secret = str(given.get("secret_token", ""))
    if secret and not _SECRET.match(secret):
        refuse("secret token contains unallowed characters")
    url = str(given.get("url", ""))
    if url and not url.startswith(
        ("https://", "http://127.0.0.1")
    ):  # for the tests: this machine without TLS
        refuse("bad webhook: An HTTPS URL must be provided for webhook")
    _dropped(world, given)
    world.webhook = {
        "url": url,
        "secret_token": secret,
        "max_connections": int(given.get("max_connections", 40)),
        "allowed_updates": given.get("allowed_updates"),
    }
    return True


@method
def delete_webhook(world: World, given: Json) -> bool:
    """Updates wait for getUpdates again."""
    _dropped(world, given)
    world.webhook = {}
    return True


def _dropped(world: World, given: Json) -> None:
    if str(given.get("drop_pending_updates", "")).lower() == "true":
        world.waiting.clear()


@method
def get_webhook_info(world: World, given: Json) -> Json:
    """Where updates go."""
    return {
        "url": world.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.waiting),
    }
