"""Commands: messages that begin with a slash, the same in every channel, and words that ask for everything to be deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.examples import how_to_use
from bot.conversation.own_words import asks_to_forget
from bot.conversation.people_list import shown_name
from bot.conversation.turn import Conversation
from bot.interview.talk.progress import ME
from bot.messages import message
from bot.replies.acts import Act, AskRole, BeginInterview, OrderReminders, RunCommand, TellNextDay
from bot.replies.reply import Choice, Kind, Reply

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
    "/calendar": "calendar",
    "/next": "next",
    "/who": "who",
    "/notices": "notices",
}
_ACTS: dict[str, Act] = {"calendar": OrderReminders("calendar"), "next": TellNextDay(), "who": AskRole()}
"""What the commands do that are like a tap."""
_MOST_NAMES = 20
"""Names that are told before everything is deleted; of more, how many there are."""
_WISH = "提醒我"
"""How a wish begins for whoever reads wishes; nobody is shown it."""


@dataclass(frozen=True)
class Command:
    """What a command does: it gets `reply` at once (and deletes everything if it `forgets`), or is treated like `says`."""

    reply: Reply | None = None
    forgets: bool = False
    says: str | Act = ""


def is_forget(said: str) -> bool:
    """Whether it is the command that deletes everything."""
    words = said.split(maxsplit=1)
    return bool(words) and _command_named(words[0]) == "forget"


def forget_question(conversation: Conversation, how: str, choices: tuple[Choice, ...] = ()) -> Reply:
    """The question before everything is deleted: what that is, and `how` to say that one is sure."""
    interviews, wishes = people_to_forget(conversation), len(conversation.subscriptions.running)
    parts = [
        message("forget_words"),
        *([interviews] if interviews else []),
        *([message("forget_reminders", count=wishes)] if wishes else []),
    ]
    what = message("between_words").join(parts)
    return Reply(message("forget_asks", what=what, how=how), choices=choices, kind=Kind.HINT)


def people_to_forget(conversation: Conversation) -> str:
    """Whose interviews go if everything is deleted, in words; empty if there are none."""
    names = [*conversation.interviews, *conversation.unread]
    if set(names) <= {ME}:
        return message("forget_interviews", count=len(names)) if names else ""
    told = message("between_words").join(shown_name(name) for name in names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        told = message("person_and_more", told=told, count=len(names))
    return message("forget_interviews_of", count=len(names), names=told)


def _command_named(word: str) -> str | None:
    """The command that a word is; None if it is none."""
    if not word.startswith(("/", "／")):
        return None
    return _NAMES.get("/" + word[1:].partition("@")[0].lower(), "")  # Telegram adds the bot's name in groups


def read_command(
    said: str | RunCommand, assistant: Assistant, now: datetime, help_name: str = "command_help"
) -> Command | None:
    """Parse a command; None if `said` is none. `help_name` names the channel's own help text.

    Words that ask for everything to be deleted get the command for it told: nothing is deleted, and nothing else done, by them.
    """
    words = (said.command if isinstance(said, RunCommand) else said).split(maxsplit=1)
    name = _command_named(words[0]) if words else None
    if name is None:
        asks = isinstance(said, str) and asks_to_forget(said)
        return Command(Reply(message("forget_how"), kind=Kind.HINT)) if asks else None
    if name == "interview":
        return Command(says=BeginInterview())
    if name == "remind":
        return Command(says=f"{_WISH}{words[1]}" if len(words) > 1 else OrderReminders("begin"))
    if name == "notices" or (name == "deadlines" and assistant.several):
        return Command(says=RunCommand(f"/{name}"))
    if name in _ACTS:
        return Command(says=_ACTS[name])
    if name == "forget":
        return Command(Reply(message("forgotten"), kind=Kind.FORGOTTEN), forgets=True)
    if name == "deadlines":
        return Command(assistant.deadlines(now))
    if name == "help":
        how = how_to_use(help_name, assistant.pack, interviews=assistant.interviews)
        return Command(Reply(how, kind=Kind.HELP))
    shown = assistant.privacy.stored(words[0])[:40]
    return Command(Reply(message("unknown_command", command=shown), kind=Kind.ERROR))
