"""The webhook over HTTP: who gets in."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.door import LARGEST_BODY
from bot.conversation.assistant import Assistant
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import (
    FAST,
    PATH,
    SECRET,
    listening_for,
    settings_for,
    surroundings,
)
from tests.telegram_api.phone import Phones

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def skipped() -> list[int]:
    """One entry for each update that was skipped."""
    return []


@pytest.fixture
async def wire(
    api_url: str, phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant, skipped: list[int]
) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who reaches the server of the webhook."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, limits=FAST)
    around = replace(around, skipped=lambda: skipped.append(1))
    async with listening_for(around) as (_, url), httpx.AsyncClient(base_url=url, trust_env=False) as client:
        await phones.await_call("setWebhook")
        yield client


async def test_secret(wire: httpx.AsyncClient) -> None:
    """Without the secret, or with another, nothing gets in; other paths are not there."""
    update = {"update_id": 1}
    assert (await wire.post(PATH, json=update)).status_code == 403
    assert (await wire.post(PATH, json=update, headers={HEADER: SECRET + "x"})).status_code == 403
    assert (await wire.post(PATH, json=update, headers={HEADER.encode(): "密".encode()})).status_code == 403
    assert (await wire.post("/other", json=update, headers={HEADER: SECRET})).status_code == 404
    assert (await wire.get(PATH, headers={HEADER: SECRET})).status_code == 405
    assert (await wire.post(PATH, json=update, headers={HEADER: SECRET})).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b'{"update_id": "x", "message": 3}',
        b"\xff",
        b"[" * 200_000,
        b"NaN",
        b'{"update_id": 1e9}',
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_no_update(wire: httpx.AsyncClient, skipped: list[int], body: bytes) -> None:
    """What is no update is taken and counted, else it would come again and again; the next one is taken too."""
    assert (await wire.post(PATH, content=body, headers={HEADER: SECRET})).status_code == 200
    assert len(skipped) == 1
    assert (await wire.post(PATH, json={"update_id": 1}, headers={HEADER: SECRET})).status_code == 200
    assert len(skipped) == 1


async def test_size(wire: httpx.AsyncClient, skipped: list[int]) -> None:
    """A body that is too large is skipped, whether it says its length or not."""
    large = json.dumps({"update_id": 1, "x": "x" * LARGEST_BODY}).encode()

    async def dribble() -> AsyncIterator[bytes]:
        yield large

    assert (await wire.post(PATH, content=large, headers={HEADER: SECRET})).status_code == 200
    assert (await wire.post(PATH, content=dribble(), headers={HEADER: SECRET})).status_code == 200
    assert len(skipped) == 2


async def test_removed(
    api_url: str, phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant
) -> None:
    """The webhook is registered with the secret and what is wanted, and removed at the end; what waits stays."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, limits=FAST)
    async with listening_for(around):
        await phones.await_call("setWebhook")
        hook = await phones.do("get", name="webhook")
        assert hook["secret_token"] == SECRET
        assert "callback_query" in hook["allowed_updates"]
    assert await phones.do("get", name="webhook") == {}
    await phones.say(1001, "什么时候截止")
    async with listening_for(around):
        assert await phones.next(1001, 0)
