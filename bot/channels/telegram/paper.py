"""The end of an interview, and the table of several, as files to keep and print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.channels.telegram.letters import File
from bot.conversation.assistant import Assistant
from bot.conversation.people_table import file_name, xlsx_of
from bot.conversation.turn import Conversation
from bot.interview.result.word_file import word_file
from bot.messages import message
from bot.replies.reply import Kind, Reply


def people_file(assistant: Assistant, conversation: Conversation, now: datetime) -> File:
    """The table of the persons for whom somebody asks, as a workbook."""
    made = xlsx_of(assistant.people(conversation, now), assistant.pack, now)
    return File(file_name("xlsx"), made, message("telegram_people"))


def brings_checklist(replies: Sequence[Reply]) -> bool:
    """Whether the checklist is among the replies."""
    return any(reply.kind is Kind.CHECKLIST for reply in replies)


def paper_of(assistant: Assistant, conversation: Conversation, now: datetime) -> File | None:
    """The result of the open interview as a document; None if there is none yet."""
    passages = assistant.document(conversation, now)
    if not passages:
        return None
    facts = assistant.pack.facts
    content = word_file(facts.title, passages, now.astimezone(facts.zone))
    return File(f"{facts.short_title}.docx", content, message("telegram_file"))
