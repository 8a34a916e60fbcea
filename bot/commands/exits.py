"""Exit codes, and how a command ends with an error."""

from __future__ import annotations

from typing import NoReturn

import typer

FELL_SHORT = 1
"""Exit code of a check or an evaluation with faults."""
WRONG_USE = 2
"""Exit code for wrong arguments, settings or files."""


def fail(words: str) -> NoReturn:
    """Say on stderr what is wrong, and exit with WRONG_USE."""
    typer.echo(words, err=True)
    raise typer.Exit(WRONG_USE)
