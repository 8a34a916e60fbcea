"""Commands: messages that begin with a slash, the same in every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.assistant import Assistant, Reply
from bot.messages import message

_NAMES = {
    "/help": "help",
    "/h": "help",
    "/?": "help",
    "/帮助": "help",
    "/start": "help",
    "/deadlines": "deadlines",
    "/截止": "deadlines",
    "/forget": "forget",
    "/忘记": "forget",
    "/remind": "remind",
    "/提醒": "remind",
    "/interview": "interview",
    "/能不能报": "interview",
}
_SAID_INSTEAD = {"remind": "command_remind", "interview": "interview_asked"}


@dataclass(frozen=True)
class Command:
    """What a command comes to: a reply at once, everything forgotten, or words that are taken as said in its place."""

    reply: Reply | None = None
    forgets: bool = False
    says: str = ""


def read_command(
    said: str, assistant: Assistant, now: datetime, help_name: str = "command_help"
) -> Command | None:
    """The command that `said` is; None where it begins with no slash. `help_name` names the channel's own help."""
    words = said.split(maxsplit=1)
    if not words or not words[0].startswith(("/", "／")):
        return None
    typed = "/" + words[0][1:].partition("@")[0].lower()  # Telegram adds the bot's name in groups
    name = _NAMES.get(typed)
    if name in _SAID_INSTEAD:
        return Command(says=message(_SAID_INSTEAD[name], rest=words[1] if len(words) > 1 else "").strip())
    if name == "forget":
        return Command(Reply(message("forgotten")), forgets=True)
    if name == "deadlines":
        return Command(assistant.deadlines(now))
    if name == "help":
        return Command(Reply(message(help_name)))
    return Command(Reply(message("unknown_command", command=words[0][:40])))
