"""What the world of every platform holds: its clock, the token that it lends, its people, and what it was asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from tests.platforms.strict_server import Faults

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
LENT_SECONDS = 7200


@dataclass
class Reached:
    """Somebody whom the platform reaches. `shown` is what they see there: how it came, and the text."""

    exists: bool = True
    in_range: bool = True
    shown: list[tuple[str, str]] = field(default_factory=list)


Whom = TypeVar("Whom", bound=Reached)


@dataclass
class World(Faults, Generic[Whom]):
    """One account, application or robot. `clock` is the platform's."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    access_token: str = ""
    valid_until: datetime = LONG_AGO
    token_calls: int = 0
    menu: list[Any] = field(default_factory=list)
    people: dict[str, Whom] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    """What was sent through the API and taken."""
    said_in_group: list[str] = field(default_factory=list)
    robot_called: list[datetime] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)
    """The codes of what was refused."""

    @abstractmethod
    def new_token(self) -> str:
        """A token as long as the platform's."""

    def lend(self, another: bool = False) -> tuple[str, int]:
        """A token and its seconds: who asks again in its time gets the same one."""
        now = self.clock()
        self.token_calls += 1
        if another or not self.access_token or self.valid_until <= now:
            self.access_token, self.valid_until = self.new_token(), now + timedelta(seconds=LENT_SECONDS)
        return self.access_token, int((self.valid_until - now).total_seconds())

    def revoke(self) -> None:
        """The token is no longer valid, though its time is not over."""
        self.access_token = ""

    def robot_spoke(self, most: int = 20) -> bool:
        """Count a message of the group's robot. Returns whether it was one of the `most` of this minute."""
        now = self.clock()
        if sum(at > now - timedelta(minutes=1) for at in self.robot_called) >= most:
            return False
        self.robot_called.append(now)
        return True
