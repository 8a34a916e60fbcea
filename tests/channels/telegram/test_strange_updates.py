"""Updates that nobody can read: those of others are answered, and the channel says that something is wrong."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.telegram.post import TelegramPost
from bot.channels.telegram.update_reader import UNWELL_SECONDS, UpdateReader
from bot.channels.telegram.wire import make_bot
from bot.clock import Timer
from bot.conversation.assistant import Assistant
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import (
    FAST,
    PATH,
    SECRET,
    listening_for,
    running,
    settings_for,
    surroundings,
)
from tests.channels.telegram.test_door import HEADER
from tests.channels.telegram.test_turns import ME
from tests.telegram_api.phone import Phones

ANNA, BEN, LONGEST = 1001, 1002, 60
ASKED = "单位几号前要推荐"
SECRET_WORDS = "我的悄悄话"
BY = {"message_id": 77, "date": 1_668_477_600, "chat": {"id": ANNA, "type": "private", "first_name": "安"}}
WRITTEN: dict[str, Any] = {
    **BY,
    "from": {"id": ANNA, "is_bot": False, "first_name": "安"},
    "text": SECRET_WORDS,
}
STRANGE: dict[str, tuple[str, Any]] = {
    "giveaway": ("message", {**WRITTEN, "giveaway": {"chats": []}}),
    "poll": ("message", {**WRITTEN, "poll": {"id": "1", "question": SECRET_WORDS, "options": []}}),
    "empty": ("message", {}),
    "no message": ("edited_message", 7),
    "user below nothing": ("message", {**WRITTEN, "from": {**WRITTEN["from"], "id": -5}}),
    "user beyond all": ("message", {**WRITTEN, "from": {**WRITTEN["from"], "id": 10**40}}),
    "part of a number": ("message", {**WRITTEN, "message_id": 1.5}),
    "topic below nothing": ("message", {**WRITTEN, "is_topic_message": True, "message_thread_id": -3}),
    "absurd date": ("message", {**WRITTEN, "date": 10**30}),
    "tap of nobody": ("callback_query", {"id": "1", "data": SECRET_WORDS}),
    "entities": ("message", {**WRITTEN, "entities": SECRET_WORDS}),
    "quoted": ("message", {**WRITTEN, "quote": {"text": SECRET_WORDS}}),
    "answered to nothing": ("message", {**WRITTEN, "reply_to_message": {}}),
    "moved nowhere": ("message", {**BY, "from": WRITTEN["from"], "migrate_to_chat_id": SECRET_WORDS}),
    "asked inline": ("inline_query", {"id": "1", "query": SECRET_WORDS}),
    "membership": ("my_chat_member", {"chat": BY["chat"], "old_chat_member": {}, "new_chat_member": {}}),
}


@pytest.mark.parametrize("kind", STRANGE)
async def test_others_are_answered(
    phones: Phones,
    post: TelegramPost,
    kind: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One that cannot be read, between others: these are answered once, no words are logged, the channel is unwell."""
    caplog.set_level(logging.DEBUG)
    await phones.say(BEN, ASKED)
    await phones.world("queue", *STRANGE[kind])
    await phones.say(BEN, "/help")
    answer, help = await phones.next(BEN, 0, 2)
    assert "2022年12月19日" in answer["text"]
    assert "/interview" in help["text"]
    await phones.ask(BEN, "/deadlines")
    assert len(await phones.said(BEN)) == 3
    assert post.state() == "unwell"
    told = capsys.readouterr()
    assert SECRET_WORDS not in told.out + told.err


async def test_counted(phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant) -> None:
    """Each one counts; those that are only of no interest do not."""
    skipped: list[bool] = []
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, limits=FAST)
    around = replace(around, skipped=lambda: skipped.append(True))
    async with running(TelegramPost(around)) as post:
        await phones.world("send", ANNA, {"delete_chat_photo": True})
        await phones.ask(BEN, ASKED)
        assert (post.state(), skipped) == ("ok", [])
        for kind in ("poll", "empty"):
            await phones.world("queue", *STRANGE[kind])
        await phones.ask(BEN, ASKED)
    assert skipped == [True, True]


async def test_webhook_takes_it(
    api_url: str, phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant
) -> None:
    """Telegram is told that it arrived, or it would be brought again and again; what is no update is still refused."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, limits=FAST)
    headers = {HEADER: SECRET}
    async with (
        listening_for(around) as (post, url),
        httpx.AsyncClient(base_url=url, trust_env=False) as client,
    ):
        await phones.await_call("setWebhook")
        for number, (kind, body) in enumerate(STRANGE.values()):
            assert (
                await client.post(PATH, json={"update_id": number, kind: body}, headers=headers)
            ).status_code == 200
        assert (await client.post(PATH, json={"message": WRITTEN}, headers=headers)).status_code == 200
        assert post.state() == "unwell"


class Hours(Timer):
    """A timer that the test moves."""

    seconds = 0.0

    def monotonic(self) -> float:
        """The moment that was set."""
        return self.seconds


def test_well_again(tmp_path: Path) -> None:
    """A while after the last one, the channel is well again; an id that no store can hold is one too."""
    timer = Hours()
    reader = UpdateReader(make_bot(settings_for("http://nobody.invalid", tmp_path)), ME, timer, lambda: None)
    good = {"update_id": 1, "message": WRITTEN}
    ((id, heard),) = reader.read([good], lambda heard: heard)
    assert (id, heard.text, reader.is_unwell) == (1, SECRET_WORDS, False)
    for bad in (2**70, -1, "x", None):
        assert reader.read([{**good, "update_id": bad}], lambda heard: heard) == []
    assert reader.is_unwell
    timer.seconds = UNWELL_SECONDS
    assert not reader.is_unwell


def test_what_may_be_stored_fails(tmp_path: Path) -> None:
    """What cannot be made ready for the store holds up no other either."""
    reader = UpdateReader(
        make_bot(settings_for("http://nobody.invalid", tmp_path)), ME, Timer(), lambda: None
    )
    updates = [
        {"update_id": id, "message": {**WRITTEN, "text": text}} for id, text in enumerate(("好", "坏", "好"))
    ]

    def storable(heard: Any) -> Any:
        if heard.text == "坏":
            raise RuntimeError
        return heard

    assert [id for id, _ in reader.read(updates, storable)] == [0, 2]


@pytest.mark.parametrize(
    "answer", [{"ok": True}, {"ok": True, "result": {}}, [], {"ok": True, "result": ["x"]}]
)
async def test_answer_without_updates(
    phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant, answer: Any
) -> None:
    """What is no list of updates, as something between here and Telegram may answer, ends no polling."""
    await phones.do("fault", method="getUpdates", count=2, body=json.dumps(answer))
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, limits=FAST)
    async with running(TelegramPost(around)):
        (said,) = await phones.ask(BEN, ASKED)
        assert "2022年12月19日" in said["text"]
