"""A bot of several notices on WeChat, over a real wire."""

from __future__ import annotations

from pathlib import Path

from tests.channels.wechat.office import office
from tests.several_packs import HIGH, NAMES, SENIOR, library, several


async def test_a_talk_about_two_notices(tmp_path: Path) -> None:
    """Which is meant is asked, answered by a number, and another is named in words."""
    packs = library(tmp_path, SENIOR, HIGH)
    async with office(f"sqlite:///{tmp_path / 'bot.db'}", packs[0], several(packs)) as here:

        async def said(text: str) -> str:
            return "\n".join(shown for _, shown in await here.phones.say("anna", text))

        asked = await said("继续教育要多少学时")
        assert all(name in asked for name in (NAMES[SENIOR], NAMES[HIGH]))
        assert "70学时" in await said("2")
        assert "80学时" in await said("正高级要多少学时")
        assert NAMES[HIGH] in await said("有哪些通知")
