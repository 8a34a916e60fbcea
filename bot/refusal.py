"""What ends a command before or while it runs."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - said to whoever started the program
    """The program cannot run as it was asked to. The text says why and what to do, in one line.

    `passes` tells that it may run later as it was asked to, without anybody changing a setting.
    """

    def __init__(self, text: str, passes: bool = False) -> None:
        super().__init__(text)
        self.passes = passes
