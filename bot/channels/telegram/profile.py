"""The bot's profile on Telegram: its command menu and descriptions, in Chinese and English."""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import TelegramError

from bot.channels.telegram.refusals import told
from bot.messages import message

COMMANDS = ("start", "help", "interview", "deadlines", "remind", "ics", "status", "cancel", "forget")
GROUP_COMMANDS = ("help", "deadlines", "remind", "ics")
LANGUAGES = {"": "zh", "zh": "zh", "en": "en"}
"""By Telegram's language code, the language of what is shown; the empty one is for everybody else."""
log = structlog.get_logger("noticebot.telegram")


async def show_profile(bot: Bot, title: str) -> None:
    """Set commands and descriptions. `title` is the short title of the notice. A rejected call does not stop the others."""
    try:
        for code, language in LANGUAGES.items():
            await bot.set_my_commands(_commands(COMMANDS, language), language_code=code or None)
            await bot.set_my_commands(
                _commands(GROUP_COMMANDS, language), BotCommandScopeAllGroupChats(), code or None
            )
            about = message(f"telegram_description_{language}", notice=title)
            short = message(f"telegram_short_description_{language}", notice=title)
            await bot.set_my_description(about[:512], code or None)
            await bot.set_my_short_description(short[:120], code or None)
    except TelegramError as error:
        log.warning("telegram_profile_not_set", reason=told(error))


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [BotCommand(name, message(f"telegram_command_{name}_{language}")) for name in names]
