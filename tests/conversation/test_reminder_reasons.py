"""What stands beside an order about reminders: why, lists behind a colon, hours in either half of the day."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming, running
from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    ("lines", "moments"),
    [
        (["12月5号早上8点喊我弄申报", "网吧8点还没开门的，迟一个钟头"], ["12-05 09:00"]),
        (["11月21号早上9点喊我去开函", "改成礼拜二吧，礼拜一要交货"], ["11-22 09:00"]),
        (["11月21号早上9点喊我去开函", "那我打电话给他，早一个钟头"], ["11-21 08:00"]),
        (["12月3日9点提醒我交表", "12月4日9点提醒我盖章", "统统不要了，徒弟在厂里看着呢"], []),
        (["12月3日9点提醒我交表", "12月4日9点提醒我盖章", "第一个删掉，我另有安排"], ["12-04 09:00"]),
        (["昨天下午3点提醒我交材料", "哦哦打错，是名天"], ["11-16 15:00"]),
        (["11月30日下午3点提醒我报名", "取消吧他说他自己弄好了"], []),
        (["12月2日早上7点提醒我去盖章", "人事7点没上班的 改9点"], ["12-02 09:00"]),
        (["12月2日下午4点提醒我理材料", "改4点半吧4点还在上课"], ["12-02 16:30"]),
    ],
)
def test_why_somebody_orders_something_is_no_part_of_the_order(
    talk: Talk, lines: list[str], moments: list[str]
) -> None:
    """Its times are none of the order's."""
    talk.say(*lines)
    assert coming(talk) == moments


def test_a_day_before_the_order_tells_which_is_meant(talk: Talk) -> None:
    """18号礼拜天没人，挪到16号 moves the one of the 18th."""
    talk.say("单位推荐截止前五天上午10点提醒", "截止前一天再来一次，时间一样", "18号礼拜天没人，挪到16号")
    assert coming(talk)[-1] == "12-16 10:00"


@pytest.mark.parametrize(
    ("said", "abouts"),
    [
        ("11月18号9点学时、11月25号9点学历、12月1号9点总结，三个都要提醒我", ["学时", "学历", "总结"]),
        ("帮我记两个：11月25号上午10点收材料，12月2号下午2点拍作品", ["收材料", "拍作品"]),
        ("11月18号、25号上午9点提醒我看学时", ["看学时", "看学时"]),
    ],
)
def test_each_of_a_list_keeps_its_own_words(talk: Talk, said: str, abouts: list[str]) -> None:
    """How many there are is none of them."""
    talk.say(said)
    assert [wish.about for wish in running(talk)] == abouts


@pytest.mark.parametrize(
    ("set_at", "changed", "hour"),
    [
        ("早上7点", "改6点", "06:00"),
        ("晚上8点", "改七点半吧", "19:30"),
        ("下午3点", "改4点", "16:00"),
        ("下午3点", "改8点40", "08:40"),
        ("上午9点", "改到2点", "14:00"),
        ("晚上8点", "改到早上8点", "08:00"),
    ],
)
def test_an_hour_that_can_be_in_either_half_of_the_day_is_the_nearer_one(
    talk: Talk, set_at: str, changed: str, hour: str
) -> None:
    """Beside the hour that was; at night nobody is woken unasked."""
    talk.say(f"12月3日{set_at}提醒我补学时", changed)
    assert coming(talk) == [f"12-03 {hour}"]


@pytest.mark.parametrize(
    "said", ["每周五下午5点到12月2号提醒我看学时", "每周五下午5点提醒我看学时，到12月2号"]
)
def test_a_day_behind_an_hour_ends_what_comes_again(talk: Talk, said: str) -> None:
    """It begins no range with the hour."""
    talk.say(said)
    assert coming(talk) == ["11-18 17:00", "11-25 17:00", "12-02 17:00"]


def test_a_question_does_not_answer_which_is_meant(talk: Talk) -> None:
    """报一遍我听听 is answered with the list, whatever was asked."""
    talk.say("12月3日9点提醒我交表", "12月4日9点提醒我盖章", "提醒取消")
    talk.say("报一遍我听听")
    assert "交表" in talk.replies[-1].text
    assert "盖章" in talk.replies[-1].text


def test_whose_wish_is_meant_is_asked(talk: Talk) -> None:
    """For whom a wish is is not kept: the last one is not taken for a father's."""
    talk.say(
        "替我爸记一个，11月21号早上8点拍作品", "我自己也要一个，同一天晚上6点去取照片", "我爸那个改8点40"
    )
    assert coming(talk) == ["11-21 08:00", "11-21 18:00"]
    talk.say("第一个")
    assert coming(talk) == ["11-21 08:40", "11-21 18:00"]


def test_what_is_to_be_told_changes_nothing(talk: Talk) -> None:
    """改 in 叫我改述职总结 is no order."""
    talk.say("每天早上7点提醒我看群", "每礼拜三晚上8点，叫我改述职总结")
    assert [wish.about for wish in running(talk)] == ["看群", "改述职总结"]


@pytest.mark.parametrize("said", ["别取消", "我不想取消", "先不要停", "我没说要取消全部", "等等，别删"])
def test_who_says_not_to_stop_keeps_what_there_is(talk: Talk, said: str) -> None:
    """Nothing is stopped, nothing rests."""
    talk.say("12月3日9点提醒我交材料", said)
    assert coming(talk) == ["12-03 09:00"]
