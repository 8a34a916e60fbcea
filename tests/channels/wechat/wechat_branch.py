"""Senders of an official account, with the server of WeChat."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from bot.channels.wechat.wechat_api import CUSTOM, WechatApi
from bot.channels.wechat.wechat_check import check_wechat
from bot.channels.wechat.wechat_sender import WechatSender
from bot.channels.wechat.wechat_template import Templates
from bot.clock import Timer
from bot.store.rows.wechat_rows import Allowance
from tests.channels.platforms.branches import Branch, Found, clockwork, listed, opened, settings_with
from tests.channels.premises import PAGE
from tests.wechat_api.server import TOKEN, WechatServer
from tests.wechat_api.world import TEMPLATE, WechatWorld, wechat_settings

SERVANTS = "/cgi-bin/customservice/getkflist"


class WechatBranch(Branch):
    """Senders of an official account."""

    name, who = "wechat", "oReminded012345"
    user = f"wechat:{who}"
    send_path, token_path, look_path = CUSTOM, TOKEN, SERVANTS

    @property
    def world(self) -> WechatWorld:
        """The account."""
        return cast("WechatServer", self.server).world

    @property
    def account(self) -> str:
        """The name under which the token is kept."""
        return f"wechat {self.world.app_id}"

    @property
    def secrets(self) -> list[str]:
        """What may stand in no report."""
        world = self.world
        return [world.app_secret, world.access_token or "none lent", world.token, world.aes_key]

    def made_api(self, **settings: Any) -> WechatApi:
        """What one process has."""
        given = wechat_settings(self.server.url, **settings)
        return WechatApi(given, self.store.lent_tokens, self.clock, Timer())

    def sender(self, template: str = "", **settings: Any) -> WechatSender:
        """The sender of one process."""
        api = self.api(**settings)
        templates = Templates(api, template, PAGE, Timer()) if template else None
        return WechatSender(api, self.store.wechat_people, templates, self.clock)

    async def findings(self, **settings: Any) -> Found:
        """What `noticebot channels` finds of an account with a template."""
        account = wechat_settings(self.server.url, **{"template_id": TEMPLATE, **settings})
        return await listed(check_wechat(settings_with(wechat=account), self.store, self.clock, None))

    async def spoke(self) -> None:
        """The person spoke just now."""
        self.world.people[self.who].spoke(self.clock())
        granted = Allowance(5, self.clock() + timedelta(hours=47))
        await self.store.wechat_people.allow(self.user, granted, tapped=False)


@contextlib.asynccontextmanager
async def wechat_branch(folder: Path) -> AsyncIterator[WechatBranch]:
    """A branch on SQLite in `folder`."""
    clock = clockwork()
    async with opened(WechatBranch, WechatServer(WechatWorld(clock=clock)), clock, folder) as made:
        yield made
