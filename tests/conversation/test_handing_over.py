"""Joined wishes whose holder cannot be reached: another side of the same person is sent them, at once, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.turn import Channel
from bot.delivery.author import Body
from bot.delivery.figures import Figures
from bot.delivery.outcome import Patience, uncertain
from bot.delivery.planner import Planner
from bot.reminders.pack_author import PackAuthor
from bot.reminders.wording import Composer
from bot.store.database import Store
from bot.store.model.delivery import Delivery, Settlement
from bot.store.model.saved import SavedSubscription
from tests.conversation.test_joining_desk import GIVER, TAKER, THIRD, WISH, People
from tests.reminders.moments import at

DUE = "2022-11-29T09:01"
DAY = "2022-11-29"
UNIT = "单位推荐提前3天提醒我"


@dataclass
class Sending:
    """What the dispatcher does, step by step: each step is one transaction, and a kill may come after any of them."""

    people: People
    term: int = 0

    @property
    def author(self) -> PackAuthor:
        """Who words the reminders."""
        pack = self.people.assistant.pack
        return PackAuthor(lambda: (pack, Composer(pack)))

    async def claimed(self, channel: str) -> list[Delivery]:
        """Plan, and claim what is due in a channel."""
        ledger, now = self.people.store.ledger, self.people.now
        await Planner(ledger, self.author, lambda: now, Figures()).step()
        term = await ledger.take(f"{now} {channel}", await ledger.leader())
        assert term is not None
        self.term = term
        found = await ledger.claim(term, channel, "uncertain", now, 10)
        return found + await ledger.claim(term, channel, "due", now, 10)

    async def attempt(self, one: Delivery) -> None:
        """Mark it as sending."""
        allowed = await self.people.store.ledger.exchange(self.term, [], [one.id], self.people.now, DAY)
        assert allowed == {one.id}

    async def settle(self, end: Settlement) -> None:
        """Record an outcome."""
        await self.people.store.ledger.exchange(self.term, [end], [], self.people.now, DAY)

    async def fails(self, channel: str, status: Literal["blocked", "failed"] = "blocked") -> int:
        """What is due in a channel comes to nothing. Returns how many attempts there were: nobody is tried who is gone."""
        tried = 0
        for one in await self.claimed(channel):
            if await self.people.store.ledger.exchange(self.term, [], [one.id], self.people.now, DAY):
                gone = one.user_key if status == "blocked" else ""
                await self.settle(Settlement(one.id, self.term, status, "43004", status, gone=gone))
                tried += 1
        return tried

    async def arrives(self) -> list[tuple[str, str, bool]]:
        """Send what is due in all channels. Returns channel, kind and whether it is marked, and tells the words."""
        sent = []
        self.words = list[str]()
        for channel in ("push", "telegram", "web", "wechat"):
            for one in await self.claimed(channel):
                body = self.author.write(one, self.people.now)
                if not isinstance(body, Body):
                    await self.settle(Settlement(one.id, self.term, "expired", outcome="expired"))
                    continue
                await self.attempt(one)
                await self.settle(Settlement(one.id, self.term, "sent", outcome="sent"))
                sent.append((channel, one.kind, one.maybe_repeated))
                self.words.append(body.text)
        return sorted(sent)


@pytest.fixture
async def people(url: str, talker: Assistant) -> AsyncIterator[People]:
    """People of a new database."""
    async with await Store.open(url) as store:
        yield People(store, talker)


@pytest.fixture
async def sending(people: People) -> Sending:
    """A giver and a taker who are joined, and what was to be told then is told."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, UNIT)
    await people.join()
    found = Sending(people)
    people.now += timedelta(minutes=1)
    assert await found.arrives() == [("telegram", "note", False)]
    people.now = at(DUE)
    return found


async def handed(people: People) -> int:
    """The step of a process that has just started: it knows what the database says."""
    people.restart()
    return await people.service.hand_over_all(people.now)


@pytest.mark.parametrize("status", ["blocked", "failed"])
async def test_at_once_to_the_other_side(sending: Sending, status: Literal["blocked", "failed"]) -> None:
    """What could not be sent goes out there, once and without a mark, with one line why; and so does all that comes later."""
    people = sending.people
    assert await sending.fails("wechat", status) == 1
    assert await handed(people) == 1
    assert await handed(people) == 0
    assert await sending.arrives() == [("telegram", "lead", False), ("telegram", "note", False)]
    told = next(text for text in sending.words if "改在这里发" in text)
    assert "因为微信那边已收不到" in told
    assert "一共2个" in told
    assert "\n" not in told.strip()
    assert await sending.arrives() == []
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (2, 2)
    for moment in ("2022-12-03T09:01", "2022-12-16T09:01"):
        people.now = at(moment)
        assert await sending.arrives() == [("telegram", "lead", False)]


async def test_who_is_back_sees_the_set_and_is_told(sending: Sending) -> None:
    """The lost side is told where its reminders are, changes them there, and gets its own back by parting."""
    people = sending.people
    await sending.fails("wechat")
    await handed(people)
    await sending.arrives()
    said = await people.say(TAKER, "我有哪些提醒")
    assert "改在Telegram发" in said
    assert "改在Telegram发" not in await people.say(TAKER, "我有哪些提醒")
    await people.say(TAKER, "12月1日9点提醒我打电话")
    people.now = at("2022-12-01T09:01")
    assert await sending.arrives() == [("telegram", "moment", False)]
    assert "已分开" in await people.say(TAKER, "/unjoin")
    assert await sending.arrives() == [("telegram", "note", False)]
    people.now = at("2022-12-16T09:01")
    assert await sending.arrives() == [("wechat", "lead", False)]


async def test_back_and_forth(sending: Sending) -> None:
    """Who is back can be handed over to in turn, but not before they have shown that they are there."""
    people = sending.people
    await sending.fails("wechat")
    await handed(people)
    assert await sending.fails("telegram") == 1
    assert await handed(people) == 0
    await people.say(TAKER, "公示要几天")
    assert await people.store.joinings.lost_holders() == []
    assert ("wechat", "lead", False) in await sending.arrives()
    assert await people.coming(TAKER) == 2


async def test_what_may_have_arrived_is_marked(sending: Sending) -> None:
    """An attempt whose end nobody knows, and then nobody is there: the other side gets it with the mark, once."""
    people = sending.people
    (one,) = await sending.claimed("wechat")
    await sending.attempt(one)
    await sending.settle(uncertain(one, sending.term, "no answer", people.now, Patience(second=0.0)))
    assert await sending.fails("wechat") == 1
    assert await handed(people) == 1
    sent = await sending.arrives()
    assert sent == [("telegram", "lead", True), ("telegram", "note", False)]
    assert sum("可能重复" in text for text in sending.words) == 1
    assert await sending.arrives() == []


async def test_nothing_goes_over_while_it_is_sent(sending: Sending) -> None:
    """A message on its way is waited for: its outcome is known before anything goes over."""
    people = sending.people
    people.now = at("2022-11-28T10:00")
    await people.say(GIVER, "11月29日9点提醒我打电话")
    people.now = at(DUE)
    one, *others = await sending.claimed("wechat")
    await sending.attempt(one)
    await people.store.platform_people.gone(TAKER, "unfollowed", DAY)
    assert await handed(people) == 0
    await sending.settle(Settlement(one.id, sending.term, "sent", outcome="sent"))
    assert await handed(people) == 1
    sent = [kind for channel, kind, _ in await sending.arrives() if channel == "telegram"]
    assert sorted(sent) == sorted(["note", *(other.kind for other in others)])


async def test_claimed_ones_are_not_sent_by_the_old_way(sending: Sending) -> None:
    """What a process holds in its hands to send may not be sent any more once it went over."""
    people = sending.people
    people.now = at("2022-11-28T10:00")
    await people.say(GIVER, "11月29日9点提醒我打电话")
    people.now = at(DUE)
    first, second = await sending.claimed("wechat")
    await sending.attempt(first)
    await sending.settle(Settlement(first.id, sending.term, "failed", "45015", "failed"))
    assert await handed(people) == 1
    ledger = people.store.ledger
    assert await ledger.exchange(sending.term, [], [second.id], people.now, DAY) == frozenset()
    channels = [channel for channel, kind, _ in await sending.arrives() if kind != "note"]
    assert channels == ["telegram", "telegram"]


async def test_three_sides(sending: Sending) -> None:
    """The first who can be reached gets all; if that one goes too, the next; nobody is reminded twice."""
    people = sending.people
    await people.say(THIRD, "评委会推荐提前2天提醒我")
    await people.join(THIRD, TAKER)
    await sending.fails("wechat")
    assert await handed(people) == 1
    assert {await people.coming(one) for one in (GIVER, TAKER, THIRD)} == {3}
    assert await sending.fails("telegram") == 1
    assert await handed(people) == 1
    sent = await sending.arrives()
    assert [one for one in sent if one[1] == "lead"] == [("push", "lead", False)]
    assert {await people.coming(one) for one in (GIVER, TAKER, THIRD)} == {3}
    people.now = at("2022-12-03T09:01")
    assert await sending.arrives() == [("push", "lead", False)]
    await people.say(THIRD, "/unjoin")
    people.restart()
    assert [await people.coming(one) for one in (GIVER, TAKER, THIRD)] == [1, 1, 1]


async def test_a_page_without_an_address_is_passed_over(people: People) -> None:
    """Where nothing can be sent nothing goes by itself; it gets its own as soon as an address stands."""
    page, asking = "web:page", Channel(letters=True)
    await people.say(page, WISH, asking)
    await people.join(page, TAKER, asking)
    sending = Sending(people)
    people.now = at(DUE)
    await sending.fails("wechat")
    assert await handed(people) == 0
    await people.service.reachable(page, people.now)
    sent = await sending.arrives()
    assert ("web", "lead", False) in sent
    assert await people.coming(page) == 1


async def test_quiet_hours_are_kept(people: People) -> None:
    """What goes over in the night waits for the morning."""
    await people.say(GIVER, WISH)
    await people.join()
    sending = Sending(people)
    people.now = at("2022-11-29T23:30")
    await sending.fails("wechat")
    await handed(people)
    (one,) = [one for one in await sending.claimed("telegram") if one.kind == "lead"]
    assert sending.author.write(one, people.now) == at("2022-11-30T08:00")
    people.now = at("2022-11-30T07:59")
    assert [one.kind for one in await sending.claimed("telegram")] == []
    people.now = at("2022-11-30T08:00")
    assert [one.kind for one in await sending.claimed("telegram")] == ["note"]


async def test_an_hour_of_the_other_side_between(sending: Sending) -> None:
    """The giver's next message comes before the step: all is here, the answer knows it, and the step finds nothing to do."""
    people = sending.people
    await sending.fails("wechat")
    assert "个人申报" in await people.say(GIVER, "我有哪些提醒")
    assert await people.store.load(GIVER) is not None
    assert await handed(people) == 0
    assert ("telegram", "lead", False) in await sending.arrives()


async def test_a_message_that_came_back_is_sent_there_with_its_mark(sending: Sending) -> None:
    """A platform took it and says later that it was refused: it may be a repeat, and it is not lost."""
    people = sending.people
    assert await sending.arrives() == [("wechat", "lead", False)]
    await people.store.wechat_people.gone(TAKER, "refused", DAY, came_back=True)
    assert await handed(people) == 1
    assert await sending.arrives() == [("telegram", "lead", True), ("telegram", "note", False)]


async def test_what_failed_before_they_were_joined_moves_nothing(people: People) -> None:
    """Only what fails while they are joined counts; who is back and joins is there, with what rests offered."""
    await people.say(TAKER, "个人申报提前7、3、1天提醒我")
    sending = Sending(people)
    people.now = at(DUE)
    await sending.fails("wechat", "failed")
    people.now = at("2022-12-03T09:01")
    await sending.fails("wechat")
    await people.say(GIVER, UNIT)
    await people.join()
    assert await handed(people) == 0
    assert await people.coming(TAKER) == 2


async def test_two_processes_at_once(sending: Sending) -> None:
    """Both try, the giver talks meanwhile: it goes over once, and what was said is kept."""
    people = sending.people
    await sending.fails("wechat")
    _, _, said = await asyncio.gather(
        people.service.hand_over_all(people.now),
        people.service.hand_over_all(people.now),
        people.say(GIVER, "12月1日9点提醒我打电话"),
    )
    assert said
    await handed(people)
    assert await people.coming(GIVER) == await people.coming(TAKER) == 3
    kinds = [kind for _, kind, _ in await sending.arrives()]
    assert kinds == ["lead", "note"]


async def test_one_that_cannot_be_read_goes_along(sending: Sending) -> None:
    """What a newer program stored is kept as it is."""
    people = sending.people
    odd = SavedSubscription({"kind": "unheard"}, "", people.assistant.pack.facts.id)
    kept = await people.store.load(TAKER)
    assert kept is not None
    await people.store.save(
        TAKER, replace(kept, subscriptions={**kept.subscriptions, "odd": odd}), people.now
    )
    await sending.fails("wechat")
    assert await handed(people) == 1
    assert "odd" in await people.store.joinings.own_wishes(GIVER)
    assert await people.store.joinings.own_wishes(TAKER) == {}


async def test_forgotten_after(sending: Sending) -> None:
    """Who deletes everything on the side that has all leaves the lost side its own."""
    people = sending.people
    await sending.fails("wechat")
    await handed(people)
    await people.say(GIVER, "/forget")
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (0, 1)
