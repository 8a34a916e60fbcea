"""How answers go: within five seconds or later, whole or in parts, and what the platform allows."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from bot.channels.wechat.wechat_texts import LONGEST_TEXT, choices_in, cut, joined, link, texts_of
from bot.replies.acts import PickEntry, RunCommand
from bot.replies.reply import Choice, Reply
from tests.channels.wechat.office import Office, Opens, at
from tests.platforms.strict_server import Fault

WHO = "oSlow0123456789"
CUSTOM = "/cgi-bin/message/custom/send"
LONG = "。".join(f"第{number}句话说的是材料" for number in range(1, 900))


def in_order(shown: list[tuple[str, str]]) -> list[str]:
    """The texts, the answer to the request first: this phone reads it when it likes."""
    return [text for _, text in sorted(shown, key=lambda one: one[0] != "passive")]


async def test_what_takes_longer_comes_as_a_message_of_its_own(office_of: Opens) -> None:
    """The request is answered `success` at once; WeChat does not repeat it, and the answer comes once."""
    async with office_of(answer_seconds=0.0) as here:
        assert await here.phones.say(WHO, "什么时候截止") == []
        await here.until(lambda: bool(here.shown(WHO)))
        ((how, text),) = here.shown(WHO)
        assert how == "custom"
        assert "2022年12月6日" in text


@pytest.mark.parametrize("hang_up", ["before", "after"])
async def test_a_broken_connection_to_the_platform(office_of: Opens, hang_up: str) -> None:
    """A message that was certainly not taken is tried again; one that may have been taken is not."""
    async with office_of(answer_seconds=0.0) as here:
        here.world.faults[CUSTOM] = [Fault(hang_up="after")] if hang_up == "after" else []
        here.world.faults["/cgi-bin/stable_token"] = [Fault(code=-1)] if hang_up == "before" else []
        await here.phones.say(WHO, "什么时候截止")
        await here.until(lambda: bool(here.shown(WHO)))
        assert len(here.shown(WHO)) == 1


@pytest.mark.parametrize("path", [CUSTOM, "/cgi-bin/stable_token"])
async def test_a_gateway_that_answers_for_a_while_costs_no_answer(office_of: Opens, path: str) -> None:
    """Neither before the message itself nor before the call for a token: it is sent until it is taken, and counts once."""
    async with office_of(answer_seconds=0.0) as here:
        here.world.faults[path] = [Fault(status=502, times=3)]
        await here.phones.say(WHO, "什么时候截止")
        await here.until(lambda: bool(here.shown(WHO)))
        assert "2022年12月6日" in here.shown(WHO)[0][1]
        assert len(here.shown(WHO)) == 1
        assert await here.store.wechat_people.left(f"wechat:{WHO}", here.real()) == 4


async def test_a_long_answer_in_parts_and_the_rest_when_it_is_asked_for(here: Office) -> None:
    """One at once, three of their own, the rest by 看下一段: as many as WeChat allows, and two are left for reminders."""
    await here.store.wechat_people.keep_rest(f"wechat:{WHO}", "")
    await here.phones.say(WHO, "你好")
    parts = [f"第{number}段" for number in range(8)]
    await here.store.wechat_people.keep_rest(f"wechat:{WHO}", json.dumps(parts))
    before = len(here.shown(WHO))
    await here.phones.say(WHO, "看下一段")
    await here.until(lambda: len(here.shown(WHO)) == before + 4)
    shown = in_order(here.shown(WHO)[before:])
    assert [text[:3] for text in shown] == parts[:4]
    assert "看下一段" in shown[-1]
    await here.until_kept(WHO, 4)
    assert await here.store.wechat_people.left(f"wechat:{WHO}", here.real()) == 2
    await here.phones.tap(WHO, "看下一段")
    await here.until(lambda: len(here.shown(WHO)) >= before + 8)
    assert {text[:3] for _, text in here.shown(WHO)[before:]} == set(parts)
    await here.until_kept(WHO, 0)


async def test_an_account_that_may_not_serve_gives_the_rest_when_asked(office_of: Opens) -> None:
    """48001: what does not fit into the answer waits for 看下一段, and a wish says what is so."""
    async with office_of() as here:
        here.world.may_serve = False
        await here.phones.say(WHO, "你好")
        await here.store.wechat_people.keep_rest(f"wechat:{WHO}", json.dumps(["甲", "乙", "丙"]))
        before = len(here.shown(WHO))
        for _ in range(3):
            await here.phones.say(WHO, "看下一段")
            await asyncio.sleep(0)
        await here.until(lambda: len(here.shown(WHO)) >= before + 3)
        assert [text[0] for _, text in here.shown(WHO)[before:]] == ["甲", "乙", "丙"]


async def test_the_allowance(here: Office) -> None:
    """Five in two days after a word, three for a minute after a tap; they replace and do not add up."""
    people, user = here.store.wechat_people, f"wechat:{WHO}"
    await here.phones.say(WHO, "你好")
    assert await people.left(user, here.real()) == 5
    for _ in range(4):
        assert await people.spend(user, here.real())
    here.real.now += timedelta(seconds=1)
    await here.phones.menu(WHO, "/help")
    assert await people.left(user, here.real()) == 3
    here.real.now += timedelta(minutes=1)
    assert await people.left(user, here.real()) == 1
    assert await people.spend(user, here.real())
    assert not await people.spend(user, here.real())
    await here.phones.say(WHO, "你好")
    here.real.now += timedelta(hours=48)
    assert await people.left(user, here.real()) == 0
    assert await people.purge(here.real()) == 1


async def test_what_was_stored_before_the_end_is_answered_after(office_of: Opens) -> None:
    """A message whose process ended before it answered is answered by the next one."""
    async with office_of() as here:
        body = here.phones.body(WHO, MsgType="text", Content="什么时候截止", MsgId=here.phones.number())
        await here.phones.post(body)
        async with at(here.remade()) as url:
            here.phones.url = url
            again = here.phones.read(await here.phones.post(body), WHO)
        assert "2022年12月6日" in again


def test_cut_at_sentences() -> None:
    """Under 2,048 bytes, at the end of a sentence; nothing is lost; a link stays in one piece."""
    pieces = cut(LONG)
    assert all(len(piece.encode()) <= LONGEST_TEXT for piece in pieces)
    assert all(piece.endswith("。") for piece in pieces[:-1])
    assert "".join(pieces) == LONG
    assert all(len(piece.encode()) <= LONGEST_TEXT for piece in cut("字" * 5000))
    assert all(len(piece.encode()) <= LONGEST_TEXT for piece in cut("😀" * 5000))
    linked = "字" * 620 + link("说一句", "act", "点这里看这一项")
    assert any(piece.startswith("<a ") for piece in cut(linked))
    assert joined(["一", "二", LONG])[0] == "一\n\n二"


def test_choices_as_links_and_numbers() -> None:
    """A link says the label and carries the id; what cannot stand in one, or all if they do not fit, is a number alone."""
    few = (Choice(PickEntry("a_b"), "甲"), Choice(RunCommand("/x y"), "乙"), Choice(PickEntry("c"), "A&B"))
    first, second, third = choices_in(few).split("\n")
    assert first == '<a href="weixin://bizmsgmenu?msgmenucontent=甲&msgmenuid=a_b">1. 甲</a>'
    assert (second, third) == ("2. 乙", "3. A&B")
    many = tuple(Choice(PickEntry(f"e{number}"), f"第{number}个选择") for number in range(40))
    assert "<a" not in choices_in(many)
    replies = (Reply("问", choices=few), Reply("答"), Reply(""))
    assert texts_of(replies)[0].startswith("问\n\n<a")
    assert texts_of(replies)[0].endswith("答")
