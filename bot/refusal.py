"""What ends a command before or while it runs, because nothing but other settings can help."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - said to whoever started the program
    """The program cannot run as it was asked to. The text says why and what to do, in one line."""
