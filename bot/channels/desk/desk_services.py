"""What the desk needs, passed in by the process that runs it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property

from bot.channels.desk.desk_logins import Logins
from bot.channels.desk.totp_setting import TotpSetting
from bot.channels.desk.trials import Bench, Trials
from bot.channels.web.hosts import Hosts
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock, system_clock
from bot.conversation.assistant import Assistant
from bot.interview.engine.assessment import Assessor
from bot.pack.model import Pack
from bot.replies.reply import Reply
from bot.store.database import Store


async def _nothing(text: str) -> tuple[Reply, ...]:
    return ()


@dataclass
class DeskServices:
    """What the pages need. `pack` gives the present pack, `clock` the time of the call (which --now sets), `staff_clock` the
    real one, by which sessions end. `hosts` are the names under which the desk may be reached. For
    `keeps_questions` days the words of questions are kept; 0: they are not. On `bench` changes are tried;
    without one nothing can be changed."""

    store: Store
    pack: Callable[[], Pack]
    clock: Clock
    limits: RateLimits
    metrics: WebMetrics
    staff_clock: Clock = system_clock
    hosts: Hosts = field(default_factory=Hosts)
    keeps_questions: int = 0
    operator: str = ""
    """Who signs what everybody is told, unless another name is given."""
    bench: Bench | None = None
    assistant: Callable[[], Assistant | None] = lambda: None
    """The assistant of the present pack, by which it is told how people stand; None: nobody is."""
    assessor: Callable[[], Assessor | None] = lambda: None
    """Assesses answers by the interview of the present pack; None if that has none."""
    answered: Callable[[str], Awaitable[tuple[Reply, ...]]] = _nothing
    """What somebody new is told to a question, of whom and of which nothing is kept. Raises Crowded if too many wait."""
    suggest: Callable[[str], tuple[str, ...]] = lambda text: ()
    """The entries that a question may be about, the likeliest first."""

    @cached_property
    def trials(self) -> Trials:
        """Tries what staff propose."""
        assert self.bench is not None
        return Trials(self.store, self.bench, self.clock, self.staff_clock)

    async def stop(self) -> None:
        """Interrupt what is being tried."""
        if self.bench is not None:
            await self.trials.stop()

    @cached_property
    def logins(self) -> Logins:
        """Logs people in and out."""
        return Logins(self.store.staff, self.staff_clock)

    @cached_property
    def totp(self) -> TotpSetting:
        """Gives accounts an authenticator."""
        return TotpSetting(self.store.staff, self.logins.proofs, self.staff_clock)
