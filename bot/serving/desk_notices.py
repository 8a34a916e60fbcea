"""The notices of the desk: those of the library, each with what its pages need. It is imported only where there is a desk."""

from __future__ import annotations

from pathlib import Path

from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.trials import Bench
from bot.clock import Clock
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY
from bot.replies.reply import Reply
from bot.serving.current import CurrentKnowledge
from bot.serving.current_library import CurrentLibrary


class DeskNotices:
    """Gives the notices as they are when it is asked. `cache` is where packs are compiled."""

    def __init__(
        self,
        library: CurrentLibrary,
        conversations: ConversationService,
        clock: Clock,
        cache: Path,
        *,
        draft: bool = False,
    ) -> None:
        self._library = library
        self._conversations = conversations
        self._clock = clock
        self._cache = cache
        self._draft = draft
        self._made: dict[Path, tuple[CurrentKnowledge, DeskNotice]] = {}

    def all(self) -> tuple[DeskNotice, ...]:
        """The notices that the bot speaks of now."""
        return tuple(self.of(folder, one) for folder, one in self._library.each())

    def of(self, folder: Path, knowledge: CurrentKnowledge) -> DeskNotice:
        """The notice of a pack. A folder that went and came back is another."""
        known = self._made.get(folder)
        if known is None or known[0] is not knowledge:
            known = self._made[folder] = knowledge, self._new(folder, knowledge)
        return known[1]

    def _new(self, folder: Path, knowledge: CurrentKnowledge) -> DeskNotice:
        async def answered(text: str) -> tuple[Reply, ...]:
            of_notice = knowledge.pack().facts.id
            turn = await self._conversations.passing_turn(text, self._clock(), TALK_ONLY, "desk", of_notice)
            return turn.replies

        def suggest(text: str) -> tuple[str, ...]:
            return tuple(reply.entry for _, reply in knowledge.assistant().suggestions(text, self._clock()))

        bench = Bench(
            folder,
            self._cache,
            knowledge.base,
            lambda: knowledge.laid.number,
            lambda: dict(knowledge.laid.misfits),
            draft=self._draft,
        )
        return DeskNotice(knowledge.pack, bench, knowledge.assistant, knowledge.assessor, answered, suggest)
