"""Exit codes, and how a command ends with an error."""

from __future__ import annotations

from typing import NoReturn

import typer

FELL_SHORT = 1
"""Exit code of a check or an evaluation with faults."""
WRONG_USE = 2
"""Exit code for wrong arguments, settings or files."""
NOT_NOW = 75
"""Exit code for what time heals, such as a database that cannot be reached: the same command may work later (EX_TEMPFAIL)."""


def fail(words: str, passes: bool = False) -> NoReturn:
    """Say on stderr what is wrong, and exit with WRONG_USE, or with NOT_NOW if it `passes` by itself."""
    typer.echo(words, err=True)
    raise typer.Exit(NOT_NOW if passes else WRONG_USE)
