"""Senders of an application of WeCom, with its server."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_check import check_wecom
from bot.channels.wecom.wecom_sender import WecomSender
from bot.clock import Timer
from tests.channels.platforms.branches import Branch, Found, clockwork, listed, opened, settings_with
from tests.channels.premises import PAGE
from tests.wecom_api.server import SEND, TOKEN, WecomServer
from tests.wecom_api.world import AGENT_ID, WecomWorld, wecom_settings


class WecomBranch(Branch):
    """Senders of an application."""

    name, who = "wecom", "Reminded"
    send_path, token_path, look_path = SEND, TOKEN, f"/cgi-bin/agent/get?agentid={AGENT_ID}"

    @property
    def world(self) -> WecomWorld:
        """The unit."""
        return cast("WecomServer", self.server).world

    @property
    def account(self) -> str:
        """The name under which the token is kept."""
        return f"wecom {self.world.corp_id} {self.world.agent_id}"

    @property
    def secrets(self) -> list[str]:
        """What may stand in no report."""
        world = self.world
        return [world.secret, world.access_token or "none lent", world.token, world.aes_key]

    def made_api(self, **settings: Any) -> WecomApi:
        """What one process has."""
        given = wecom_settings(self.server.url, **settings)
        return WecomApi(given, self.store.lent_tokens, self.clock, Timer())

    def sender(self, **settings: Any) -> WecomSender:
        """The sender of one process."""
        return WecomSender(self.api(**settings), PAGE)

    async def findings(self, **settings: Any) -> Found:
        """What `noticebot channels` finds."""
        given = settings_with(wecom=wecom_settings(self.server.url, **settings))
        return await listed(check_wecom(given, self.store, self.clock, None))


@contextlib.asynccontextmanager
async def wecom_branch(folder: Path) -> AsyncIterator[WecomBranch]:
    """A branch on SQLite in `folder`."""
    clock = clockwork()
    async with opened(WecomBranch, WecomServer(WecomWorld(clock=clock)), clock, folder) as made:
        yield made
