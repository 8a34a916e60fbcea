"""What takes the processor is done where turns are taken, in turn for the addresses: reminders and health wait for none of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Made, Thinking
from tests.channels.web.conftest import Site, site_of


class Noting(Thinking):
    """Notes for whom something was worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.origins: list[str] = []

    async def run(self, origin: str, work: Callable[[], Made]) -> Made:
        self.origins.append(origin)
        return await super().run(origin, work)


def noting(assistant: Assistant) -> tuple[Site, Noting]:
    """A site, and what it works out."""
    site, thinking = site_of(assistant), Noting()
    service = ConversationService(lambda: assistant, site.store, thinking=thinking)
    return replace(site, services=replace(site.services, conversations=service)), thinking


@pytest.mark.parametrize(
    "path", ["/api/conversation", "/api/notices/{notice}/conversation", "/api/result", "/api/calendar.ics"]
)
async def test_what_is_read(full_assistant: Assistant, path: str) -> None:
    """Each read of a conversation is an entry in the row of its address."""
    site, thinking = noting(full_assistant)
    visitor = site.visitor()
    await visitor.post("/api/messages", json={"text": "我能不能报"})
    before = len(thinking.origins)
    found = await visitor.get(path.format(notice=full_assistant.pack.facts.id))
    assert found.status_code in (200, 404)
    assert thinking.origins[before:] == ["203.0.113.7"]
    thinking.close()


@pytest.mark.parametrize("path", ["/", "/notice", "/widget/notice"])
async def test_pages(full_assistant: Assistant, path: str) -> None:
    """A page is made once, and one with marked words once for each entry; nobody makes more by naming others."""
    site, thinking = noting(full_assistant)
    visitor = site.visitor()
    entry = next(iter(full_assistant.pack.entries))
    for asked in ("", "", "?entry=nonsense", f"?entry={entry}", f"?entry={entry}"):
        assert (await visitor.get(f"{path}{asked}")).status_code == 200
    assert 1 <= len(thinking.origins) <= 2
    thinking.close()
