"""`noticebot group`: the reminders of a WeCom or DingTalk group in which a robot of ours stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.exits import fail
from bot.commands.invocation import Invocation
from bot.messages import message

if TYPE_CHECKING:
    from bot.conversation.turn import Turn

_ROBOTS = {"wecom": "BOT_WECOM_ROBOT_URL", "dingtalk": "BOT_DINGTALK_ROBOT_URL"}


def group(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=message("cli_group_name"), metavar="NAME")],
    words: Annotated[
        list[str] | None, typer.Argument(help=message("cli_group_words"), metavar="WORDS")
    ] = None,
) -> None:
    """Say something for the group, which holds no interviews: set, see, change and stop what its robot reminds it of."""
    import asyncio

    from bot.conversation.joining_desk import joining_order
    from bot.store.model.errors import StoreError

    invocation: Invocation = context.obj
    if name not in _ROBOTS:
        fail(message("group_unknown", name=name))
    settings = invocation.settings
    if not (settings.wecom_robot if name == "wecom" else settings.dingtalk_robot):
        fail(message("group_not_set", setting=_ROBOTS[name], doc=f"docs/{name}.zh.md"))
    said = " ".join(words or []).strip() or message("group_mine")
    if joining_order(said) is not None:  # what is a person's own is never said in a group
        fail(message("join_not_in_group"))
    try:
        turn = asyncio.run(_turn(invocation, name, said))
    except StoreError as error:
        fail(str(error), error.passes)
    from bot.channels.platforms.platform_texts import parts_of

    typer.echo("\n\n".join(parts_of(turn.replies)))


async def _turn(invocation: Invocation, name: str, said: str) -> Turn:
    """Take one turn of the group."""
    from bot.channels.platforms.robot_sender import THE_GROUP
    from bot.conversation.assistant import Assistant
    from bot.conversation.service import ConversationService
    from bot.conversation.turn import Channel
    from bot.store.database import Store

    knowledge = invocation.knowledge
    assistant = Assistant(knowledge.pack, invocation.answerer, acts=lambda: knowledge.acts)
    async with await Store.open(invocation.database_url) as store:
        service = ConversationService(lambda: assistant, store)
        user = f"{name}_group:{THE_GROUP}"
        return await service.turn(user, said, invocation.clock(), Channel(pushes=True))
