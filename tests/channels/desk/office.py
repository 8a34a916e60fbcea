"""The desk on a real database, without a wire: its staff, and browsers in which they are logged in or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.channels.desk.desk_app import build_desk
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.passwords import hash_password
from bot.channels.desk.trials import Trials
from bot.channels.web.hosts import Hosts
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.web_metrics import WebMetrics
from bot.pack.model import Pack
from bot.store.database import Store
from bot.store.model.account import STAFF_ROLES, Account, AuditLine, StaffRole

BASE = "http://127.0.0.1:8081"
PASSWORD = "correct horse battery"
KEPT = hash_password(PASSWORD)
START = datetime(2022, 11, 15, 2, tzinfo=UTC)
_TOKEN = re.compile(r'name="form" value="([0-9a-f]{64})"')


@dataclass
class MovedClock:
    """A clock that a test moves on."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: int) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@dataclass
class Browser:
    """Somebody's browser at the desk."""

    client: httpx.AsyncClient

    async def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return await self.client.get(path)

    async def post(self, path: str, fields: Mapping[str, str], on: str = "") -> httpx.Response:
        """Fill in the form that stands on the page `on` (default: `path`) and send it."""
        page = await self.client.get(on or path)
        found = _TOKEN.search(page.text)
        token = {"form": found[1]} if found else {}
        return await self.client.post(path, data={**token, **fields})

    async def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Log in."""
        return await self.post("/desk/login", {"name": name, "password": password})


@dataclass
class Office:
    """A desk with an account for each role, called like it."""

    store: Store
    pack: Pack
    clock: MovedClock = field(default_factory=MovedClock)
    made: list[httpx.AsyncClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.services = DeskServices(
            self.store,
            DeskNotice(lambda: self.pack),
            self.clock,
            RateLimits(0.0, lambda: 0.0),
            WebMetrics(),
            staff_clock=self.clock,
            hosts=Hosts(loopback=True, port=8081),
        )
        self.app = build_desk(self.services)

    @property
    def trials(self) -> Trials:
        """Those of the notice that the desk opens with."""
        return self.services.trials(self.services.home)

    async def hire(self, name: str, role: StaffRole, **values: Any) -> None:
        """Make an account with the password of all."""
        account = Account(name, role, KEPT, self.clock(), **values)
        assert await self.store.staff.add(account, AuditLine(self.clock(), "test", "account_added", name))

    async def open(self) -> Office:
        """Make the accounts."""
        for role in STAFF_ROLES:
            await self.hire(role, role)
        return self

    def browser(self, address: str = "127.0.0.1", agent: str = "Browser/1") -> Browser:
        """A browser with cookies of its own."""
        transport = httpx.ASGITransport(self.app, client=(address, 4711))
        client = httpx.AsyncClient(transport=transport, base_url=BASE, headers={"user-agent": agent})
        self.made.append(client)
        return Browser(client)

    async def staff(self, name: str) -> Browser:
        """A browser in which `name` is logged in."""
        browser = self.browser()
        assert (await browser.log_in(name)).status_code == 303
        return browser

    async def acts(self) -> list[str]:
        """What the audit tells, the oldest first."""
        return [line.act for _, line in await self.store.staff.audit(10_000)][::-1]
