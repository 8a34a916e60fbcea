"""Staff of the office who log in at the desk: accounts, sessions, and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

StaffRole = Literal["reader", "editor", "owner"]
"""What somebody may do; each may do what the one before may."""
STAFF_ROLES: tuple[StaffRole, ...] = get_args(StaffRole)


@dataclass(frozen=True)
class Account:
    """One account. `password` is its hash; `once_until` is set while it is the one-time password, and says how long it works.

    `failures` are tries in a row that came to nothing; until `locked_until` (None: not) none is looked at. `totp_secret` is
    what codes are made from (empty: none are asked for), `totp_step` the last step of which one was used.
    """

    name: str
    role: StaffRole
    password: str
    made_at: datetime
    once_until: datetime | None = None
    failures: int = 0
    locked_until: datetime | None = None
    totp_secret: str = ""
    totp_step: int = 0

    @property
    def has_totp(self) -> bool:
        """Whether a code is asked for beside the password."""
        return bool(self.totp_secret)


@dataclass(frozen=True)
class StaffSession:
    """One browser in which somebody is logged in: by the hash of its token, and by a hash of where it is.

    `half` tells that only the password was given yet; `offered` is a secret that no code confirmed yet.
    """

    token_hash: str
    account: str
    place: str
    begun_at: datetime
    seen_at: datetime
    half: bool = False
    offered: str = ""


@dataclass(frozen=True)
class AuditLine:
    """Who did what, when. `about` names what it was done to; empty if that is the account itself."""

    at: datetime
    account: str
    act: str
    about: str = ""
