"""Answers to a reminder that came: dealt with, or once more later; in words and by taps, through restarts and double taps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.delivery.author import Body, Withheld
from bot.delivery.figures import Figures
from bot.delivery.planner import Planner
from bot.reminders.pack_author import PackAuthor
from bot.reminders.planning import plan, still_helps
from bot.reminders.wording import Composer
from bot.replies.acts import Act, MarkDone, RemindAgain
from bot.store.database import Store
from bot.store.model.delivery import Delivery, Settlement, Status
from bot.store.model.reminded import Reminded
from tests.conversation.reminding import PUSHES, coming, only, running
from tests.conversation.talks import Talk
from tests.reminders.moments import at

LEAD = at("2022-11-22T09:00")
"""Fourteen days before the applicants' deadline, the 6th of December."""
SECONDS = timedelta(seconds=20)


def reminded(talk: Talk, moment: datetime, *milestones: str, kind: str = "lead") -> None:
    """Have a reminder of the last wish come at `moment`."""
    talk.now = moment + SECONDS
    wish = running(talk)[-1].id
    came = tuple(Reminded(wish, one, kind, moment.astimezone(UTC)) for one in milestones or ("personal",))
    frame = replace(talk.conversation.reminders, reminded=came, reminded_age=0)
    talk.conversation = replace(talk.conversation, reminders=frame)


def tap(talk: Talk, act: Act) -> str:
    """Tap a button under a message."""
    turn = talk.assistant.turn(talk.conversation, act, talk.now, talk.channel)
    talk.conversation, talk.replies = turn.conversation, turn.replies
    return "\n".join(reply.text for reply in turn.replies)


def due(talk: Talk, until: datetime) -> list[tuple[str, str]]:
    """What is sent from now on until a moment: the kind and when, as 11-22 10:01."""
    facts = talk.assistant.pack.facts
    found = [
        (one.kind, f"{one.due_at.astimezone(facts.zone):%m-%d %H:%M}")
        for wish in running(talk)
        for one in plan(wish, facts, talk.now, until).deliveries
        if one.due_at > talk.now
    ]
    return sorted(found, key=lambda one: one[1])


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """A talk after the first reminder of a wish for the usual days of an applicant."""
    talk.channel = PUSHES
    talk.say("个人申报提前14、7、3、1天提醒我")
    reminded(talk, LEAD)
    return talk


@pytest.mark.parametrize("words", ["办好了", "已经交了", "材料都交上去了，谢谢"])
def test_done_ends_what_comes(asked: Talk, words: str) -> None:
    """Said so, nothing of that deadline comes any more, and one tap takes it back."""
    assert "不再提醒" in asked.say(words)
    assert coming(asked) == []
    assert due(asked, at("2022-12-07T00:00")) == []
    asked.say(asked.labels()[0])
    assert coming(asked) == ["11-29 09:00", "12-03 09:00", "12-05 09:00"]


def test_done_is_of_one_deadline(talk: Talk) -> None:
    """Others of the same wish go on."""
    talk.channel = PUSHES
    talk.say("个人申报和单位推荐都提前3天提醒我")
    unit = talk.assistant.pack.facts.milestones["unit"].day
    reminded(talk, at("2022-12-03T09:00"))
    assert "照旧" in talk.say("办好了")
    assert coming(talk) == [f"{unit - timedelta(days=3):%m-%d} 09:00"]
    listed = talk.say("我有哪些提醒")
    assert "个人申报" not in listed


def test_done_of_a_rhythm_and_of_a_moment(talk: Talk) -> None:
    """A rhythm stops and can be taken up again, also after the planner ended it."""
    talk.channel = PUSHES
    talk.say("每天9点提醒我填表，到12月1号")
    reminded(talk, LEAD, "", kind="moment")
    talk.say("搞定了")
    wish = only(talk)
    assert plan(wish, talk.assistant.pack.facts, talk.now, talk.now + timedelta(days=2)).ended == "over"
    book = talk.conversation.subscriptions.with_wish(replace(wish, ended="over"))
    talk.conversation = replace(talk.conversation, subscriptions=book)
    assert "继续提醒" in tap(talk, MarkDone(wish.id, "", on=False))
    assert coming(talk)[0] == "11-23 09:00"


@pytest.mark.parametrize(
    ("words", "moment"),
    [("过一小时再说", "11-22 10:01"), ("半小时后再提醒我", "11-22 09:31"), ("一小时后再提醒", "11-22 10:01")],
)
def test_once_more(asked: Talk, words: str, moment: str) -> None:
    """One more comes then, and the others as before; the list tells of it."""
    assert "再提醒您一次" in asked.say(words)
    assert due(asked, at("2022-11-30T00:00")) == [("again", moment), ("lead", "11-29 09:00")]
    assert "再提醒一次" in asked.say("我有哪些提醒")


def test_twice_is_once(asked: Talk) -> None:
    """Two taps, a tap and a word, a tap when it came already: one more reminder and no third."""
    act = RemindAgain(only(asked).id, "personal", LEAD, on=True)
    tap(asked, act)
    assert "已经安排" in tap(asked, act)
    assert "已经安排" in asked.say("过一小时再说")
    assert len(due(asked, at("2022-11-23T00:00"))) == 1
    asked.now += timedelta(hours=2)
    assert "已经又提醒过" in tap(asked, act)
    assert due(asked, at("2022-11-23T00:00")) == []


def test_the_next_one_can_be_put_off_too(asked: Talk) -> None:
    """The one that came again is a reminder like any other."""
    asked.say("过一小时再说")
    reminded(asked, at("2022-11-22T10:01"), kind="again")
    asked.say("过一小时再说")
    assert due(asked, at("2022-11-23T00:00")) == [("again", "11-22 11:02")]
    asked.say(asked.labels()[0])
    assert due(asked, at("2022-11-23T00:00")) == []


def test_never_after_the_deadline(asked: Talk) -> None:
    """In the last hour of the last day it is refused, with the day; so it is where it would have come late."""
    asked.now = at("2022-12-06T23:30")
    reminded(asked, at("2022-12-06T23:20"))
    assert "2022年12月6日" in asked.say("过一小时再说")
    assert due(asked, at("2022-12-08T00:00")) == []
    facts, wish = asked.assistant.pack.facts, only(asked)
    late = at("2022-12-06T23:50")
    assert still_helps("again", "personal", late, wish, facts, late + timedelta(minutes=5))
    assert not still_helps("again", "personal", late, wish, facts, late + timedelta(minutes=15))


def test_by_night_only_if_it_says_so(asked: Talk) -> None:
    """Who asks in the evening is told that it comes by night."""
    reminded(asked, at("2022-11-22T21:30"))
    assert "夜里" in asked.say("过一小时再说")
    assert due(asked, at("2022-11-23T00:00")) == [("again", "11-22 22:31")]


def test_done_calls_off_once_more(asked: Talk) -> None:
    """Nothing comes of what was put off and then done, and what waits to be sent is called off; what is done is not put off."""
    asked.say("过一小时再说", "办好了")
    assert due(asked, at("2022-12-07T00:00")) == []
    pack = asked.assistant.pack
    author = PackAuthor(lambda: (pack, Composer(pack)))
    waiting = Delivery(
        1,
        "push:u",
        "w",
        "personal",
        "again",
        "",
        LEAD,
        LEAD,
        wish=only(asked).to_plain(),
        notice=pack.facts.id,
    )
    assert isinstance(author.write(waiting, asked.now), Withheld)
    asked.say("过一小时再说")
    assert due(asked, at("2022-12-07T00:00")) == []


def test_it_is_worded_like_a_reminder(asked: Talk) -> None:
    """With its day, the days left and how to answer."""
    pack = asked.assistant.pack
    body = Composer(pack).compose(only(asked), "personal", "again", "", asked.now)
    assert isinstance(body, Body)
    assert "2022年12月6日" in body.text
    assert "已办" in body.text


@pytest.mark.parametrize("words", ["还没办好", "办好了吗", "好的", "已经交了还能改吗", "谢谢"])
def test_other_words_do_nothing(asked: Talk, words: str) -> None:
    """What does not say so plainly stops nothing."""
    asked.say(words)
    assert coming(asked) == ["11-29 09:00", "12-03 09:00", "12-05 09:00"]


def test_only_after_a_reminder(talk: Talk) -> None:
    """The same words mean nothing of the kind where no reminder came, or long after."""
    talk.channel = PUSHES
    talk.say("个人申报提前14、7、3、1天提醒我")
    talk.say("办好了")
    assert "11-29 09:00" in coming(talk)
    reminded(talk, LEAD)
    talk.say("公示要几天", "咨询电话是多少", "要交什么材料", "在哪里提交", "办好了")
    assert "11-29 09:00" in coming(talk)


def test_a_question_behind_it_is_answered(asked: Talk) -> None:
    """已经交了，公示要几天？"""
    said = asked.say("已经交了，公示要几天？")
    assert "不再提醒" in said
    assert "工作日" in said
    assert coming(asked) == []


def test_which_of_several(talk: Talk) -> None:
    """Of several that came at once it is asked which is done; one that is named needs no question."""
    talk.channel = PUSHES
    talk.say("个人申报和单位推荐都提前3天提醒我")
    reminded(talk, LEAD, "personal", "unit")
    assert "哪一项" in talk.say("办好了")
    assert len(coming(talk)) == 2
    talk.say(talk.labels()[0])
    assert len(coming(talk)) == 1
    reminded(talk, LEAD, "personal", "unit")
    talk.say("单位的办好了")
    assert coming(talk) == []


def test_wished_anew(asked: Talk) -> None:
    """Whoever asks for the same again after all is reminded again."""
    asked.say("办好了")
    asked.say("个人申报提前5天提醒我")
    assert "12-01 09:00" in coming(asked)


def test_resumed(asked: Talk) -> None:
    """恢复 takes up what was done too soon."""
    asked.say("办好了", "公示要几天", "恢复提醒")
    assert coming(asked) == ["11-29 09:00", "12-03 09:00", "12-05 09:00"]


def test_undone_in_words(asked: Talk) -> None:
    """改回来 takes it back."""
    asked.say("办好了", "改回来")
    assert coming(asked) == ["11-29 09:00", "12-03 09:00", "12-05 09:00"]


def test_foreign_and_old_buttons(asked: Talk) -> None:
    """A button of a wish that is not there, or was stopped, changes nothing."""
    before = asked.conversation.subscriptions
    for act in (
        MarkDone("nobody", "personal", on=True),
        MarkDone(only(asked).id, "unit", on=True),
        RemindAgain("nobody", "", LEAD, on=True),
        RemindAgain(only(asked).id, "gone", LEAD, on=True),
    ):
        tap(asked, act)
        assert asked.conversation.subscriptions == before
    asked.say("别提醒了")
    stopped = asked.conversation.subscriptions
    tap(asked, RemindAgain(next(iter(stopped.wishes)), "personal", LEAD, on=True))
    assert asked.conversation.subscriptions == stopped


async def test_the_store_tells_what_was_said_last(url: str, talker: Assistant) -> None:
    """A reminder that was sent after the last turn is what 办好了 is about, also after a restart, and what it wished waits."""
    start, user = at("2022-11-15T10:00"), "push:u1"
    async with await Store.open(url) as store:
        service = ConversationService(lambda: talker, store)
        await service.turn(user, "个人申报提前14、7、3、1天提醒我", start, PUSHES)
        (wish,) = (await service.conversation(user)).subscriptions.running
        await send_due(store, talker, LEAD)
    async with await Store.open(url) as store:
        service = ConversationService(lambda: talker, store)
        (last,) = (await service.conversation(user)).reminders.reminded
        assert (last.subscription, last.milestone, last.due_at) == (wish.id, "personal", LEAD)
        put_off = await service.turn(user, "过一小时再说", LEAD + SECONDS, PUSHES)
        assert "再提醒您一次" in put_off.replies[0].text
        assert await send_due(store, talker, LEAD + timedelta(minutes=59)) == []
        assert await send_due(store, talker, LEAD + timedelta(minutes=61)) == ["again"]
        assert await send_due(store, talker, LEAD + timedelta(minutes=90)) == []
        done = await service.turn(user, "办好了", LEAD + timedelta(minutes=91), PUSHES)
        assert "不再提醒" in done.replies[0].text
        assert await send_due(store, talker, at("2022-12-07T00:00")) == []


async def send_due(
    store: Store, assistant: Assistant, now: datetime, channel: str = "push", gone: bool = False
) -> list[str]:
    """Plan and send what is due in a channel as the dispatcher does. Returns the kinds. `gone`: nobody is there."""
    pack, ledger = assistant.pack, store.ledger
    author = PackAuthor(lambda: (pack, Composer(pack)))
    await Planner(ledger, author, lambda: now, Figures()).step()
    term = await ledger.take(f"test {now}", await ledger.leader())
    assert term is not None
    claimed = await ledger.claim(term, channel, "due", now, 10)
    kinds = []
    for one in claimed:
        body = author.write(one, now)
        status: Status = "sent" if isinstance(body, Body) else "cancelled"
        await ledger.exchange(term, [], [one.id], now, "2022-11-22")
        end = Settlement(one.id, term, status, outcome=status)
        if gone:
            end = Settlement(one.id, term, "blocked", "43004", outcome="blocked", gone=one.user_key)
        await ledger.exchange(term, [end], [], now + timedelta(seconds=1), "2022-11-22")
        kinds += [one.kind] if status == "sent" else []
    return kinds
