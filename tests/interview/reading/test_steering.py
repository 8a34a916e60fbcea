"""The words that steer the interview, by likeness to how people steer."""

from __future__ import annotations

import pytest

from bot.interview.reading.steering import Steering, named, placed
from bot.knowledge import Knowledge

NAMES = {
    "submitted_online": "网上提交",
    "publicity_start": "公示开始",
    "publicity_end": "公示结束",
    "civil_status": "公务员、参公身份",
}
TAKEN = 0.5
"""The chance from which a step is taken."""


@pytest.fixture(scope="module")
def steering(shipped: Knowledge) -> Steering:
    """Reads steps by what was learned."""
    return Steering(lambda: shipped.acts)


def step(steering: Steering, said: str) -> str:
    """The step that a message asks for; empty if it asks for none."""
    asked = steering.asked_for(said, NAMES.values())
    return asked.step if asked.chance >= TAKEN else ""


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("为什么", "why"),
        ("为什么要问这个？", "why"),
        ("为啥问我这个啊", "why"),
        ("请问为什么问这个", "why"),
        ("问这个有什么用", "why"),
        ("什么意思啊", "meaning"),
        ("看不懂这题", "meaning"),
        ("上一步", "back"),
        ("回到上一题", "back"),
        ("改", "change"),
        ("我要改一下", "change"),
        ("修改答案", "change"),
        ("重来", "again"),
        ("重新开始吧", "again"),
        ("恢复刚才的", "undo"),
        ("先到这里", "pause"),
        ("先到这儿吧。", "pause"),
        ("算了", "pause"),
        ("明天再说", "pause"),
        ("取消", "pause"),
        ("要交什么材料", "papers"),
        ("继续", "go_on"),
        ("接着问吧", "go_on"),
        ("改天再说", "pause"),
        ("还剩几题啊", "progress"),
        ("还要答多久", "progress"),
        ("我前面答了些什么", "list"),
        ("现在能不能报", "result"),
        ("我想找人工", "human"),
        ("不清楚", ""),
        ("没有", ""),
        ("停薪留职", ""),
        ("继续教育", ""),
        ("公务员", ""),
        ("在职", ""),
        ("第一次", ""),
        ("个人工作室", ""),
    ],
)
def test_words_of_the_interview(steering: Steering, said: str, wanted: str) -> None:
    """However they are said; an answer is none of them."""
    assert step(steering, said) == wanted


@pytest.mark.parametrize("said", ["改公示开始", "我想改一下公务员身份", "网上提交那个要改"])
def test_a_change_may_name_what_it_changes(steering: Steering, said: str) -> None:
    """Whatever the names of the answers are, that something of that name is to be changed is one way of saying it."""
    assert step(steering, said) == "change"
    assert steering.asked_for(said).chance < steering.asked_for(said, NAMES.values()).chance


@pytest.mark.parametrize("said", ["公示开始了", "公务员身份是什么", "我是公务员"])
def test_a_name_alone_wants_no_change(steering: Steering, said: str) -> None:
    """An answer or a question may hold the name as well."""
    assert step(steering, said) != "change"


@pytest.mark.parametrize("said", ["不改了", "没有", "都对", "算了", "没有要改的", "就这样"])
def test_none_of_the_answers_is_to_be_changed(steering: Steering, said: str) -> None:
    """Said to the list of answers."""
    assert steering.keeps(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("是的", True),
        ("对，重来", True),
        ("好", True),
        ("不要", False),
        ("不用了", False),
        ("算了", False),
        ("今天星期几", None),
    ],
)
def test_a_yes_or_no_to_beginning_anew(steering: Steering, said: str, meant: bool | None) -> None:
    """What is neither is another message."""
    assert steering.begins_anew(said) is meant


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("改公示开始", ("publicity_start",)),
        ("我想改一下公务员身份", ("civil_status",)),
        ("改公务员", ("civil_status",)),
        ("公示", ("publicity_start", "publicity_end")),
        ("2022", ()),
        ("改", ()),
    ],
)
def test_an_answer_to_change_is_named(said: str, found: tuple[str, ...]) -> None:
    """By what a message shares with its name; several that fit alike are all meant."""
    assert named(said, NAMES) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("改第2项", "publicity_start"),
        ("改第三个", "publicity_end"),
        ("改最后一项", "civil_status"),
        ("改9", ""),
        ("改", ""),
    ],
)
def test_an_answer_to_change_is_picked_by_its_place(said: str, found: str) -> None:
    """At the end of the message; there may be no such place."""
    assert placed(said, NAMES) == found
