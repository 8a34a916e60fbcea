"""Senders of an application of DingTalk, with its server."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

from bot.channels.dingtalk.dingtalk_api import DingtalkApi
from bot.channels.dingtalk.dingtalk_check import check_dingtalk
from bot.channels.dingtalk.dingtalk_sender import DingtalkSender
from bot.clock import Timer
from tests.channels.platforms.branches import Branch, Found, clockwork, listed, opened, settings_with
from tests.dingtalk_api.server import SEND, TOKEN, DingtalkServer
from tests.dingtalk_api.world import DingtalkWorld, dingtalk_settings


class DingtalkBranch(Branch):
    """Senders of an application's robot."""

    name, who = "dingtalk", "032615015535634423"
    send_path = look_path = SEND
    token_path = TOKEN

    @property
    def world(self) -> DingtalkWorld:
        """The unit."""
        return cast("DingtalkServer", self.server).world

    @property
    def account(self) -> str:
        """The name under which the token is kept."""
        return f"dingtalk {self.world.client_id}"

    @property
    def secrets(self) -> list[str]:
        """What may stand in no report."""
        world = self.world
        return [world.client_secret, world.access_token or "none lent", *world.tickets]

    def made_api(self, **settings: Any) -> DingtalkApi:
        """What one process has."""
        given = dingtalk_settings(self.server.url, **settings)
        return DingtalkApi(given, self.store.lent_tokens, self.clock, Timer())

    def sender(self, **settings: Any) -> DingtalkSender:
        """The sender of one process."""
        return DingtalkSender(self.api(**settings))

    async def findings(self, **settings: Any) -> Found:
        """What `noticebot channels` finds."""
        given = settings_with(dingtalk=dingtalk_settings(self.server.url, **settings))
        return await listed(check_dingtalk(given, self.store, self.clock, None))


@contextlib.asynccontextmanager
async def dingtalk_branch(folder: Path) -> AsyncIterator[DingtalkBranch]:
    """A branch on SQLite in `folder`."""
    clock = clockwork()
    async with opened(DingtalkBranch, DingtalkServer(DingtalkWorld(clock=clock)), clock, folder) as made:
        yield made
