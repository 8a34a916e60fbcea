"""What is said only on Telegram: the welcome, and how things stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.examples import welcome
from bot.conversation.role_skill import role_choices
from bot.conversation.turn import Conversation
from bot.messages import message
from bot.reminders.items import standing
from bot.replies.acts import BeginInterview, RunCommand
from bot.replies.reply import Choice, Kind, Reply


def welcome_to(assistant: Assistant, now: datetime) -> Reply:
    """The answer to /start: what this is, and what can be done."""
    choices = [Choice(RunCommand("/deadlines"), message("telegram_see_deadlines"))]
    if assistant.interviews:
        choices.insert(0, Choice(RunCommand("/interview"), message("interview_label")))
    choices.append(Choice(RunCommand("/remind"), message("telegram_see_remind")))
    choices += role_choices(assistant.pack.facts)
    if assistant.several:
        choices.insert(0, Choice(RunCommand("/notices"), message("notices_see")))
    lines = "\n".join(assistant.greeting(now))
    return Reply(welcome("telegram_start", assistant.pack, lines), choices=tuple(choices), kind=Kind.HELP)


def status_of(assistant: Assistant, conversation: Conversation, now: datetime) -> Reply:
    """The answer to /status: how far the interviews are, and how many reminders there are."""
    lines, choices = [], []
    for name in conversation.interviews:
        one = replace(conversation, name=name)
        progress, result = assistant.interview(one), assistant.result(one, now)
        if progress is not None and progress.asking:
            left = assistant.questions_left(one, now)
            lines.append(message("telegram_status_interview", name=name, left=max(left, 1)))
            choices = [Choice(BeginInterview(), message("telegram_go_on"))]
        elif result is not None:
            lines.append(message("telegram_status_verdict", name=name, verdict=result.name))
    running = len(standing(conversation.subscriptions, assistant.pack.facts, now))
    if running:
        lines.append(message("telegram_status_reminders", count=running))
    return Reply("\n".join(lines) or message("telegram_status_none"), choices=tuple(choices))
