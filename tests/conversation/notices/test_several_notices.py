"""Talks with a bot of several notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.notices.one_of_several import OneOfSeveral
from bot.conversation.notices.several_notices import SeveralNotices
from bot.conversation.turn import Conversation
from bot.knowledge import Knowledge
from bot.replies.act_ids import act_of, id_of, tag_of
from bot.replies.acts import BeginInterview, InNotice, OpenNotice, OrderReminders, PickEntry, RunCommand
from bot.replies.reply import Kind
from tests.packs import SHANGHAI
from tests.several_packs import HIGH, NAMES, NEXT, SENIOR, Talk, several, titled

HOURS = "继续教育要多少学时"


def test_every_public_member_speaks_of_several_notices() -> None:
    """None is left that would answer from no pack."""
    own = {name for name in vars(Assistant) if not name.startswith("_")}
    assert own <= {*vars(OneOfSeveral), *vars(SeveralNotices)}


@pytest.mark.parametrize("answer", ["高级", "2", "第二个", NAMES[HIGH], "我问的是高级"])
def test_it_is_asked_back_where_two_could_be_meant(two: Talk, answer: str) -> None:
    """And whatever names one answers what was asked."""
    two.say(HOURS)
    assert [reply.kind for reply in two.last.replies] == [Kind.WHICH_NOTICE]
    assert two.labels == [NAMES[SENIOR], NAMES[HIGH]]
    assert "70学时" in two.say(answer)
    assert two.conversation.notice == HIGH


def test_a_tap_answers_what_was_asked(two: Talk) -> None:
    """Through the choice alone."""
    two.say(HOURS)
    assert "80学时" in two.pick(NAMES[SENIOR])


def test_the_notice_of_the_talk_answers(two: Talk) -> None:
    """Until another is named; of which is spoken is said when it changes, and then no more."""
    assert NAMES[HIGH] in two.say("高级要多少学时")
    assert two.last.replies[0].kind is Kind.NOTICE
    assert "12月8日" in two.say("个人申报什么时候截止")
    assert [reply.kind for reply in two.last.replies] == [Kind.ANSWER]
    assert "12月6日" in two.say("正高级的个人申报什么时候截止")
    assert "80学时" in two.say(HOURS)


@pytest.mark.parametrize(
    "said",
    [
        "正高和高级的学时各要多少",
        "正高要80学时，那高级要多少？",
        "正高、高级分别要多少学时",
        "正高级小评审和高级小评审的学时一样吗",
    ],
)
@pytest.mark.parametrize("first", ["正高要多少学时", "高级要多少学时", "正高能不能报"])
def test_two_that_are_named_in_a_talk_about_one(two: Talk, first: str, said: str) -> None:
    """It is asked back which, in the middle of an interview too; the pick is answered, and the interview waits."""
    two.say(first)
    interviews = two.conversation.interviews
    two.say(said)
    assert [reply.kind for reply in two.last.replies] == [Kind.WHICH_NOTICE]
    assert two.labels == [NAMES[SENIOR], NAMES[HIGH]]
    assert two.conversation.interviews == interviews
    assert "70学时" in two.pick(NAMES[HIGH])
    assert two.conversation.notice == HIGH


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("高级满几年才能报正高", SENIOR),
        ("高级几年可以报正高", SENIOR),
        ("正高截止了还能报高级吗", HIGH),
        ("我是高级，正高要多少学时", SENIOR),
        ("2022年的公示几天", SENIOR),
    ],
)
def test_what_only_leads_to_the_one_that_is_meant(two: Talk, said: str, meant: str) -> None:
    """What one has, or goes on from, is not asked about; nor does a year name one where both are of it."""
    two.say("正高要多少学时")
    two.say(said)
    assert two.last.replies[-1].kind is not Kind.WHICH_NOTICE
    assert two.conversation.notice == meant


def test_two_years_named_in_one_sentence(years: Talk) -> None:
    """It is asked back which."""
    years.now = datetime(2023, 11, 15, 10, tzinfo=SHANGHAI)
    years.say("个人申报什么时候截止")
    years.say("2022年和2023年的个人申报截止各是哪天")
    assert years.last.replies[-1].kind is Kind.WHICH_NOTICE
    assert "2022年12月6日" in years.say("2022年")


def test_what_only_one_notice_knows_is_answered_by_that(two: Talk) -> None:
    """Asked at first, and in the middle of a talk about the other."""
    assert "抽签" in two.say("答辩怎么定先后")
    two.say("正高")
    assert "抽签" in two.say("答辩的顺序怎么排")
    assert two.conversation.notice == HIGH


@pytest.mark.parametrize("said", ["你好", "今天天气怎么样", "谢谢", "？"])
def test_what_is_about_no_notice_opens_none(two: Talk, said: str) -> None:
    """Nobody is asked which notice they greet."""
    two.say(said)
    assert two.conversation.notice == ""
    assert all(reply.kind is not Kind.WHICH_NOTICE for reply in two.last.replies)


@pytest.mark.parametrize(
    "said", ["我能不能报", "给王芳问", "提醒我", "12月3日上午9点提醒我交材料", "我有哪些提醒"]
)
def test_what_begins_something_asks_for_its_notice(two: Talk, said: str) -> None:
    """An interview or a wish belongs to one."""
    two.say(said)
    assert two.last.replies[-1].kind is Kind.WHICH_NOTICE
    assert not two.conversation.interviews
    two.say("高级")
    assert two.conversation.notice == HIGH
    assert two.last.replies[-1].kind is not Kind.WHICH_NOTICE


def test_each_notice_has_an_interview_of_its_own(two: Talk) -> None:
    """Of one person under both; each goes on where it stopped, by its own rules."""
    two.say("高级能不能报")
    two.say("报正高能不能报")
    assert two.conversation.interviews["本人"].notice == SENIOR
    two.say("75")
    assert two.conversation.interviews["本人"].verdict == "needs_more"
    two.say("换到高级")
    two.say("75")
    assert two.conversation.interviews["本人"].verdict == "eligible"
    assert two.conversation.apart[SENIOR].interviews["本人"].verdict == "needs_more"


def test_an_interview_is_not_left_by_what_is_told_in_it(two: Talk) -> None:
    """Only who asks for another notice, or names it alone, leaves."""
    two.say("正高能不能报")
    two.say("高级满5年了")
    assert two.conversation.notice == SENIOR
    assert "70学时" in two.say("高级要多少学时")
    assert two.conversation.notice == HIGH


def test_wishes_belong_to_one_notice_and_none_is_hidden(two: Talk) -> None:
    """The list tells of those of the other, and leads there; stopping all of one leaves the other's and says so."""
    two.say("正高的个人申报前3天提醒我")
    two.say("高级的个人申报前5天提醒我")
    told = two.say("我有哪些提醒")
    assert "12月3日" in told
    assert NAMES[SENIOR] in told
    two.say("停止所有提醒")
    running = two.conversation.subscriptions.running
    assert [wish.notice for wish in running] == [SENIOR]
    assert "12月3日" in two.pick(f"{NAMES[SENIOR]}的提醒")
    assert two.conversation.notice == SENIOR


def test_an_old_button_acts_in_its_own_notice(two: Talk) -> None:
    """Whichever is spoken of meanwhile."""
    two.say("高级的个人申报什么时候截止")
    old = next(one.does for one in two.last.replies[-1].choices)
    assert isinstance(old, InNotice)
    assert act_of(id_of(old)) == old
    two.say("正高")
    two.say(old)
    assert two.conversation.notice == HIGH


def test_a_button_from_the_time_with_one_notice_is_understood(two: Talk) -> None:
    """A wish tells its notice; where nothing does, it is asked."""
    two.say("高级的个人申报前5天提醒我")
    wish = two.conversation.subscriptions.running[0]
    two.say("正高")
    two.say(act_of(f"rm:{wish.id}:stop"))
    assert not two.conversation.subscriptions.running
    fresh = Talk(two.assistant)
    fresh.say(BeginInterview())
    assert fresh.last.replies[-1].kind is Kind.WHICH_NOTICE
    fresh.pick(NAMES[HIGH])
    assert fresh.conversation.interviews["本人"].notice == HIGH
    fresh = Talk(two.assistant)
    assert "抽签" in fresh.say(PickEntry("oral"))


@pytest.mark.parametrize("id", ["nt:none", "nt:none:iv:do:back", f"nt:{tag_of('gone-2020')}:deadline_unit"])
def test_a_notice_that_is_gone(two: Talk, packs: Mapping[str, Knowledge], id: str) -> None:
    """It is said, and nothing happens: with several notices, and with one alone."""
    two.say(act_of(id))
    assert two.last.replies[0].kind is Kind.STALE
    turn = assistant_of(packs[SENIOR]).turn(Conversation(), act_of(id), two.now)
    assert [reply.kind for reply in turn.replies] == [Kind.STALE]


def test_the_list_tells_how_each_stands(years: Talk) -> None:
    """The open one with its next day, the closed one that it is; a tap opens it, and it stays readable."""
    years.now = datetime(2023, 11, 15, 10, tzinfo=SHANGHAI)
    told = years.say(RunCommand("/notices"))
    assert f"{NAMES[NEXT]}：网上个人申报截止2023年12月6日" in told
    assert "已截止" in told.split(NAMES[SENIOR], 1)[1].splitlines()[0]
    years.pick(f"{NAMES[SENIOR]}（已截止）")
    assert "2022年12月6日" in years.say("个人申报什么时候截止")
    assert "2022年12月19日" in years.say("单位推荐什么时候截止")


def test_the_latest_of_a_series_is_meant(years: Talk) -> None:
    """Whoever asks for the earlier year gets that."""
    years.now = datetime(2023, 11, 15, 10, tzinfo=SHANGHAI)
    assert "2023年12月6日" in years.say("个人申报什么时候截止")
    assert "2022年12月6日" in years.say("2022年的个人申报什么时候截止")


def test_a_talk_of_last_year_is_led_to_the_new_notice(packs: Mapping[str, Knowledge], years: Talk) -> None:
    """What was answered under the old one stays with it."""
    old = Talk(several([packs[SENIOR], packs[HIGH]]))
    old.say("正高能不能报")
    old.say("80")
    before = old.conversation.interviews
    years.conversation = Conversation(interviews=before, name="本人", notice=SENIOR)
    years.now = datetime(2023, 11, 15, 10, tzinfo=SHANGHAI)
    told = years.say("个人申报什么时候截止")
    assert "2023年12月6日" in told
    assert "2022年" in told.splitlines()[0]
    assert years.conversation.notice == NEXT
    assert years.conversation.apart[SENIOR].interviews == before
    years.say("2022年")
    assert years.conversation.interviews == before


def test_days_are_told_under_the_title_of_each(two: Talk) -> None:
    """Until one is spoken of; then of that alone."""
    both = two.say(RunCommand("/deadlines"))
    assert both.index(NAMES[SENIOR]) < both.index(NAMES[HIGH])
    two.say("高级")
    assert NAMES[SENIOR] not in two.say(RunCommand("/deadlines"))


def test_private_numbers_do_not_wait_for_an_answer(two: Talk) -> None:
    """What was asked is kept without them."""
    two.say("我身份证33010219800101123X，继续教育要多少学时")
    assert "3301" not in two.conversation.notice_asked.said


def test_reminders_that_ended_rest_in_every_notice(two: Talk) -> None:
    """Somebody who comes back is offered those of both."""
    two.say("正高的个人申报前3天提醒我")
    two.say("高级的个人申报前5天提醒我")
    book = two.conversation.subscriptions
    gone = book.changed(book.running, two.now, ended="gone: blocked")
    two.conversation = Conversation(subscriptions=gone, notice=HIGH)
    two.say("你好")
    assert {wish.notice for wish in two.conversation.subscriptions.running} == {SENIOR, HIGH}
    assert not two.conversation.subscriptions.away


def test_one_notice_alone_hides_what_belongs_to_another(packs: Mapping[str, Knowledge], two: Talk) -> None:
    """If a pack is taken away its interviews wait, untouched, for it to come back."""
    two.say("正高要多少学时")
    two.say("高级能不能报")
    two.say("75")
    alone = assistant_of(packs[SENIOR])
    turn = alone.turn(two.conversation, HOURS, two.now)
    assert "80学时" in turn.replies[-1].whole
    assert not turn.conversation.interviews
    two.conversation = turn.conversation
    two.say("高级")
    assert two.conversation.interviews["本人"].verdict == "eligible"


def test_asking_outside_a_conversation(two: Talk) -> None:
    """It is asked back, or answered with the notice."""
    notice, answer = two.assistant.ask(HOURS, two.now)
    assert (notice, answer.outcome, [one.does for one in answer.choices]) == (
        "",
        "choices",
        [OpenNotice(tag_of(SENIOR)), OpenNotice(tag_of(HIGH))],
    )
    notice, answer = two.assistant.ask("高级要多少学时", two.now)
    assert (notice, answer.entries) == (HIGH, ("hours",))


def test_the_reminders_of_one_are_reached_from_a_menu(two: Talk) -> None:
    """Where only one notice has some, it is not asked which."""
    two.say("高级的个人申报前5天提醒我")
    two.conversation = Conversation(subscriptions=two.conversation.subscriptions)
    assert "12月3日" in two.say("我有哪些提醒")
    two.conversation = Conversation(subscriptions=two.conversation.subscriptions)
    two.say(OrderReminders("list"))
    assert two.last.replies


@pytest.mark.parametrize("said", ["我是高级，正高要多少学时", "我已经评上高级了，正高要多少学时"])
@pytest.mark.parametrize("first", ["正高要多少学时", "高级要多少学时"])
def test_what_one_has_is_not_asked_about(two: Talk, first: str, said: str) -> None:
    """What is asked of the notice is answered, in a talk about either."""
    two.say(first)
    assert "80学时" in two.say(said)
    assert two.conversation.notice == SENIOR


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([HOURS, "高级", "另一个呢"], "80学时"),
        (["个人申报什么时候截止", "正高", "那另一个呢"], "12月8日"),
        (["正高要多少学时", "另外一份呢？"], "70学时"),
    ],
)
def test_the_same_is_asked_of_the_other(two: Talk, lines: list[str], told: str) -> None:
    """What was asked last is answered by the notice that was not meant then, and it is said which one that is."""
    for line in lines[:-1]:
        two.say(line)
    before = two.conversation.notice
    assert told in two.say(lines[-1])
    assert two.conversation.notice not in ("", before)
    assert two.last.replies[0].kind is Kind.NOTICE


def test_another_of_nothing(two: Talk) -> None:
    """Where nothing was answered yet it is asked back which one is meant."""
    two.say(HOURS)
    two.say("另一个呢")
    assert two.last.replies[-1].kind is Kind.WHICH_NOTICE


@pytest.mark.parametrize("first", ["", "正高要多少学时", "高级要多少学时"])
@pytest.mark.parametrize(
    ("said", "senior", "high"),
    [
        ("正高要多少学时？高级的个人申报几号截止？", "80学时", "12月8日"),
        ("正高要多少学时，高级呢？", "80学时", "70学时"),
        ("高级的个人申报什么时候截止？正高的呢？", "12月6日", "12月8日"),
        ("正高要多少学时？答辩怎么定先后？", "80学时", "抽签"),
        ("您好，请问正高的个人申报哪天截止？还有高级要多少学时？", "12月6日", "70学时"),
    ],
)
def test_questions_for_two_notices_in_one_message(
    two: Talk, first: str, said: str, senior: str, high: str
) -> None:
    """Each is answered by its own notice, under its title; the last one is spoken of afterwards."""
    if first:
        two.say(first)
    told = two.say(said)
    headings = [reply.text for reply in two.last.replies if reply.kind is Kind.NOTICE]
    assert sorted(headings) == sorted(f"《{NAMES[id]}》" for id in (SENIOR, HIGH))
    under = {}
    for reply in two.last.replies:
        if reply.kind is Kind.NOTICE:
            under[reply.text] = ""
            heading = reply.text
        else:
            under[heading] += reply.whole
    assert senior in under[f"《{NAMES[SENIOR]}》"]
    assert high in under[f"《{NAMES[HIGH]}》"]
    assert two.conversation.notice == (
        HIGH if told.rindex(NAMES[HIGH]) > told.rindex(NAMES[SENIOR]) else SENIOR
    )


@pytest.mark.parametrize(
    "said",
    [
        "学时要多少？个人申报几号截止？",
        "正高和高级的学时各要多少？个人申报几号截止？",
        "正高能不能报？高级要多少学时？",
    ],
)
def test_what_is_not_clear_in_a_message_is_not_parted(two: Talk, said: str) -> None:
    """One question that could be for both, or that begins an interview: as ever, nothing is answered for the wrong notice."""
    two.say(said)
    assert two.last.replies[0].text not in {f"《{title}》" for title in NAMES.values()}


def test_in_the_middle_of_an_interview_nothing_is_parted(two: Talk) -> None:
    """It is asked back which is meant, and the interview waits."""
    two.say("正高能不能报")
    interviews = two.conversation.interviews
    two.say("正高要多少学时？高级要多少学时？")
    assert [reply.kind for reply in two.last.replies] == [Kind.WHICH_NOTICE]
    assert two.conversation.interviews == interviews


@pytest.mark.parametrize("said", ["别再提醒我了", "停止所有提醒", "别提醒了", "提醒都取消", "不用再叫我了"])
def test_reminders_are_stopped_in_whichever_notice_they_are(two: Talk, said: str) -> None:
    """Though another one is spoken of: it is named, and nobody is told that there are none."""
    two.say("高级个人申报截止前3天提醒我")
    two.say("正高级要多少学时")
    assert two.conversation.notice == SENIOR
    told = two.say(said)
    assert NAMES[HIGH] in told
    assert "没有在发" not in told
    assert not two.conversation.subscriptions.running


def test_it_is_asked_which_reminders_are_to_stop(tmp_path: Path) -> None:
    """Where several others have some; the order waits for the answer, and a tap is for its own notice."""
    names = {"a-2022": "2022年正高级小评审", "b-2022": "2022年高级小评审", "c-2022": "2022年初级小评审"}
    three = Talk(several(titled(tmp_path, names)))
    three.say("高级个人申报截止前3天提醒我")
    three.say("正高级个人申报截止前3天提醒我")
    three.say("初级要多少学时")
    three.say("别再提醒我了")
    assert [reply.kind for reply in three.last.replies] == [Kind.WHICH_NOTICE]
    three.say("高级")
    assert [one.notice for one in three.conversation.subscriptions.running] == ["a-2022"]


def test_without_any_reminder_it_is_said(two: Talk) -> None:
    """There is nothing to stop then."""
    two.say("正高级要多少学时")
    assert "没有在发" in two.say("别再提醒我了")
    two.say("高级个人申报截止前3天提醒我")
    assert "没有在发" in two.say(InNotice(tag_of(SENIOR), OrderReminders("stop")))
