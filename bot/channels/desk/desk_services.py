"""What the desk needs, passed in by the process that runs it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.channels.desk.desk_logins import Logins
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.totp_setting import TotpSetting
from bot.channels.desk.trials import Trials
from bot.channels.web.hosts import Hosts
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock, system_clock
from bot.store.database import Store


def _no_others() -> tuple[DeskNotice, ...]:
    return ()


@dataclass
class DeskServices:
    """What the pages need. `home` is the notice that the desk opens with, `others` gives those that the bot speaks of besides.
    `clock` is the time of the call (which --now sets), `staff_clock` the real one, by which sessions end. `hosts` are the names
    under which the desk may be reached. For `keeps_questions` days the words of questions are kept; 0: they are not."""

    store: Store
    home: DeskNotice
    clock: Clock
    limits: RateLimits
    metrics: WebMetrics
    staff_clock: Clock = system_clock
    hosts: Hosts = field(default_factory=Hosts)
    keeps_questions: int = 0
    public: str = ""
    """The host (with its port if it has one) under which the bot is reached from outside: a proxy may write another one."""
    operator: str = ""
    """Who signs what everybody is told, unless another name is given."""
    others: Callable[[], Sequence[DeskNotice]] = _no_others
    _trials: dict[str, Trials] = field(default_factory=dict)
    _trying: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the trial that is under way: each takes a processor for half a minute."""

    def notices(self) -> tuple[DeskNotice, ...]:
        """All notices of the desk."""
        return (self.home, *(one for one in self.others() if one.id != self.home.id))

    def notice(self, id: str) -> DeskNotice | None:
        """The notice with this id; None if the bot does not speak of it now."""
        return next((one for one in self.notices() if one.id == id), None)

    def trials(self, notice: DeskNotice) -> Trials:
        """Tries what staff propose for a notice."""
        assert notice.bench is not None
        known = self._trials.get(notice.id)
        if known is None:
            known = Trials(self.store, notice.bench, self.clock, self.staff_clock, turn=self._trying)
            self._trials[notice.id] = known
        known.bench = notice.bench  # a folder that went and came back is read anew
        return known

    async def stop(self) -> None:
        """Interrupt what is being tried."""
        await asyncio.gather(*(one.stop() for one in self._trials.values()))

    @cached_property
    def logins(self) -> Logins:
        """Logs people in and out."""
        return Logins(self.store.staff, self.staff_clock)

    @cached_property
    def totp(self) -> TotpSetting:
        """Gives accounts an authenticator."""
        return TotpSetting(self.store.staff, self.logins.proofs, self.staff_clock)
