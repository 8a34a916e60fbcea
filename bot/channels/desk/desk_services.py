"""What the desk needs, passed in by the process that runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from bot.channels.desk.desk_logins import Logins
from bot.channels.web.hosts import Hosts
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock, system_clock
from bot.pack.model import Pack
from bot.store.database import Store


@dataclass
class DeskServices:
    """What the pages need. `pack` gives the present pack, `clock` the time of the call (which --now sets), `staff_clock` the
    real one, by which sessions end. `hosts` are the names under which the desk may be reached."""

    store: Store
    pack: Callable[[], Pack]
    clock: Clock
    limits: RateLimits
    metrics: WebMetrics
    staff_clock: Clock = system_clock
    hosts: Hosts = field(default_factory=Hosts)

    @cached_property
    def logins(self) -> Logins:
        """Logs people in and out."""
        return Logins(self.store.staff, self.staff_clock)
