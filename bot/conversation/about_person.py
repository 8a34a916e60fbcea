"""What is said in the interview about somebody else than who talks: with their name, and so that it is clear whose it is."""

from __future__ import annotations

from dataclasses import replace

from bot.interview.engine.texts import naming
from bot.interview.talk.person_called import called
from bot.interview.talk.progress import ME
from bot.messages import message
from bot.replies.reply import Kind, Reply


def told_of(replies: tuple[Reply, ...], name: str) -> tuple[Reply, ...]:
    """Replies of the interview of `name`, in which it is said of whom they speak."""
    if name == ME:
        return replies
    who = called(name)
    named = tuple(_with_name(reply, who) for reply in replies)
    if named and not any(who in reply.text for reply in named):
        first = message("about_person_line", who=who, text=named[0].text)
        named = (replace(named[0], text=first), *named[1:])
    return named


def _with_name(reply: Reply, who: str) -> Reply:
    choices = tuple(replace(choice, label=naming(choice.label, who)) for choice in reply.choices)
    text = naming(reply.text, who)
    if reply.kind is Kind.QUESTION and who not in text:
        text = message("about_person", who=who, text=text)
    opening = message("interview_verdict", name="", text="")[:1]
    if reply.kind is Kind.VERDICT and opening in text:
        text = text.replace(opening, message("verdict_of_person", who=who), 1)
    return replace(reply, text=text, choices=choices)
