"""Reminders within the assistant's turn: taps, words, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Conversation
from bot.reminders.book import MOST, Book
from bot.reminders.subscription import Subscription
from bot.store.model.saved import Saved, SavedSubscription
from tests.conversation.reminding import PUSHES, only, running
from tests.conversation.talks import BEGIN, Talk
from tests.packs import CLOSED, OPEN, SHANGHAI
from tests.reminders.moments import at


def kept(talk: Talk) -> list[Subscription]:
    """All that is kept of the person's wishes."""
    return list(talk.conversation.subscriptions.wishes.values())


def tap(talk: Talk, *labels: str) -> str:
    """Tap what is offered under these labels."""
    text = ""
    for label in labels:
        id = next(choice.id for choice in talk.conversation.offered if choice.label == label)
        text = talk.say(id)
    return text


def test_by_taps_who_then_all_is_set_with_the_defaults(talk: Talk) -> None:
    """提醒我, then who one is; read back with the day, its clause and the next moment."""
    talk.say("提醒我")
    assert talk.labels() == ["我是申报人", "我是单位", "我是下级评委会", "所有截止日都提醒"]
    said = tap(talk, "我是申报人")
    wish = only(talk)
    assert (wish.milestones, wish.leads, wish.at, wish.hour_named) == (
        ("personal",),
        (14, 7, 3, 1, 0),
        "09:00",
        False,
    )
    assert (wish.notice, wish.since) == ("zj-2022-senior-arts", OPEN)
    assert "2022年12月6日" in said
    assert "2022年11月22日" in said
    assert talk.replies[-1].clauses == ("四.二",)


@pytest.mark.parametrize(
    ("label", "milestones"),
    [
        ("我是单位", ("publicity_start", "unit")),
        ("我是下级评委会", ("lower",)),
        ("所有截止日都提醒", ("personal", "unit", "lower")),
    ],
)
def test_each_role_has_its_deadlines(talk: Talk, label: str, milestones: tuple[str, ...]) -> None:
    """The unit also its last safe day to begin the publicity, marked as derived."""
    talk.say("提醒我")
    said = tap(talk, label)
    assert only(talk).milestones == milestones
    assert ("推算" in said) == ("publicity_start" in milestones)


def test_leads_hour_and_days_are_changed_by_taps(talk: Talk) -> None:
    """A tick is put or taken; the last one cannot be taken."""
    talk.say("提醒我")
    tap(
        talk,
        "我是申报人",
        "改提前几天",
        "✓ 提前14天",
        "提前30天",
        "好了",
        "改钟点",
        "20:00",
        "改日子",
        "资历计算截止",
        "好了",
    )
    wish = only(talk)
    assert wish.leads == (30, 7, 3, 1, 0)
    assert (wish.at, wish.hour_named) == ("20:00", True)
    assert wish.milestones == ("personal", "seniority_cutoff")
    tap(talk, "改日子", "✓ 资历计算截止", "✓ 网上个人申报截止")
    assert only(talk).milestones == ("personal",)


def test_the_same_tap_twice_is_one(talk: Talk) -> None:
    """A messenger may deliver a tap again, and fingers shake."""
    talk.say("提醒我")
    id = talk.conversation.offered[0].id
    talk.say(id, id)
    lead = f"rm:{only(talk).id}:lead:-14"
    talk.say(lead, lead)
    assert only(talk).leads == (7, 3, 1, 0)


@pytest.mark.parametrize(
    "id",
    [
        "rm:gone:stop",
        "rm:gone:lead:+3",
        "rm:role:皇帝",
        "rm:",
        "rm::::",
        "rm:role:",
        "rm:stop:x",
        "rm:" + "x" * 500,
    ],
)
def test_a_stale_or_made_up_tap_does_no_harm(talk: Talk, id: str) -> None:
    """It says so, and nothing is changed."""
    talk.say("提前5天提醒我")
    before = kept(talk)
    assert "以前" in talk.say(id)
    assert kept(talk) == before


@pytest.mark.parametrize(
    "rest", ["lead:+9999", "lead:x", "at:9999", "at:", "day:+nowhere", "on:202212030900", "nothing"]
)
def test_a_tap_with_a_wrong_end_does_no_harm(talk: Talk, rest: str) -> None:
    """Not on a wish that runs either."""
    talk.say("提前5天提醒我")
    before = only(talk)
    talk.say(f"rm:{before.id}:{rest}")
    assert only(talk) == before


def test_every_id_fits_into_a_messenger_s_button(talk: Talk) -> None:
    """64 bytes."""
    ids: list[str] = []
    talk.say("提醒我")
    tap(talk, "我是单位")
    for label in ("改日子", "好了", "改提前几天", "好了", "改钟点", "好了"):
        ids += [choice.id for choice in talk.conversation.offered]
        tap(talk, label)
    talk.say("三点提醒我")
    ids += [choice.id for choice in talk.conversation.offered]
    talk.say("我有哪些提醒")
    ids += [choice.id for choice in talk.conversation.offered]
    assert len(ids) > 20
    assert all(len(id.encode()) <= 64 for id in ids)


def test_by_words_leads_are_set_at_once_and_read_back(talk: Talk) -> None:
    """提前5天和1天提醒我."""
    said = talk.say("提前5天和1天提醒我")
    assert only(talk).leads == (5, 1)
    assert "5、1天" in said
    assert "2022年12月1日" in said


def test_every_deadline_at_eight(talk: Talk) -> None:
    """On the three days themselves."""
    talk.say("每个截止日早上8点")
    wish = only(talk)
    assert (wish.milestones, wish.leads, wish.at) == (("personal", "unit", "lower"), (0,), "08:00")
    assert wish.hour_named


def test_a_moment_with_its_matter(talk: Talk) -> None:
    """12月3日上午9点提醒我交材料, read back with its year."""
    said = talk.say("12月3日上午9点提醒我交材料")
    wish = only(talk)
    assert (wish.kind, wish.moment, wish.about) == ("moment", at("2022-12-03T09:00"), "交材料")
    assert "2022年12月3日9:00" in said


def test_the_same_wish_twice_is_one(talk: Talk) -> None:
    """Deadlines, moments and the watch alike."""
    for text in ("提前5天提醒我", "12月3日上午9点提醒我交材料", "下一年度通知发布时提醒我"):
        talk.say(text, text)
    assert len(running(talk)) == 3


def test_what_can_mean_two_moments_is_asked_and_taken(talk: Talk) -> None:
    """Nothing is set before the tap; what it is about is not lost."""
    talk.say("三点提醒我喝水")
    assert running(talk) == []
    tap(talk, "2022年11月15日15:00")
    wish = only(talk)
    assert (wish.moment, wish.about) == (at("2022-11-15T15:00"), "喝水")
    assert len(kept(talk)) == 1


def test_a_missing_day_or_hour_is_asked_and_the_answer_taken(talk: Talk) -> None:
    """过几天, then a date; 今天, then an hour."""
    talk.say("过几天提醒我看书", "12月8日")
    assert (only(talk).moment, only(talk).about) == (at("2022-12-08T09:00"), "看书")
    talk.say("今天提醒我寄表", "下午3点")
    assert (running(talk)[-1].moment, running(talk)[-1].about) == (at("2022-11-15T15:00"), "寄表")


def test_what_was_asked_is_forgotten_when_it_is_not_answered(talk: Talk) -> None:
    """算了, and a later moment has nothing of it."""
    talk.say("过几天提醒我看书", "算了", "12月8日提醒我")
    assert only(talk).about == ""


def test_the_past_is_refused_with_the_reason(talk: Talk) -> None:
    """With the moment as it was understood."""
    assert "2022年11月1日9:00" in talk.say("11月1日上午9点提醒我")
    assert kept(talk) == []


def test_too_late_for_every_lead_is_said_and_nothing_is_set(talk: Talk) -> None:
    """On the day, after nine: a promise that could not be kept is not made."""
    talk.now = datetime(2022, 12, 6, 10, tzinfo=SHANGHAI)
    talk.say("提醒我")
    said = tap(talk, "我是申报人")
    assert "已经过去" in said
    assert running(talk) == []


def test_a_deadline_that_is_over_is_not_taken(talk: Talk) -> None:
    """The others are offered."""
    talk.now = datetime(2022, 12, 10, 10, tzinfo=SHANGHAI)
    assert "已截止" in talk.say("个人申报提前1天提醒我")
    assert running(talk) == []
    assert "我是单位" in talk.labels()
    talk.say("每个截止日提前1天提醒我")
    assert only(talk).milestones == ("unit", "lower")


def test_words_change_what_is_there(talk: Talk) -> None:
    """改成, 只要, 也要; the change counts from now on."""
    talk.say("提前5天提醒我")
    talk.now += timedelta(days=1)
    talk.say("改成早上8点")
    assert (only(talk).at, only(talk).since) == ("08:00", talk.now)
    talk.say("只要前一天")
    assert only(talk).leads == (1,)
    talk.say("当天也要")
    assert only(talk).leads == (1, 0)
    talk.say("学时要多少？", "改成早上7点半")
    assert only(talk).at == "07:30"


def test_another_role_is_added_with_the_same_leads(talk: Talk) -> None:
    """单位的也提醒."""
    talk.say("提前5天提醒我", "单位的也提醒")
    first, second = running(talk)
    assert first.milestones == ("personal",)
    assert (second.milestones, second.leads) == (("publicity_start", "unit"), (5,))


def test_one_of_several_deadlines_gets_leads_of_its_own(talk: Talk) -> None:
    """The others keep theirs."""
    talk.say("每个截止日提前3天提醒我", "单位推荐提前10天提醒我")
    found = {wish.milestones: wish.leads for wish in running(talk)}
    assert found == {("personal", "lower"): (3,), ("unit",): (10,)}


def test_only_one_role_is_kept(talk: Talk) -> None:
    """只要个人的."""
    talk.say("每个截止日提前3天提醒我", "只要个人的")
    assert only(talk).milestones == ("personal",)


def test_hr_says_so(talk: Talk) -> None:
    """我是单位人事, as an answer to who one is."""
    talk.say("提醒我", "我是单位人事")
    assert only(talk).milestones == ("publicity_start", "unit")


def test_stop_pause_and_resume_in_one_word(talk: Talk) -> None:
    """Paused or stopped, nothing is due; resumed, nothing before is made up for."""
    talk.say("提前5天提醒我", "暂停提醒")
    assert only(talk).paused
    talk.now += timedelta(days=1)
    talk.say("恢复")
    assert (only(talk).paused, only(talk).since) == (False, talk.now)
    talk.say("别提醒了")
    assert [wish.ended for wish in kept(talk)] == ["stopped"]
    talk.say("恢复")
    assert only(talk).ended == ""


@pytest.mark.parametrize("order", ["别再发了", "停止", "退订"])
def test_who_gets_reminders_can_stop_them_out_of_the_blue(talk: Talk, order: str) -> None:
    """As an answer to a reminder, with nothing offered; who has none is not understood so."""
    talk.say("提前5天提醒我", "学时要多少？", order)
    assert running(talk) == []
    other = Talk(talk.assistant, channel=PUSHES)
    other.say(order)
    assert kept(other) == []


def test_one_is_stopped_from_the_list_with_one_tap(talk: Talk) -> None:
    """And only that one."""
    talk.say("提前5天提醒我", "12月3日上午9点提醒我交材料", "我有哪些提醒")
    tap(talk, "停第2个")
    assert only(talk).kind == "deadlines"


def test_the_button_under_a_reminder_stops_its_wish(talk: Talk) -> None:
    """As a channel may build it, with the wish at the end; tapped again it says that all is done."""
    talk.say("提前5天提醒我", "12月3日上午9点提醒我交材料")
    stop = f"rm:stop:{running(talk)[0].id}"
    talk.say(stop)
    assert only(talk).kind == "moment"
    before = kept(talk)
    assert "已经不再发" in talk.say(stop)
    assert kept(talk) == before


def test_a_stop_that_names_something_stops_only_that(talk: Talk) -> None:
    """A role, or the day of a moment; a day that nobody asked for stops nothing."""
    talk.say("每个截止日提前3天提醒我", "12月3日上午9点提醒我交材料", "单位的别提醒了")
    assert running(talk)[0].milestones == ("personal", "lower")
    talk.say("取消12月4日的提醒")
    assert len(running(talk)) == 2
    talk.say("取消12月3日的提醒")
    assert only(talk).kind == "deadlines"


def test_there_is_room_for_twenty(talk: Talk) -> None:
    """The next one is refused, until one is stopped."""
    for day in range(1, MOST + 2):
        talk.say(f"12月{day}日上午9点提醒我")
    assert len(running(talk)) == MOST
    assert str(MOST) in talk.replies[0].text
    talk.say("取消12月1日的提醒", "12月25日上午9点提醒我")
    assert len(running(talk)) == MOST


def test_what_is_kept_stays_small(talk: Talk) -> None:
    """Ended wishes do not pile up for ever."""
    for number in range(60):
        talk.say(f"12月3日上午9点提醒我做第{number}件事", "别提醒了")
    assert len(kept(talk)) <= 2 * MOST + 1


def test_when_all_is_over_it_is_said_and_the_watch_is_offered(talk: Talk) -> None:
    """Today's real date: no reminder can come, but the next notice can be told of."""
    talk.now = CLOSED
    for text in ("提醒我", "提前5天和1天提醒我", "每个截止日早上8点", "单位的也提醒"):
        said = talk.say(text)
        assert "都已经过了" in said
        assert talk.labels() == ["下一年度通知发布时提醒我"]
        assert running(talk) == []
    tap(talk, "下一年度通知发布时提醒我")
    wish = only(talk)
    assert (wish.kind, wish.series, wish.notice) == ("watch", "zj-senior-arts", "zj-2022-senior-arts")
    talk.say("提醒我")
    assert talk.replies[-1].choices == ()


def test_a_moment_can_be_wished_when_all_is_over(talk: Talk) -> None:
    """It rests on no deadline."""
    talk.now = CLOSED
    talk.say("明天早上8点提醒我交材料")
    assert only(talk).kind == "moment"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("提醒我", "2022年12月6日"),
        ("提前5天提醒我", "2022年12月6日"),
        ("每个截止日早上8点", "2022年12月6日"),
        ("我有哪些提醒", "2022年12月6日"),
        ("别提醒了", "2022年12月6日"),
        ("我是单位人事，提醒我", "2022年12月19日"),
        ("rm:role:单位", "2022年12月19日"),
    ],
)
def test_a_channel_that_cannot_push_says_so_and_gives_the_days_and_the_calendar(
    talker: Assistant, text: str, day: str
) -> None:
    """Those of the applicant, unless somebody says who they are; nothing is set that would never come."""
    talk = Talk(talker)
    said = talk.say(text)
    assert "不能主动" in said
    assert day in said
    assert talk.replies[-1].attachment == "calendar"
    assert talk.replies[-1].clauses
    assert kept(talk) == []


def test_a_craftsman_is_told_no_day_of_others(talker: Assistant) -> None:
    """And how to have those of somebody else."""
    said = Talk(talker).say("到期提醒我一下，我是做木雕的")
    assert "12月19日" not in said
    assert "1月4日" not in said
    assert "我是单位人事" in said


def test_a_channel_that_cannot_push_gives_the_wished_days_to_copy(talker: Assistant) -> None:
    """提前5天和1天, worked out."""
    said = Talk(talker).say("提前5天和1天提醒我")
    assert "2022年12月1日9:00" in said
    assert "2022年12月5日9:00" in said


def test_a_channel_that_cannot_push_gives_a_moment_to_copy(talker: Assistant) -> None:
    """With its day and its matter."""
    talk = Talk(talker)
    said = talk.say("12月3日上午9点提醒我交材料")
    assert "2022年12月3日9:00" in said
    assert "交材料" in said
    assert kept(talk) == []


def test_a_channel_that_cannot_push_offers_no_watch(talker: Assistant) -> None:
    """It says that all is over."""
    talk = Talk(talker, now=CLOSED)
    assert "都已经过了" in talk.say("提醒我")
    assert talk.replies[-1].choices == ()
    assert talk.replies[-1].attachment == ""


def test_the_calendar_is_given_when_asked_for(talk: Talk) -> None:
    """As a file of the channel's own form."""
    talk.say("把截止日放进日历提醒我")
    assert talk.replies[-1].attachment == "calendar"


def test_the_way_in_is_the_answer_too(talk: Talk) -> None:
    """What the answers know as an order to be reminded begins it, typed or picked."""
    for text in ("到时候提醒我", "给我弄个闹钟", "别让我忘了时间"):
        talk.say(text)
        assert "我是申报人" in talk.labels()
    talk.conversation = Conversation()
    talk.say("action_remind")
    assert "我是申报人" in talk.labels()


def test_questions_are_answered_while_reminders_are_talked_about(talk: Talk) -> None:
    """And nothing is set by asking."""
    talk.say("提醒我")
    assert "90" in talk.say("学时要多少？")
    assert kept(talk) == []


def test_after_a_verdict_reminders_are_offered(talk: Talk) -> None:
    """To who may apply the deadlines, to who may not the next notice."""
    talk.say(BEGIN, "在职", "是公务员")
    assert "下一年度通知发布时提醒我" in talk.labels()
    tap(talk, "下一年度通知发布时提醒我")
    assert only(talk).kind == "watch"


def test_an_open_interview_keeps_its_answers(talk: Talk) -> None:
    """A wish in the middle is taken, and the next answer goes to the open question."""
    talk.say(BEGIN, "在职")
    asking = talk.status
    talk.say("提前5天提醒我")
    assert only(talk).leads == (5,)
    assert talk.status == asking
    talk.say("不是")
    assert talk.answers == {"employment_status": "in_post", "civil_status": "none"}


def test_an_answer_of_the_interview_is_no_wish(talk: Talk) -> None:
    """Not even with a day in it."""
    talk.say(BEGIN, "在职", "12月3日通知我的")
    assert kept(talk) == []


def test_wishes_that_cannot_be_read_are_kept_as_they_are(talk: Talk) -> None:
    """Of a newer program, or broken: they are not this one's to delete."""
    odd = {"kind": "dream"}
    saved = Saved(subscriptions={"odd": SavedSubscription(odd)})
    talk.conversation = conversation_of(saved)
    talk.say("提前5天提醒我")
    after = saved_of(saved, talk.conversation, "n-2022")
    assert after.subscriptions["odd"] == SavedSubscription(odd)
    assert len(after.subscriptions) == 2


def test_who_could_not_be_reached_can_take_it_up_again(talk: Talk) -> None:
    """A wish that ended because the person was gone."""
    talk.say("提前5天提醒我")
    gone = replace(only(talk), ended="gone: blocked")
    talk.conversation = replace(talk.conversation, subscriptions=Book({gone.id: gone}))
    talk.say("恢复提醒")
    assert only(talk).ended == ""


STEPS = st.sampled_from(
    ["提醒我", "提前5天提醒我", "单位的也提醒", "只要前一天", "改成早上8点", "12月3日提醒我", "三点提醒我", "暂停提醒",
     "恢复", "别提醒了", "我有哪些提醒", "过几天提醒我", "算了", "学时要多少", "只要个人的", BEGIN, "没有"]
) | st.integers(0, 12)  # fmt: skip


@given(st.lists(STEPS, max_size=12), st.booleans())
def test_whatever_is_said_and_tapped_there_is_a_reply_and_order(
    talker: Assistant, steps: list[str | int], late: bool
) -> None:
    """Every turn answers; no two running wishes are the same; all ids fit; it all survives being kept."""
    talk = Talk(talker, now=CLOSED if late else OPEN, channel=PUSHES)
    for step in steps:
        offered = talk.conversation.offered
        text = step if isinstance(step, str) else offered[step % len(offered)].id if offered else "提醒我"
        assert talk.say(text).strip()
        assert all(
            len(choice.id.encode()) <= 64 or choice.id.startswith("iv:")
            for choice in talk.conversation.offered
        )
        wishes = running(talk)
        assert len({(w.kind, w.milestones, w.leads, w.at, w.moment, w.about) for w in wishes}) == len(wishes)
        assert len(wishes) <= MOST
        again = talk.conversation
        assert conversation_of(saved_of(Saved(), again, "n-2022")) == replace(again, notice="n-2022")
