"""What becomes of a reminder on every platform: what stands between, the token that all share, and what is reported."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.channels.dingtalk.dingtalk_branch import dingtalk_branch
from tests.channels.platforms.branches import NOBODY, Branch
from tests.channels.wechat.wechat_branch import wechat_branch
from tests.channels.wecom.wecom_branch import wecom_branch
from tests.platforms.strict_server import Fault

BRANCHES: dict[str, Callable[[Path], contextlib.AbstractAsyncContextManager[Branch]]] = {
    "dingtalk": dingtalk_branch,
    "wechat": wechat_branch,
    "wecom": wecom_branch,
}
SECRET_NAMES = {"dingtalk": "client_secret", "wechat": "app_secret", "wecom": "secret"}


@pytest.fixture(params=sorted(BRANCHES))
async def branch(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Branch]:
    """A branch of each platform, whose person spoke just now."""
    async with BRANCHES[request.param](tmp_path) as made:
        await made.spoke()
        yield made


async def announced(branch: Branch) -> tuple[str, list[int]]:
    """What came of a reminder, and whether it was announced."""
    noted: list[int] = []
    attempt = await branch.sender().send_announced(branch.reminder(), lambda: noted.append(1))
    return attempt.outcome, noted


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(hang_up="before"), "uncertain"),
        (Fault(hang_up="after"), "uncertain"),
        (Fault(status=502), "uncertain"),
        (Fault(status=403), "held"),
        (Fault(status=200), "uncertain"),
        (Fault(status=429), "wait"),
    ],
)
async def test_what_stands_between(branch: Branch, fault: Fault, outcome: str) -> None:
    """A connection that breaks after the body is uncertain; a page of something on the way says what it says."""
    branch.world.faults[branch.send_path] = [replace(fault)]
    assert await announced(branch) == (outcome, [1])
    assert (await branch.sender().send(branch.reminder())).outcome == "sent"


@pytest.mark.parametrize(
    ("fault", "hardly"),
    [
        (Fault(hang_up="after"), False),
        (Fault(status=502), True),
        (Fault(status=200), True),
        (Fault(status=504), False),
    ],
)
async def test_what_hardly_arrived(branch: Branch, fault: Fault, hardly: bool) -> None:
    """A page in the platform's place says that nothing was passed on, unless it waited in vain for the platform."""
    branch.world.faults[branch.send_path] = [replace(fault)]
    assert (await branch.sender().send(branch.reminder())).hardly_arrived is hardly


@pytest.mark.parametrize("fault", [Fault(hang_up="after"), Fault(status=502), Fault(status=200)])
async def test_without_a_token_nothing_was_sent(branch: Branch, fault: Fault) -> None:
    """Whatever becomes of the call for the token: nothing of the reminder left."""
    branch.world.faults[branch.token_path] = [replace(fault)]
    assert await announced(branch) == ("retry", [])
    assert (await branch.sender().send(branch.reminder())).outcome == "sent"
    assert len(branch.shown) == 1


async def test_nobody_listens(branch: Branch) -> None:
    """It is tried again, and `channels` says what to look at."""
    assert (await branch.sender(api_url=NOBODY).send(branch.reminder())).outcome == "retry"
    found = await branch.findings(api_url=NOBODY)
    assert [one for one in found if one[0] is False and "连不上" in one[1] and one[2]]


async def test_one_token_for_all_processes(branch: Branch) -> None:
    """Four at once ask once; it is stored sealed; one that is revoked is renewed, and all get through."""
    senders, world = [branch.sender() for _ in range(4)], branch.world

    async def all_send() -> list[str]:
        attempts = await asyncio.gather(*(one.send(branch.reminder()) for one in senders))
        return [one.outcome for one in attempts]

    assert await all_send() == ["sent"] * 4
    assert world.token_calls == 1
    kept = await branch.store.lent_tokens.lent(branch.account)
    assert kept is not None
    assert world.access_token not in kept.sealed
    await branch.spoke()
    world.revoke()
    assert await all_send() == ["sent"] * 4
    # Where another one cannot be asked for, who asks twice gets the same.
    assert world.token_calls <= 4


async def test_a_wrong_secret_holds_the_channel(branch: Branch) -> None:
    """Nobody's wishes end; `channels` says what to click, and no secret."""
    wrong = {SECRET_NAMES[branch.name]: "another-secret"}
    assert (await branch.sender(**wrong).send(branch.reminder())).outcome == "held"
    found = await branch.findings(**wrong)
    assert all(one[2] for one in found if one[0] is False)
    assert [one for one in found if one[0] is False]
    assert branch.shown == []
    for secret in (*branch.secrets, "another-secret"):
        assert secret not in repr(found)


async def test_what_works_is_said(branch: Branch) -> None:
    """Nothing is sent for it, and no secret is in it."""
    found = await branch.findings()
    assert [one for one in found if one[0] is True]
    assert [one for one in found if one[0] is False] == []
    assert branch.world.sent == []
    for secret in branch.secrets:
        assert secret not in repr(found)
