"""The global options of one call, and what a command needs from them, each opened when it is first used."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import Clock, clock_from, parse_moment, system_clock
from bot.commands.exits import fail
from bot.messages import message
from bot.setting_names import UnknownName
from bot.settings import Settings, read_settings
from bot.wrong_setting import SettingsError

if TYPE_CHECKING:
    from bot.conversation.assistant import Assistant
    from bot.faq.answer import Answerer
    from bot.interview.engine.assessment import Assessor
    from bot.knowledge import Knowledge

AsJson = Annotated[bool, typer.Option("--json", help=message("cli_as_json"))]
"""The option --json, which most commands have."""


def words_of(unknown: UnknownName) -> str:
    """What is said of a misspelled setting, in one line."""
    if not unknown.nearest:
        return message("setting_unknown_alone", name=unknown.shown)
    return message("setting_unknown", name=unknown.shown, nearest=unknown.nearest)


def tell_unknown(names: Sequence[UnknownName]) -> None:
    """Say on stderr which settings are misspelled."""
    for one in names:
        typer.echo(words_of(one), err=True)


@dataclass
class Invocation:
    """The global options. `moment` is the text of --now, `database` the address that --db gives; None if not given.

    `given` are the folders of packs, or folders that hold some. `draft` lets in a pack that quotes what does not stand in
    its notice.
    """

    given: tuple[Path, ...]
    moment: str | None
    database: str | None = None
    draft: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The settings, or exit 2 naming the one that is invalid."""
        try:
            return read_settings()
        except SettingsError as error:
            tell_unknown(error.unknown)
            fail(message(error.why, name=error.name, text=error.text))

    @property
    def database_url(self) -> str:
        """The address of the database."""
        return self.database or self.settings.database_url

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """The folder of each pack."""
        from bot.pack.layout import packs_in

        return tuple(folder for given in self.given for folder in packs_in(given))

    @property
    def folder(self) -> Path:
        """The folder of the only pack, or exit 2: what is done with it is done with one."""
        if len(self.folders) > 1:
            fail(message("wrong_use", reason=message("one_pack", count=len(self.folders))))
        return self.folders[0]

    @cached_property
    def library(self) -> tuple[Knowledge, ...]:
        """The packs, or exit 2 with the faults of one on stderr."""
        from bot.knowledge import open_knowledge, open_library
        from bot.pack.faults import PackError

        folders, cache = self.folders, self.settings.cache_dir
        try:
            if len(folders) > 1:
                library = open_library(folders, cache, draft=self.draft)
            else:
                library = (open_knowledge(folders[0], cache, draft=self.draft),)
        except PackError as error:
            lines = [str(fault) for fault in error.faults]
            if len(folders) == 1 and error.faults[0].file != str(folders[0]):
                lines.insert(
                    0, message("bad_pack", folder=folders[0])
                )  # of the folder itself there is one line
            fail("\n".join(lines))
        # It stays as long as the process: walking it again and again would hold up every hundredth turn.
        gc.freeze()
        return library

    def forget_library(self) -> None:
        """Let go of the packs: who reads them anew need not hold them twice."""
        self.__dict__.pop("library", None)
        gc.unfreeze()

    @property
    def knowledge(self) -> Knowledge:
        """The pack; of several the first."""
        return self.library[0]

    def one_notice(self, notice: str) -> tuple[Path, Knowledge]:
        """The pack of the notice with this id, with its folder; or exit 2 with the ids if it is not there.

        Without an id it is the only one, or exit 2: of several one must be chosen.
        """
        by_id = {
            one.pack.facts.id: (folder, one) for folder, one in zip(self.folders, self.library, strict=True)
        }
        if not notice and len(by_id) == 1:
            return next(iter(by_id.values()))
        if notice not in by_id:
            titles = [f"{id}  {one.pack.facts.short_title}" for id, (_, one) in by_id.items()]
            fail("\n".join((message("no_such_notice" if notice else "which_notice", id=notice), *titles)))
        return by_id[notice]

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the first pack, without reading the rest of it; None if it cannot be read."""
        from bot.pack.reading.zone_alone import zone_of

        return zone_of(self.folders[0])

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

        if len(self.library) == 1:
            return assistant_of(self.knowledge)
        from bot.conversation.notices.several_notices import SeveralNotices

        return SeveralNotices([assistant_of(one) for one in self.library])

    def clock_without_pack(self, zone: tzinfo | None) -> datetime:
        """The moment of the clock where the pack may be broken: one without an offset is in `zone`, or in UTC."""
        if self.moment is None:
            return system_clock().astimezone(zone or UTC)
        return parse_moment(self.moment, zone or UTC)

    @cached_property
    def clock(self) -> Clock:
        """The clock, started at --now if that is given; a moment without an offset is in the pack's zone."""
        if self.moment is None:
            return system_clock
        try:
            return clock_from(parse_moment(self.moment, self.knowledge.pack.facts.zone))
        except ValueError:
            fail(message("bad_moment", text=self.moment))
