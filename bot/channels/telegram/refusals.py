"""What a failed call is told as: a code and a class of a closed list, never the words of an answer: they may hold a person's."""

from __future__ import annotations

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.wire_faults import why


class GatewayPage(NetworkError):  # noqa: N818 - what came back
    """Something between here and Telegram answered with a page of its own, of which only the HTTP status is kept."""

    def __init__(self, status: int) -> None:
        super().__init__(f"gateway page {status}")
        self.status = status

    @property
    def was_passed_on(self) -> bool:
        """Whether the call may have reached Telegram: who forbids or redirects it passes nothing on."""
        return not 300 <= self.status < 500


_CLASSES = (
    "chat not found",
    "user not found",
    "PEER_ID_INVALID",
    "group chat was deactivated",
    "message thread not found",
    "TOPIC_CLOSED",
    "TOPIC_DELETED",
    "not enough rights",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_SEND_PLAIN_FORBIDDEN",
    "CHAT_RESTRICTED",
    "BUTTON_URL_INVALID",
    "BUTTON_DATA_INVALID",
    "inline keyboard button URL",
    "can't parse entities",
    "message is too long",
    "message text is empty",
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message to be replied not found",
    "query is too old",
    "bot was blocked by the user",
    "bot was kicked",
    "bot is not a member",
    "user is deactivated",
    "bot can't initiate conversation",
    "can't send messages to bots",
    "webhook is active",
    "terminated by other getUpdates",
)
_CODES: tuple[tuple[type[TelegramError], str], ...] = (
    (RetryAfter, "429"),
    (Forbidden, "403"),
    (ChatMigrated, "400 migrated"),
    (BadRequest, "400"),
    (Conflict, "409"),
    (InvalidToken, "401"),
)


def told(error: TelegramError) -> str:
    """The code of an error and its class, for logs and records."""
    if isinstance(error, GatewayPage):
        return error.message
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "")
    found = error.message.casefold()
    known = next((words for words in _CLASSES if words.casefold() in found), "")
    if code:
        return f"{code} {known}".strip()
    return why(error.__cause__ or error)
