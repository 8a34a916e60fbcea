"""The global options of one call, and what a command needs from them, each opened when it is first used."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import Clock, clock_from, parse_moment, system_clock
from bot.commands.exits import fail
from bot.messages import message
from bot.settings import Settings, read_settings
from bot.wrong_setting import SettingsError

if TYPE_CHECKING:
    from bot.conversation.assistant import Assistant
    from bot.faq.answer import Answerer
    from bot.interview.engine.assessment import Assessor
    from bot.knowledge import Knowledge

AsJson = Annotated[bool, typer.Option("--json", help=message("cli_as_json"))]
"""The option --json, which most commands have."""


@dataclass
class Invocation:
    """The global options. `moment` is the text of --now, `database` the address that --db gives; None if not given.

    `draft` lets in a pack that quotes what does not stand in its notice.
    """

    folder: Path
    moment: str | None
    database: str | None = None
    draft: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The settings, or exit 2 naming the one that is invalid."""
        try:
            return read_settings()
        except SettingsError as error:
            fail(message(error.why, name=error.name, text=error.text))

    @property
    def database_url(self) -> str:
        """The address of the database."""
        return self.database or self.settings.database_url

    @cached_property
    def knowledge(self) -> Knowledge:
        """The pack, or exit 2 with its faults on stderr."""
        from bot.knowledge import open_knowledge
        from bot.pack.faults import PackError

        try:
            knowledge = open_knowledge(self.folder, self.settings.cache_dir, draft=self.draft)
        except PackError as error:
            lines = [str(fault) for fault in error.faults]
            if error.faults[0].file != str(self.folder):  # what is wrong with the folder itself is one line
                lines.insert(0, message("bad_pack", folder=self.folder))
            fail("\n".join(lines))
        # It stays as long as the process: walking it again and again would hold up every hundredth turn.
        gc.freeze()
        return knowledge

    @property
    def notice(self) -> str:
        """The id of the notice of the pack."""
        return self.knowledge.pack.facts.id

    @cached_property
    def answerer(self) -> Answerer:
        """Answers questions from the pack."""
        return self.knowledge.answerer()

    @cached_property
    def assessor(self) -> Assessor:
        """Assesses facts by the interview of the pack, or exit 2 if the pack has none."""
        from bot.interview.engine.assessment import Assessor

        interview = self.knowledge.interview
        return fail(message("no_interview")) if interview is None else Assessor(interview)

    @cached_property
    def assistant(self) -> Assistant:
        """Takes turns of a conversation from the pack."""
        from bot.conversation.assistant import assistant_of

        return assistant_of(self.knowledge)

    @cached_property
    def clock(self) -> Clock:
        """The clock, started at --now if that is given; a moment without an offset is in the pack's zone."""
        if self.moment is None:
            return system_clock
        try:
            return clock_from(parse_moment(self.moment, self.knowledge.pack.facts.zone))
        except ValueError:
            fail(message("bad_moment", text=self.moment))
