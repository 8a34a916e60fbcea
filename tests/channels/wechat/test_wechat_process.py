"""Two servers of one official account."""

from __future__ import annotations

from tests.channels.wechat.wechat_stand import wechat_stand
from tests.serving.servers import Servers


async def test_two_processes_share_the_token(servers: Servers) -> None:
    """Each answers; the platform is asked for a token once."""
    async with wechat_stand() as stand:
        for number in range(2):
            await stand.started(servers)
            assert "2022年12月6日" in await stand.says(f"oOf{number}0123456789", "什么时候截止")
        await stand.until(lambda: bool(stand.world.menu))
        assert stand.world.token_calls == 1
        assert stand.world.wrong == []
        await stand.closed()
