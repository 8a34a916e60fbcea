"""Where letters to one person go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Mailbox:
    """A confirmed address of the user `user_key`.

    `name` stands for the person in links and in the return address; nobody can guess it. `ended` says why nothing is sent
    there any more, empty while it is.
    """

    user_key: str
    address: str
    name: str
    confirmed_at: datetime
    ended: str = ""
