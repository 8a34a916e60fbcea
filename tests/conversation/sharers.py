"""People who talk with a bot whose office has groups with sharing codes, and what a group sees of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.shared_states import SharedState, shared_states
from bot.conversation.sharing_code import code_in, new_code, sealed
from bot.conversation.turn import TALK_ONLY, Turn
from bot.replies.act_ids import act_of
from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.sharing import ShareGroup
from tests.packs import OPEN

LINE = AuditLine(OPEN, "editor", "group_made")
COUNTY = "东阳市经信局"


@dataclass
class Sharers:
    """Those who talk with one service, and the groups that may see them."""

    store: Store
    assistant: Assistant
    now: datetime = OPEN
    groups: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """As after a restart, or in another process."""
        self.service = ConversationService(lambda: self.assistant, self.store)

    async def group(self, name: str = COUNTY, notice: str = "", days: int = 30) -> str:
        """Make a group. Returns its code."""
        code = new_code()
        notice = notice or self.assistant.notices[0].pack.facts.id
        made = ShareGroup(0, notice, name, "editor", self.now, self.now + timedelta(days=days))
        sealed_code = await sealed(self.store, "code", code_in(code))
        self.groups[name] = await self.store.sharings.make_group(made, sealed_code, self.now, LINE)
        assert self.groups[name]
        return code

    async def turn(self, user: str, text: str, id: str = "") -> Turn:
        """A turn in words."""
        return await self.service.turn(user, text, self.now, TALK_ONLY, id)

    async def say(self, user: str, *texts: str) -> str:
        """What is answered to the last of some messages."""
        for text in texts:
            turn = await self.turn(user, text)
        return "\n".join(reply.text for reply in turn.replies)

    async def id_of(self, user: str, label: str) -> str:
        """The id of what was offered last under a label."""
        offered = (await self.service.conversation(user)).offered
        return next(choice.id for choice in offered if choice.label == label)

    async def tap(self, user: str, label: str, seen_for: timedelta | None = None) -> str:
        """Tap what was offered last under a label."""
        return await self.tap_id(user, await self.id_of(user, label), seen_for)

    async def tap_id(self, user: str, id: str, seen_for: timedelta | None = None) -> str:
        """Tap a button, as a channel does: by its id."""
        turn = await self.service.turn(user, act_of(id), self.now, TALK_ONLY, seen_for=seen_for)
        return "\n".join(reply.text for reply in turn.replies)

    async def share(self, user: str, code: str, name: str) -> str:
        """Share oneself alone."""
        return await self.say(user, f"分享码 {code}", name, "同意")

    async def seen(self, name: str = COUNTY) -> dict[str, SharedState]:
        """Whom a group sees, by the name under which they are shown."""
        rows = await self.store.sharings.seen_by(self.groups[name], self.now)
        group = await self.store.sharings.group(self.groups[name])
        assert group is not None
        (one,) = [one for one in self.assistant.notices if one.pack.facts.id == group.notice]
        return {state.shared.shown: state for state in shared_states(rows, one, self.now)}
