"""Commands: messages that begin with a slash, the same in every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.messages import message
from bot.replies.acts import Act, BeginInterview, OrderReminders, RunCommand
from bot.replies.reply import Kind, Reply

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
_WISH = "提醒我"
"""How a wish begins for whoever reads wishes; nobody is shown it."""


@dataclass(frozen=True)
class Command:
    """What a command does: it gets `reply` at once (and deletes everything if it `forgets`), or is treated like `says`."""

    reply: Reply | None = None
    forgets: bool = False
    says: str | Act = ""


def read_command(
    said: str | RunCommand, assistant: Assistant, now: datetime, help_name: str = "command_help"
) -> Command | None:
    """Parse a command; None if `said` does not begin with a slash. `help_name` names the channel's own help text."""
    words = (said.command if isinstance(said, RunCommand) else said).split(maxsplit=1)
    if not words or not words[0].startswith(("/", "／")):
        return None
    typed = "/" + words[0][1:].partition("@")[0].lower()  # Telegram adds the bot's name in groups
    name = _NAMES.get(typed)
    if name == "interview":
        return Command(says=BeginInterview())
    if name == "remind":
        return Command(says=f"{_WISH}{words[1]}" if len(words) > 1 else OrderReminders("begin"))
    if name == "forget":
        return Command(Reply(message("forgotten"), kind=Kind.FORGOTTEN), forgets=True)
    if name == "deadlines":
        return Command(assistant.deadlines(now))
    if name == "help":
        return Command(Reply(message(help_name), kind=Kind.HELP))
    shown = assistant.privacy.stored(words[0])[:40]
    return Command(Reply(message("unknown_command", command=shown), kind=Kind.ERROR))
