"""The bot's profile on Telegram: its command menu and descriptions, in Chinese and English."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import TelegramError

from bot.channels.telegram.wire import attempt_of
from bot.clock import Timer
from bot.messages import message
from bot.retry import pauses

COMMANDS = ("start", "help", "interview", "deadlines", "next", "remind", "ics", "status", "cancel", "forget")
GROUP_COMMANDS = ("help", "deadlines", "remind", "ics")
LANGUAGES = {"": "zh", "zh": "zh", "en": "en"}
"""By Telegram's language code, the language of what is shown; the empty one is for everybody else."""
_FIRST_PAUSE, _LONGEST_PAUSE, _MOST_TRIES = 1.0, 60.0, 30
log = structlog.get_logger("noticebot.telegram")


async def show_profile(bot: Bot, title: str, timer: Timer, *, several: bool = False) -> None:
    """Set commands and descriptions. `title` is the short title of the notice, or tells of how many it speaks if `several`.

    A rejected call does not stop the others.
    """
    for code, language in LANGUAGES.items():
        about = message(f"telegram_description_{language}", notice=title)[:512]
        short = message(f"telegram_short_description_{language}", notice=title)[:120]
        more = ("notices",) if several else ()
        everywhere, groups = (
            _commands((*COMMANDS, *more), language),
            _commands((*GROUP_COMMANDS, *more), language),
        )
        of_groups = BotCommandScopeAllGroupChats()
        for call in (
            partial(bot.set_my_commands, everywhere, language_code=code or None),
            partial(bot.set_my_commands, groups, of_groups, code or None),
            partial(bot.set_my_description, about, code or None),
            partial(bot.set_my_short_description, short, code or None),
        ):
            await _set(call, timer)


async def _set(call: Callable[[], Awaitable[object]], timer: Timer) -> None:
    """Make a call; again as long as Telegram says to wait or cannot be reached."""
    waits = pauses(_FIRST_PAUSE, _LONGEST_PAUSE)
    for _ in range(_MOST_TRIES):
        try:
            await call()
        except TelegramError as error:
            attempt = attempt_of(error)
            log.warning("telegram_profile_not_set", reason=attempt.reason, outcome=attempt.outcome)
            if attempt.outcome not in ("wait", "held", "retry", "uncertain"):
                return
            await timer.sleep(attempt.seconds or next(waits))
        else:
            return


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [BotCommand(name, message(f"telegram_command_{name}_{language}")) for name in names]
