"""One notice as staff work on it: its present pack, and where changes of that are tried."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import tzinfo

from bot.channels.desk.trials import Bench
from bot.conversation.assistant import Assistant
from bot.interview.engine.assessment import Assessor
from bot.pack.model import Pack
from bot.replies.reply import Reply


async def _nothing(text: str) -> tuple[Reply, ...]:
    return ()


@dataclass
class DeskNotice:
    """`pack` gives the present pack. On `bench` changes are tried; without one nothing can be changed."""

    pack: Callable[[], Pack]
    bench: Bench | None = None
    assistant: Callable[[], Assistant | None] = lambda: None
    """The assistant of the present pack, by which it is told how people stand; None: nobody is."""
    assessor: Callable[[], Assessor | None] = lambda: None
    """Assesses answers by the interview of the present pack; None if that has none."""
    answered: Callable[[str], Awaitable[tuple[Reply, ...]]] = _nothing
    """What somebody new is told to a question, of whom and of which nothing is kept. Raises Crowded if too many wait."""
    suggest: Callable[[str], tuple[str, ...]] = lambda text: ()
    """The entries that a question may be about, the likeliest first."""

    @property
    def id(self) -> str:
        """Of the notice."""
        return self.pack().facts.id

    @property
    def zone(self) -> tzinfo:
        """In which its times are told."""
        return self.pack().facts.zone

    @property
    def title(self) -> str:
        """What the pages call it."""
        return self.pack().facts.short_title
