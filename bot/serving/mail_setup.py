"""Wires e-mail together. Importing this module imports its libraries."""

from __future__ import annotations

import ssl
from datetime import datetime

from bot.channels.mail.mail_post import SECRET_MARK, MailPost, MailSurroundings
from bot.channels.reminder_links import ReminderLinks
from bot.channels.web.sessions.signed_session import new_secret
from bot.clock import Clock
from bot.conversation.own_calendar import Calendars
from bot.conversation.service import ConversationService
from bot.serving.current_library import CurrentLibrary
from bot.settings import Settings
from bot.store.database import Store


async def set_up_mail(
    settings: Settings,
    knowledge: CurrentLibrary,
    store: Store,
    conversations: ConversationService,
    calendars: Calendars,
    clock: Clock,
    trusted: ssl.SSLContext | None,
    answers: ReminderLinks | None,
) -> MailPost:
    """E-mail as `settings.mail` describes it, which must be given."""
    assert settings.mail is not None

    async def calendar(user: str) -> bytes:
        kept = await conversations.conversation(user)
        assistant = knowledge.assistant()
        pack, kept = assistant.of(kept).pack, assistant.own(kept)
        now: datetime = clock()
        return await conversations.think(user, lambda: calendars.of(pack, kept, now))

    secret = await store.kept_mark(SECRET_MARK, new_secret())
    root = settings.public_url
    around = MailSurroundings(
        settings.mail, root, secret, store, conversations, calendar, clock, trusted=trusted, answers=answers
    )
    return MailPost(around)
