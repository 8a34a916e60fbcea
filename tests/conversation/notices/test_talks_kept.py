"""Talks about several notices in the store: what is kept of each, restarts, other processes, two talks made one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.joining import Holdings
from bot.conversation.service import ConversationService
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Conversation, NoticeAsked
from bot.interview.talk.progress import Progress
from bot.knowledge import Knowledge
from bot.store.database import Store
from bot.store.model.saved import Saved
from tests.packs import OPEN
from tests.several_packs import HIGH, NAMES, PUSHES, SENIOR, several
from tests.store.memory import MemoryStore


def _self(assistant: Assistant) -> Assistant:
    return assistant


async def _say(service: ConversationService, user: str, *texts: str) -> str:
    turns = [await service.turn(user, text, OPEN, PUSHES) for text in texts]
    return "\n".join(reply.whole for reply in turns[-1].replies)


@pytest.mark.parametrize("processes", [1, 2])
async def test_a_talk_goes_on_after_a_restart(
    packs: Mapping[str, Knowledge], tmp_path: Path, processes: int
) -> None:
    """In the middle of an interview, of a question asked back, and with wishes of both, in one process or in turns of two."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    told = []
    for number, text in enumerate(
        [
            "高级能不能报",
            "换到正高",
            "我能不能报",
            "75",
            "高级的",
            "75",
            "正高的个人申报前3天提醒我",
            "我有哪些提醒",
        ]
    ):
        async with await Store.open(url) as store, await Store.open(url) as other:
            whole = several([packs[SENIOR], packs[HIGH]])
            service = ConversationService(partial(_self, whole), (store, other)[number % processes])
            told.append(await _say(service, "web:1", text))
    async with await Store.open(url) as store:
        kept = await store.load("web:1")
        assert kept is not None
        talk = conversation_of(kept)
    assert {notice for notice, _ in kept.interviews} == {SENIOR, HIGH}
    assert talk.apart[HIGH].interviews["本人"].verdict == "eligible"
    assert talk.interviews["本人"].verdict == "needs_more"
    assert "12月3日" in told[-1]


async def test_what_was_asked_back_survives(packs: Mapping[str, Knowledge], tmp_path: Path) -> None:
    """The answer to it may come after a restart."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    for text in ("继续教育要多少学时", "高级"):
        async with await Store.open(url) as store:
            whole = several([packs[SENIOR], packs[HIGH]])
            told = await _say(ConversationService(partial(_self, whole), store), "web:1", text)
    assert "70学时" in told


async def test_a_second_pack_beside_the_first(packs: Mapping[str, Knowledge]) -> None:
    """Whoever talked when there was one notice goes on with it; what they answered is that notice's."""
    store = MemoryStore()
    alone, whole = assistant_of(packs[SENIOR]), several([packs[HIGH], packs[SENIOR]])
    service = ConversationService(lambda: alone, store)
    await _say(service, "web:1", "我能不能报", "75", "个人申报前3天提醒我")
    service = ConversationService(lambda: whole, store)
    assert "80学时" in await _say(service, "web:1", "继续教育要多少学时")
    talk = await service.conversation("web:1")
    assert (talk.notice, talk.interviews["本人"].notice) == (SENIOR, SENIOR)
    service = ConversationService(lambda: alone, store)
    assert "12月3日" in await _say(service, "web:1", "我有哪些提醒")


async def test_turns_of_one_user_at_once(packs: Mapping[str, Knowledge], tmp_path: Path) -> None:
    """About two notices in two processes: neither loses what the other did."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    whole = several([packs[SENIOR], packs[HIGH]])
    async with await Store.open(url) as store, await Store.open(url) as other:
        one, two = (ConversationService(lambda: whole, each) for each in (store, other))
        await _say(one, "web:1", "你好")
        await asyncio.gather(
            _say(one, "web:1", "正高能不能报"),
            _say(two, "web:1", "高级能不能报"),
            return_exceptions=False,
        )
        talk = await one.conversation("web:1")
    assert {one.notice for part in (talk, *talk.apart.values()) for one in part.interviews.values()} == {
        SENIOR,
        HIGH,
    }


async def test_two_talks_made_one_are_joined_notice_by_notice(packs: Mapping[str, Knowledge]) -> None:
    """Interviews of one name under two notices stay what they are; under the same one gets another name."""
    store, whole = MemoryStore(), several([packs[SENIOR], packs[HIGH]])
    service = ConversationService(lambda: whole, store)
    await _say(service, "ann", "正高能不能报", "75")
    await _say(service, "bob", "高级能不能报", "75", "正高能不能报", "90")
    await service.join("ann", "bob", OPEN, keep=True)
    talk = await service.conversation("ann")
    assert talk.notice == SENIOR
    assert [one.answers["hours"] for one in talk.interviews.values()] == [75, 90]
    assert talk.apart[HIGH].interviews["本人"].answers["hours"] == 75
    assert Holdings.of(talk).names[0] == "本人"
    assert NAMES[HIGH] in await _say(service, "ann", "有哪些通知")


async def test_stopping_all_stops_those_of_every_notice(packs: Mapping[str, Knowledge]) -> None:
    """As the link in a letter does; with one notice it is the order itself."""
    for assistant in (several([packs[SENIOR], packs[HIGH]]), assistant_of(packs[HIGH])):
        service = ConversationService(partial(_self, assistant), MemoryStore())
        await _say(
            service,
            "a",
            "高级的个人申报前5天提醒我",
            "高级",
            "单位推荐前5天提醒我",
            "正高的个人申报前3天提醒我",
        )
        await service.stop_all("a", OPEN, PUSHES)
        assert not (await service.conversation("a")).subscriptions.running


def test_every_part_comes_back_from_the_store() -> None:
    """The open talk, those apart with their interviews, and what was asked."""
    talk = Conversation(
        name="本人",
        interviews={"本人": Progress(notice="a"), "王芳": Progress(notice="a")},
        notice="a",
        opened=True,
        notice_asked=NoticeAsked("学时", ("a", "b")),
        apart={"b": Conversation(name="本人", interviews={"本人": Progress(notice="b")})},
    )
    assert conversation_of(saved_of(Saved(), talk, "a")) == talk


def test_a_talk_about_one_notice_is_stored_as_ever() -> None:
    """No part of the state is there that only several notices need."""
    state = saved_of(Saved(), Conversation(notice="a"), "a").state
    assert not {"apart", "opened", "notice_asked"} & {*state}
