"""A conversation on a terminal or a pipe."""

from __future__ import annotations

import sys
from itertools import chain
from typing import TYPE_CHECKING

from bot.channels import terminal
from bot.commands.json_lines import lines_of

if TYPE_CHECKING:
    from bot.commands.invocation import Invocation
    from bot.conversation.memory import Memory
    from bot.replies.reply import Choice


def talk(
    invocation: Invocation, as_json: bool, memory: Memory | None = None, first: Choice | None = None
) -> None:
    """Talk until the input ends. `first` is picked before anything is read; without `memory` nothing is kept."""
    session = terminal.Session(invocation.assistant, invocation.clock, memory)
    if not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        terminal.run_screen(session, first)
        return
    run = terminal.run_json if as_json else terminal.run_pipe
    run(session, chain([] if first is None else [first], lines_of("-")), sys.stdout)
