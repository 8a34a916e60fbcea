"""What can go wrong with a store.

Exception
├── StoreError   the database cannot be used; its text tells a person what to do
└── Conflict     somebody else saved in between; load again and retry
"""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be used. The text says what to do about it.

    `code` names the kind of trouble in one word, for logs and the health check: it tells nothing of the machine.
    """

    def __init__(self, text: str = "", code: str = "failed") -> None:
        super().__init__(text)
        self.code = code


class Conflict(Exception):  # noqa: N818 - not an error: the caller loads again and retries
    """The conversation changed since it was loaded: another process or tab saved it, or it was deleted."""
