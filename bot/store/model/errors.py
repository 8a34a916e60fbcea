"""What can go wrong with a store.

Exception
├── StoreError   the database cannot be used; its text tells a person what to do
├── Conflict     somebody else saved in between; load again and retry
└── LastOwner    the desk would have no owner any more
"""

from __future__ import annotations

_STAYS = frozenset(
    [
        "bad_address",
        "newer",
        "not_a_database",
        "file_lost",
        "not_writable",
        "refused_login",
        "driver_missing",
        "wrong_copy",
        "in_use",
    ]
)
"""Trouble that only another setting, or a person, can mend."""


class StoreError(Exception):
    """The database cannot be used. The text says what to do about it.

    `code` names the kind of trouble in one word, for logs and the health check: it tells nothing of the machine.
    """

    def __init__(self, text: str = "", code: str = "failed") -> None:
        super().__init__(text)
        self.code = code

    @property
    def passes(self) -> bool:
        """Whether it may be over by itself: a server that starts, a lock, a full disk."""
        return self.code not in _STAYS


class Conflict(Exception):  # noqa: N818 - not an error: the caller loads again and retries
    """The conversation changed since it was loaded: another process or tab saved it, or it was deleted."""


class LastOwner(Exception):  # noqa: N818 - not an error: whoever asked decides
    """What was asked for would leave the desk without an owner."""
