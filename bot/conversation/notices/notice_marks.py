"""Marks what can be picked with its notice, so that an old button never does something in another one."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.turn import Conversation, Turn
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, InNotice, OpenNotice, RunCommand
from bot.replies.reply import Choice


def of_notice(turn: Turn, notice: str) -> Turn:
    """The turn with every choice marked as one of `notice`."""
    tag = tag_of(notice)
    replies = tuple(
        replace(reply, choices=_marked(reply.choices, tag)) if reply.choices else reply
        for reply in turn.replies
    )
    offered = _marked(turn.conversation.offered, tag)
    return Turn(replies, replace(turn.conversation, offered=offered))


def without_notice(conversation: Conversation, notice: str) -> Conversation:
    """The conversation whose choices of `notice` are as its assistant offered them; others stay marked."""
    tag = tag_of(notice)
    offered = tuple(
        replace(choice, does=choice.does.act)
        if isinstance(choice.does, InNotice) and choice.does.tag == tag
        else choice
        for choice in conversation.offered
    )
    return replace(conversation, offered=offered)


def bare(act: Act) -> Act:
    """What an act does, in whichever notice."""
    return act.act if isinstance(act, InNotice) else act


def _marked(choices: tuple[Choice, ...], tag: str) -> tuple[Choice, ...]:
    return tuple(
        choice
        if isinstance(choice.does, InNotice | OpenNotice | RunCommand)
        else replace(choice, does=InNotice(tag, choice.does))
        for choice in choices
    )
