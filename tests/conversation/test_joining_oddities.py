"""Joining channels the wrong way round: steps on the wrong side, too early or again, and what happens between them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.conversation.turn import TALK_ONLY, Channel
from tests.conversation.test_joining_desk import GIVER, TAKER, THIRD, WISH, People, people, sent_to

__all__ = ["people"]
UNIT = "单位推荐提前3天提醒我"


async def typed(people: People, giver: str = GIVER, taker: str = TAKER) -> str:
    """A code that was shown and typed. Returns the two digits."""
    found = re.search(r"是 (\d\d)", await people.say(taker, f"/join {await people.code(giver)}"))
    assert found is not None
    return found[1]


async def test_each_step_on_the_wrong_side_says_what_is_to_do(people: People) -> None:
    """Nothing is lost by it: the right step still leads on."""
    await people.say(GIVER, WISH)
    code = await people.code()
    assert "还没有输码" in await people.say(GIVER, "/joinok")
    assert "还没有输码" in await people.say(GIVER, "/join 57")
    assert "要到另一个渠道" in await people.say(GIVER, f"/join {code}")
    assert "不能主动发提醒" in await people.say("cli:me", f"/join {code}", TALK_ONLY)
    said = await people.say(TAKER, f"/join {code}")
    found = re.search(r"是 (\d\d)", said)
    assert found is not None
    check = found[1]
    assert f"/join {check}" in await people.say(TAKER, f"/join {check}")
    assert f"/join {check}" in await people.say(TAKER, "/joinok")
    assert "核对数字" in await people.say(GIVER, "/joinok")
    assert "已确认" in await people.say(GIVER, f"/join {check}")
    assert "/joinok" in await people.say(TAKER, f"/join {check}")
    assert "那一边发：/joinok" in await people.say(GIVER, "/joinok")
    assert "已合并" in await people.say(TAKER, "/joinok")
    assert "合成一套了" in await people.say(GIVER, "/joinok")
    assert "已合并" in await people.say(TAKER, "/joinok")
    assert "不对，或者已经过期" in await people.say(THIRD, f"/join {code}")


@pytest.mark.parametrize("who", [GIVER, TAKER])
async def test_forgotten_between_the_steps(people: People, who: str) -> None:
    """Whoever deletes everything has not confirmed any more: nothing is joined."""
    await people.say(GIVER, WISH)
    assert "已确认" in await people.say(GIVER, f"/join {await typed(people)}")
    await people.say(who, "/forget")
    assert "已经过期或取消" in await people.say(TAKER, "/joinok")
    assert await people.coming(GIVER) == (0 if who == GIVER else 1)
    assert await people.coming(TAKER) == 0


async def test_time_runs_out_between_the_steps(people: People) -> None:
    """The ten minutes count for all of it."""
    await people.say(GIVER, WISH)
    check = await typed(people)
    people.now += timedelta(minutes=9, seconds=59)
    assert "已确认" in await people.say(GIVER, f"/join {check}")
    people.now += timedelta(seconds=1)
    assert "已经过期或取消" in await people.say(TAKER, "/joinok")
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (1, 0)


async def test_undone_after_a_reminder_went(people: People) -> None:
    """What was sent, dealt with or asked for once more on the one side is not sent again by the other."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, "个人申报提前7、1天提醒我")
    await people.join()
    assert await sent_to(people, "2022-11-15T10:01") == {"telegram": ["note"]}
    assert await sent_to(people, "2022-11-29T09:01") == {"wechat": ["lead"]}
    await people.say(GIVER, "/unjoin")
    assert await sent_to(people, "2022-11-29T09:20") == {"wechat": ["note"]}
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (1, 1)
    assert await sent_to(people, "2022-12-03T09:01") == {"telegram": ["lead"]}
    assert await sent_to(people, "2022-12-05T09:01") == {"wechat": ["lead"]}


async def test_joined_undone_and_joined_again(people: People) -> None:
    """As often as one likes, in either direction; no wish is lost, none is there twice."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, UNIT)
    for giver, taker in ((GIVER, TAKER), (TAKER, GIVER), (GIVER, TAKER)):
        assert "2个提醒" in await people.join(giver, taker)
        assert (await people.coming(GIVER), await people.coming(TAKER)) == (2, 2)
        people.now += timedelta(minutes=1)
        assert "已分开" in await people.say(taker, "/unjoin")
        assert (await people.coming(GIVER), await people.coming(TAKER)) == (1, 1)


async def test_what_others_gave_is_not_given_on(people: People) -> None:
    """Not even by an offer that was confirmed before: each must be able to undo their own."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, UNIT)
    assert "已确认" in await people.say(TAKER, f"/join {await typed(people, TAKER, THIRD)}")
    assert "已合并" in await people.join(GIVER, TAKER)
    assert "已经过期或取消" in await people.say(THIRD, "/joinok")
    assert await people.coming(THIRD) == 0
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (2, 2)


async def test_a_second_code_ends_the_first(people: People) -> None:
    """Whoever typed the first cannot go on with it."""
    await people.say(GIVER, WISH)
    check = await typed(people)
    await people.code()
    assert "还没有输码" in await people.say(GIVER, f"/join {check}")
    assert "已经过期或取消" in await people.say(TAKER, "/joinok")


@pytest.mark.parametrize("order", ["/unjoin", "/forget"])
async def test_what_is_told_is_true_by_then(people: People, order: str) -> None:
    """A page that says nothing between two events hears of the last one alone: nobody trusts in reminders that do not come."""
    page, asking = "web:page", Channel(letters=True)
    await people.say(page, WISH, asking)
    await people.join(page, TAKER, asking)
    await people.say(TAKER, order)
    told = await people.say(page, "我的提醒", asking)
    assert "微信那一边已把提醒和这里分开，这里有1个提醒，那边不再发" in told
    assert "合成一套" not in told
    assert "照旧在这里发" not in told
    assert "分开" not in await people.say(page, "我的提醒", asking)


async def test_who_undoes_it_at_once_is_not_told_that_it_is_done(people: People) -> None:
    """On the page that gave; joined anew, it is told."""
    page, asking = "web:page", Channel(letters=True)
    await people.say(page, WISH, asking)
    await people.join(page, TAKER, asking)
    assert "已分开" in await people.say(page, "/unjoin", asking)
    assert "合成一套" not in await people.say(page, "公示要几天", asking)
    await people.join(page, TAKER, asking)
    assert "合成一套" in await people.say(page, "公示要几天", asking)
