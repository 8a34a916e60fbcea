"""Why a file cannot become a draft."""

from __future__ import annotations

from bot.messages import message


class NoticeError(Exception):
    """The file of a notice, or the folder for its draft, cannot be used. Its text is one line for a person: the message `why`."""

    def __init__(self, *, why: str, **values: object) -> None:
        self.why = why
        super().__init__(message(why, **values))
